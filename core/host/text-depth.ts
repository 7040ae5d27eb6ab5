/**
 * How deeply a JSON text nests, counted without parsing it. Validation recurses, so a text is refused by its depth
 * before anything walks it. True as soon as `most` is passed.
 */
export function nestsDeeperThan(json: string, most: number): boolean {
  let depth = 0
  let quoted = false
  for (let at = 0; at < json.length; at += 1) {
    const unit = json.charCodeAt(at)
    if (quoted) {
      if (unit === 0x5c) at += 1
      else if (unit === 0x22) quoted = false
    } else if (unit === 0x22) quoted = true
    else if (unit === 0x5b || unit === 0x7b) {
      depth += 1
      if (depth > most) return true
    } else if (unit === 0x5d || unit === 0x7d) depth -= 1
  }
  return false
}
