/** "Did you mean …": the candidate nearest to a misspelt word. */

const plain = (word: string) => word.toLowerCase().replace(/[-_. ]/g, '')
const candidatesMax = 2000

/** Edits between two words, transpositions counting as one; gives up (returns `most + 1`) beyond `most`. */
function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row]
    let least = row
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1]
      let edits = Math.min(
        last[column]! + 1,
        current[column - 1]! + 1,
        last[column - 1]! + (same ? 0 : 1),
      )
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        edits = Math.min(edits, before[column - 2]! + 1)
      }
      current.push(edits)
      least = Math.min(least, edits)
    }
    if (least > most) return most + 1
    before = last
    last = current
  }
  return last[b.length]!
}

/** The nearest candidate within a third of the word's length, or null. Case, dots and hyphens do not count. */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  if (word.length > 64) return null
  const wanted = plain(word)
  const most = Math.max(1, Math.floor(wanted.length / 3))
  let best: string | null = null
  let least = most + 1
  let looked = 0
  for (const candidate of candidates) {
    looked += 1
    if (looked > candidatesMax) break
    if (candidate.length > 64) continue
    const edits = distance(wanted, plain(candidate), least - 1)
    if (edits < least) {
      least = edits
      best = candidate
      if (edits === 0) break
    }
  }
  return best
}
