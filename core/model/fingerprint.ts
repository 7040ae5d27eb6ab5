/** A short stand-in for a text, to tell whether two copies of it are the same. Not proof against malice. */

/** 64 bits in hexadecimal and the length: texts that people edit do not meet by chance. */
export function fingerprint(text: string): string {
  let one = 0x811c9dc5
  let two = 0x41c6ce57
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    one = Math.imul(one ^ unit, 0x01000193)
    two = Math.imul(two ^ unit, 0x5f356495)
  }
  const hex = (word: number) => (word >>> 0).toString(16).padStart(8, '0')
  return `${hex(one ^ (two >>> 15))}${hex(two ^ (one >>> 13))}-${text.length}`
}
