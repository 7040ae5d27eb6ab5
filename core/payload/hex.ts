/** Bytes as a hex dump: offset, pairs, and the printable ASCII beside them. */
import { viewLimits } from './limits.ts'

export interface HexRow {
  readonly offset: number
  /** `0a 12 ff`, pairs separated by one space. */
  readonly hex: string
  /** Printable ASCII, `.` for every other byte. */
  readonly ascii: string
}

const pairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

export function hexRowCount(bytes: Uint8Array): number {
  return Math.ceil(bytes.length / viewLimits.hexBytesPerRow)
}

/** Row `index`, counted from 0: for a list that renders only what is on the screen. */
export function hexRow(bytes: Uint8Array, index: number): HexRow {
  const offset = index * viewLimits.hexBytesPerRow
  const row = bytes.subarray(offset, offset + viewLimits.hexBytesPerRow)
  let ascii = ''
  for (const byte of row) ascii += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.'
  return { offset, hex: hexOf(row), ascii }
}

export function hexOf(bytes: Uint8Array): string {
  let hex = ''
  for (const byte of bytes) hex += hex === '' ? pairs[byte]! : ` ${pairs[byte]!}`
  return hex
}
