/** Lays scanned JSON out in lines of classed tokens. */
import type { Lexeme, LexemeKind } from './json-scan.ts'
import { viewLimits } from './limits.ts'
import type { Line, Token, TokenClass } from './token.ts'
import { pushVisible } from './visible.ts'

const classOf: Record<LexemeKind, TokenClass> = {
  open: 'punctuation',
  close: 'punctuation',
  colon: 'punctuation',
  comma: 'punctuation',
  key: 'key',
  string: 'string',
  number: 'number',
  literal: 'literal',
}

/**
 * One line per member; an empty container, a short array of plain values and a short object of plain values that is an
 * element of an array stay on one line. The text of every token is the text that was sent.
 */
export function jsonLines(text: string, lexemes: readonly Lexeme[]): readonly Line[] {
  const lines: Line[] = []
  let tokens: Token[] = []
  let indent = 0
  let inlineUntil = -1
  const endLine = () => {
    if (tokens.length > 0) lines.push({ indent, tokens })
    tokens = []
  }
  const put = (lexeme: Lexeme) =>
    pushVisible(tokens, classOf[lexeme.kind], text.slice(lexeme.start, lexeme.end))
  const space = () => tokens.push({ class: 'punctuation', text: ' ' })

  for (let i = 0; i < lexemes.length; i++) {
    const lexeme = lexemes[i]!
    const inline = i <= inlineUntil
    if (lexeme.kind === 'close') {
      if (inline && lexemes[i - 1]!.kind !== 'open' && text[lexeme.start] === '}') space()
      if (!inline) {
        endLine()
        indent--
      }
      put(lexeme)
      continue
    }
    put(lexeme)
    if (lexeme.kind === 'open' && !inline) {
      if (staysOnOneLine(text, lexemes, i)) {
        inlineUntil = lexeme.partner
        if (lexeme.partner > i + 1 && text[lexeme.start] === '{') space()
      } else {
        endLine()
        indent++
      }
    } else if (lexeme.kind === 'colon') space()
    else if (lexeme.kind === 'comma') {
      if (inline) space()
      else endLine()
    }
  }
  endLine()
  return lines
}

function staysOnOneLine(text: string, lexemes: readonly Lexeme[], at: number): boolean {
  const opening = lexemes[at]!
  if (opening.partner === at + 1) return true
  const before = lexemes[at - 1]
  const isElement = before?.kind === 'comma' || before?.kind === 'open'
  if (!opening.flat || !(isElement || text[opening.start] === '[')) return false
  let width = 0
  for (let i = at; i <= opening.partner; i++) {
    width += lexemes[i]!.end - lexemes[i]!.start
    if (lexemes[i]!.kind === 'comma' || lexemes[i]!.kind === 'colon') width++
    if (width > viewLimits.inlineWidth) return false
  }
  return true
}
