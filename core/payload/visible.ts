/**
 * Characters that hide or reorder what stands beside them are shown as escapes (CVE-2021-42574): controls, zero-width
 * characters, bidirectional formatting, line separators, fillers and tags.
 */
import type { Token, TokenClass } from './token.ts'

/** Tab, line feed and carriage return are layout, not hidden. */
const hidden: readonly (readonly [first: number, last: number])[] = [
  [0x00, 0x08],
  [0x0b, 0x0c],
  [0x0e, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x061c, 0x061c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff9, 0xfffb],
  [0xe0000, 0xe01ef],
]

/** `\u202e`, or `\u{e0041}` past the basic plane. */
export function escapeOf(code: number): string {
  const digits = code.toString(16)
  return code > 0xffff ? `\\u{${digits}}` : `\\u${digits.padStart(4, '0')}`
}

const hiddenCharacter = new RegExp(
  `[${hidden.map(([first, last]) => `\\u{${first.toString(16)}}-\\u{${last.toString(16)}}`).join('')}]`,
  'gu',
)

/** Appends `text` to `into` as tokens of `kind`, with every hidden character as an `escape` token of its own. */
export function pushVisible(into: Token[], kind: TokenClass, text: string): void {
  let start = 0
  for (const { index, 0: character } of text.matchAll(hiddenCharacter)) {
    if (index > start) into.push({ class: kind, text: text.slice(start, index) })
    into.push({ class: 'escape', text: escapeOf(character.codePointAt(0)!) })
    start = index + character.length
  }
  if (start < text.length) into.push({ class: kind, text: text.slice(start) })
}

/** `text` as one string with hidden characters escaped: for names, keys and table cells. */
export function visible(text: string): string {
  return text.replace(hiddenCharacter, (character) => escapeOf(character.codePointAt(0)!))
}
