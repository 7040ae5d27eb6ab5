/** The parts of a decoded body, classed for rendering. */

export type TokenClass =
  | 'key'
  | 'string'
  | 'number'
  | 'literal'
  | 'punctuation'
  | 'text'
  /** A character that would be invisible or would reorder the line, written as an escape. */
  | 'escape'

export interface Token {
  readonly class: TokenClass
  readonly text: string
}

export interface Line {
  /** Levels of nesting, not columns. */
  readonly indent: number
  readonly tokens: readonly Token[]
}
