/**
 * Text on the wire is bytes, by custom UTF-8. What is not UTF-8 has to come back as it was, so each byte that belongs
 * to no letter becomes a lone surrogate U+DC80 to U+DCFF, which no valid text contains, and becomes that byte again.
 */
const escapeBase = 0xdc00
const escapeFirst = 0xdc80
const escapeLast = 0xdcff
const replacement = 0xfffd

/** Decodes any bytes; `encodeText` of it gives the same bytes. */
export function decodeText(bytes: Uint8Array, from: number, to: number): string {
  let text = ''
  let at = from
  while (at < to) {
    const first = bytes[at]!
    if (first < 0x80) {
      text += String.fromCharCode(first)
      at++
      continue
    }
    const length = lengthOfLetter(bytes, at, to)
    if (length === 1) text += String.fromCharCode(escapeBase | first)
    else text += String.fromCodePoint(letterAt(bytes, at, length))
    at += length
  }
  return text
}

/** Bytes of the letter that begins at `at`; 1 when none does. [RFC 3629: syntax of UTF-8 byte sequences] */
function lengthOfLetter(bytes: Uint8Array, at: number, to: number): number {
  const first = bytes[at]!
  const length = first < 0xc2 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 1
  if (length === 1 || at + length > to) return 1
  for (let next = at + 1; next < at + length; next++) if ((bytes[next]! & 0xc0) !== 0x80) return 1
  const second = bytes[at + 1]!
  if (first === 0xe0 && second < 0xa0) return 1
  if (first === 0xed && second >= 0xa0) return 1
  if (first === 0xf0 && second < 0x90) return 1
  return first === 0xf4 && second >= 0x90 ? 1 : length
}

function letterAt(bytes: Uint8Array, at: number, length: number): number {
  let code = bytes[at]! & (0xff >> (length + 1))
  for (let next = at + 1; next < at + length; next++) code = (code << 6) | (bytes[next]! & 0x3f)
  return code
}

/** Bytes of a text on the wire. */
export function textBytes(text: string): number {
  let count = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < 0x80) count++
    else if (code < 0x800) count += 2
    else if (isPair(text, at)) {
      count += 4
      at++
    } else count += isEscape(code) ? 1 : 3
  }
  return count
}

/** Writes a text and returns where it ends; there must be room. */
export function encodeText(text: string, bytes: Uint8Array, from: number): number {
  let at = from
  for (let place = 0; place < text.length; place++) {
    const code = text.charCodeAt(place)
    if (code < 0x80) {
      bytes[at++] = code
    } else if (code < 0x800) {
      bytes[at++] = 0xc0 | (code >> 6)
      bytes[at++] = 0x80 | (code & 0x3f)
    } else if (isPair(text, place)) {
      const whole = text.codePointAt(place)!
      bytes[at++] = 0xf0 | (whole >> 18)
      bytes[at++] = 0x80 | ((whole >> 12) & 0x3f)
      bytes[at++] = 0x80 | ((whole >> 6) & 0x3f)
      bytes[at++] = 0x80 | (whole & 0x3f)
      place++
    } else if (isEscape(code)) {
      bytes[at++] = code & 0xff
    } else {
      const shown = code >= 0xd800 && code < 0xe000 ? replacement : code
      bytes[at++] = 0xe0 | (shown >> 12)
      bytes[at++] = 0x80 | ((shown >> 6) & 0x3f)
      bytes[at++] = 0x80 | (shown & 0x3f)
    }
  }
  return at
}

/** A text's bytes on their own. */
export function bytesOfText(text: string): Uint8Array {
  const bytes = new Uint8Array(textBytes(text))
  encodeText(text, bytes, 0)
  return bytes
}

function isEscape(code: number): boolean {
  return code >= escapeFirst && code <= escapeLast
}

function isPair(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  if (code < 0xd800 || code >= 0xdc00) return false
  const next = text.charCodeAt(at + 1)
  return next >= 0xdc00 && next < 0xe000
}
