/**
 * Strict UTF-8 (Unicode 15, table 3-7): overlong forms, surrogates and code points past U+10FFFF are refused, because a
 * view that repairs bytes would show something that was never sent.
 */

export type Utf8 =
  | { readonly valid: true; readonly text: string }
  | { readonly valid: false; readonly at: number }

const chunkUnits = 8192

/** Decodes all of `bytes`, or names the offset of the first byte that is not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): Utf8 {
  const units = new Uint16Array(chunkUnits + 2)
  const parts: string[] = []
  let used = 0
  let at = 0
  while (at < bytes.length) {
    const lead = bytes[at]!
    const length = sequenceLength(bytes, at, lead)
    if (length === 0) return { valid: false, at }
    const code = codePoint(bytes, at, lead, length)
    if (code < 0x10000) units[used++] = code
    else {
      units[used++] = 0xd800 + ((code - 0x10000) >> 10)
      units[used++] = 0xdc00 + ((code - 0x10000) & 0x3ff)
    }
    at += length
    if (used >= chunkUnits) {
      parts.push(String.fromCharCode(...units.subarray(0, used)))
      used = 0
    }
  }
  parts.push(String.fromCharCode(...units.subarray(0, used)))
  return { valid: true, text: parts.join('') }
}

/** `bytes` cut at `most`, moved back so that no character is cut through. */
export function cutUtf8(bytes: Uint8Array, most: number): Uint8Array {
  if (bytes.length <= most) return bytes
  let end = most
  for (let back = 0; back < 3 && end > 0 && isTail(bytes[end]); back++) end--
  return bytes.subarray(0, isTail(bytes[end]) ? most : end)
}

function isTail(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80
}

/** 1 to 4, or 0 when the bytes at `at` are not a well-formed sequence. */
function sequenceLength(bytes: Uint8Array, at: number, lead: number): number {
  if (lead < 0x80) return 1
  const second = bytes[at + 1]
  if (lead < 0xc2 || !isTail(second) || second === undefined) return 0
  if (lead < 0xe0) return 2
  if (!isTail(bytes[at + 2])) return 0
  if (lead < 0xf0) {
    if (lead === 0xe0 && second < 0xa0) return 0
    if (lead === 0xed && second > 0x9f) return 0
    return 3
  }
  if (lead > 0xf4 || !isTail(bytes[at + 3])) return 0
  if (lead === 0xf0 && second < 0x90) return 0
  if (lead === 0xf4 && second > 0x8f) return 0
  return 4
}

function codePoint(bytes: Uint8Array, at: number, lead: number, length: number): number {
  if (length === 1) return lead
  let code = lead & (0xff >> (length + 1))
  for (let i = 1; i < length; i++) code = (code << 6) | (bytes[at + i]! & 0x3f)
  return code
}
