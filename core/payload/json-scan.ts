/**
 * JSON by tokens [RFC 8259]. The text of every token is kept as it was sent: no digit is rounded, no duplicate key
 * dropped, no key reordered. Iterative, so nesting cannot overflow the stack.
 */
import { viewLimits } from './limits.ts'

export type LexemeKind =
  | 'open'
  | 'close'
  | 'key'
  | 'string'
  | 'number'
  | 'literal'
  | 'colon'
  | 'comma'

export interface Lexeme {
  readonly kind: LexemeKind
  readonly start: number
  readonly end: number
  /** Of an `open`: index of its `close`. */
  partner: number
  /** Of an `open`: it holds no other container. */
  flat: boolean
}

export type Scan =
  | { readonly ok: true; readonly lexemes: readonly Lexeme[] }
  | {
      readonly ok: false
      readonly why: 'malformed' | 'too-deep' | 'too-many-parts'
      readonly at: number
      /** What was expected there. */
      readonly expected: string
    }

const quote = 0x22
const backslash = 0x5c
const numberShape = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y
const hexShape = /[0-9a-fA-F]{4}/y
const literals = ['true', 'false', 'null']

type Expect = 'value' | 'value-or-close' | 'key' | 'key-or-close' | 'colon' | 'comma-or-close'

const expectation: Record<Expect, string> = {
  value: 'a value',
  'value-or-close': 'a value or ]',
  key: 'a key in quotes',
  'key-or-close': 'a key in quotes or }',
  colon: 'a colon',
  'comma-or-close': 'a comma or the closing bracket',
}

/** Scans one JSON text, or says where and why it is none. */
export function scanJson(text: string): Scan {
  const lexemes: Lexeme[] = []
  const open: number[] = []
  let expect: Expect = 'value'
  let at = skipSpace(text, text.charCodeAt(0) === 0xfeff ? 1 : 0)
  const refuse = (expected = expectation[expect], where = at): Scan => ({
    ok: false,
    why: 'malformed',
    at: where,
    expected,
  })

  for (;;) {
    if (lexemes.length >= viewLimits.jsonTokens)
      return { ok: false, why: 'too-many-parts', at, expected: 'fewer parts' }
    const char = text[at]
    if (char === undefined) return refuse()
    let end = at + 1
    let kind: LexemeKind
    if (char === '{' || char === '[') {
      if (expect !== 'value' && expect !== 'value-or-close') return refuse()
      if (open.length >= viewLimits.jsonDepth)
        return { ok: false, why: 'too-deep', at, expected: 'less nesting' }
      const parent = open.at(-1)
      if (parent !== undefined) lexemes[parent]!.flat = false
      open.push(lexemes.length)
      kind = 'open'
      expect = char === '{' ? 'key-or-close' : 'value-or-close'
    } else if (char === '}' || char === ']') {
      const opening = open.pop()
      const pair = opening === undefined ? '' : text[lexemes[opening]!.start] + char
      const empty = expect === 'key-or-close' || expect === 'value-or-close'
      if (opening === undefined || (pair !== '{}' && pair !== '[]')) return refuse()
      if (!empty && expect !== 'comma-or-close') return refuse()
      lexemes[opening]!.partner = lexemes.length
      kind = 'close'
      expect = 'comma-or-close'
    } else if (char === ',') {
      const opening = open.at(-1)
      if (expect !== 'comma-or-close' || opening === undefined) return refuse()
      kind = 'comma'
      expect = text[lexemes[opening]!.start] === '{' ? 'key' : 'value'
    } else if (char === ':') {
      if (expect !== 'colon') return refuse()
      kind = 'colon'
      expect = 'value'
    } else if (char === '"') {
      end = endOfString(text, at)
      if (end < 0) return refuse('the end of this string', -end - 1)
      const isKey: boolean = expect === 'key' || expect === 'key-or-close'
      if (!isKey && expect !== 'value' && expect !== 'value-or-close') return refuse()
      kind = isKey ? 'key' : 'string'
      expect = isKey ? 'colon' : 'comma-or-close'
    } else {
      if (expect !== 'value' && expect !== 'value-or-close') return refuse()
      const literal = literals.find((word) => text.startsWith(word, at))
      numberShape.lastIndex = at
      const number = literal === undefined ? numberShape.exec(text)?.[0] : undefined
      const word = literal ?? number
      if (word === undefined) return refuse()
      end = at + word.length
      kind = literal === undefined ? 'number' : 'literal'
      expect = 'comma-or-close'
    }
    lexemes.push({ kind, start: at, end, partner: -1, flat: true })
    at = skipSpace(text, end)
    if (open.length === 0 && at >= text.length) return { ok: true, lexemes }
    if (open.length === 0) return refuse('the end of the text')
  }
}

function skipSpace(text: string, from: number): number {
  let at = from
  for (;;) {
    const code = text.charCodeAt(at)
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at
    at++
  }
}

/** Offset after the closing quote, or -(offset of the fault) - 1. */
function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === quote) return at + 1
    if (code < 0x20) return -at - 1
    if (code === backslash) {
      const escaped = text[++at]
      if (escaped === 'u') {
        hexShape.lastIndex = at + 1
        if (!hexShape.test(text)) return -at - 1
        at += 4
      } else if (escaped === undefined || !'"\\/bfnrt'.includes(escaped)) return -at - 1
    }
  }
  return -text.length - 1
}
