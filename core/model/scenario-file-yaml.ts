/**
 * From text to a tree of nodes. The file form is plain YAML (so JSON too) without anchors, aliases, tags, directives and
 * merge keys: those are refused while reading tokens, before anything is built from them.
 */
import {
  Composer,
  CST,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  type ParsedNode,
  Parser,
  type Scalar,
  type YAMLError,
} from 'yaml'
import { limits } from './limits.ts'
import { type Entry, type FileNode, quoted } from './scenario-file-node.ts'
import type { Problems } from './scenario-file-problem.ts'

/** Plain YAML 1.2 with the core schema; duplicate keys are ours to report, by name and in linear time. */
export const yamlOptions = {
  version: '1.2',
  schema: 'core',
  merge: false,
  uniqueKeys: false,
} as const

/** Stops the tokens of a text that nests without end; the exact depth is counted where the tree is made. */
const parserStackMax = limits.fileDepth * 2
const tooDeep = `The file nests deeper than ${limits.fileDepth} levels: no scenario needs that, check for unclosed brackets.`

/** Twice what the definitions of a 10,000-queue broker become; a file of nothing but brackets would take seconds. */
const tokensMax = 2_000_000

const refusedTokens = new Map([
  ['alias', (text: string) => `${quoted(text)} is a YAML alias, which is not read here`],
  ['anchor', (text: string) => `${quoted(text)} is a YAML anchor, which is not read here`],
  ['tag', (text: string) => `${quoted(text)} is a YAML tag, which is not read here`],
])

/** Tokens of the whole text, or null when something in them is refused. */
function tokensOf(text: string, problems: Problems): CST.Token[] | null {
  const parser = new Parser()
  const tokens: CST.Token[] = []
  let scalarNext = false
  let read = 0
  for (const lexeme of new Lexer().lex(text)) {
    const type: CST.TokenType | null = scalarNext ? 'scalar' : CST.tokenType(lexeme)
    const at = parser.offset
    scalarNext = !scalarNext && type === 'scalar'
    read += 1
    if (read > tokensMax) {
      problems.error(at, 'The file holds more than 2 million YAML tokens: no scenario does.')
      return null
    }
    const refused = refusedTokens.get(type ?? '')
    if (refused) {
      problems.error(at, `${refused(lexeme)}: if it is a name or a key, put it in quotes.`)
      return null
    }
    if (type === 'directive-line') {
      problems.error(at, `The YAML directive ${quoted(lexeme)} is not read here: remove the line.`)
      return null
    }
    for (const token of parser.next(lexeme)) tokens.push(token)
    if (parser.stack.length > parserStackMax) {
      problems.error(at, tooDeep)
      return null
    }
  }
  for (const token of parser.end()) tokens.push(token)
  return tokens
}

const syntaxAdvice = new Map<string, string>([
  ['TAB_AS_INDENT', 'a tab indents this line: use spaces'],
  ['BAD_INDENT', 'the indentation does not fit the lines above: align it with its neighbours'],
  ['MULTIPLE_DOCS', 'a second document begins here: keep one scenario per file'],
  ['BLOCK_AS_IMPLICIT_KEY', 'a nested map begins on the same line: put it on its own line'],
  ['MISSING_CHAR', 'a closing quote, bracket, comma or colon is missing'],
  ['MULTILINE_IMPLICIT_KEY', 'a colon is missing after a key'],
  ['KEY_OVER_1024_CHARS', 'a key is longer than 1024 characters'],
  ['UNEXPECTED_TOKEN', 'something stands here that belongs to no key or value'],
])

function reportSyntax(text: string, error: YAMLError, problems: Problems): void {
  const swallowed = /:[ \t]+(#)[ \t]*[,}\]]/.exec(text)
  if (swallowed && swallowed.index <= error.pos[0]) {
    const at = swallowed.index + swallowed[0].indexOf('#')
    problems.error(at, "A # after a space begins a comment: write the key in quotes, '#'.")
    return
  }
  const advice = syntaxAdvice.get(error.code) ?? error.message.replace(/\.?\s*$/, '')
  problems.error(error.pos[0], `The file is not valid YAML from here on: ${advice}.`)
}

/**
 * The tree of a text, or null after an error. Duplicate keys, aliases, anchors, tags, directives, several documents and
 * depth beyond `limits.fileDepth` are errors; so is an empty text. Never throws on what a text may hold.
 */
export function readYaml(text: string, problems: Problems): FileNode | null {
  const tokens = tokensOf(text, problems)
  if (tokens === null) return null
  const composer = new Composer(yamlOptions)
  const documents = [...composer.compose(tokens, true, text.length)]
  const document = documents[0]
  const second = documents[1]
  const error = document?.errors[0]
  if (error) {
    reportSyntax(text, error, problems)
    return null
  }
  if (second) {
    const advice = syntaxAdvice.get('MULTIPLE_DOCS')
    problems.error(second.range[0], `The file is not one scenario: ${advice}.`)
    return null
  }
  if (!document?.contents) {
    problems.error(0, 'The file is empty: a scenario begins with the line "sluice: 1".')
    return null
  }
  return nodeOf(document.contents as ParsedNode, 1, problems)
}

function nodeOf(node: ParsedNode | null, depth: number, problems: Problems, at = 0): FileNode {
  if (node === null) return { kind: 'scalar', at, value: null, written: '' }
  const start = node.range[0]
  if (depth > limits.fileDepth) {
    problems.error(start, tooDeep)
    return { kind: 'scalar', at: start, value: null, written: '' }
  }
  if (isMap(node)) {
    const seen = new Set<string>()
    const entries: Entry[] = []
    for (const pair of node.items) {
      const keyAt = pair.key?.range[0] ?? start
      const key = keyOf(pair.key, keyAt, problems)
      if (key === null) continue
      if (seen.has(key)) {
        problems.error(
          keyAt,
          `The key ${quoted(key)} stands here a second time: rename or remove one of the two.`,
        )
        continue
      }
      seen.add(key)
      entries.push({ key, at: keyAt, value: nodeOf(pair.value, depth + 1, problems, keyAt) })
    }
    return { kind: 'map', at: start, entries }
  }
  if (isSeq(node)) {
    const items = node.items.map((item) => nodeOf(item as ParsedNode, depth + 1, problems, start))
    return { kind: 'list', at: start, items }
  }
  return isScalar(node)
    ? scalarOf(node as Scalar.Parsed, start)
    : { kind: 'scalar', at: start, value: null, written: '' }
}

/** Names are text exactly as written: `12`, `null` and `1e3` as keys are the names "12", "null" and "1e3". */
export const keyText = (key: Scalar): string =>
  typeof key.value === 'string' ? key.value : (key.source ?? '')

function keyOf(key: ParsedNode | null, at: number, problems: Problems): string | null {
  if (key === null) return ''
  if (isScalar(key)) return keyText(key)
  problems.error(at, 'A key must be text, not a list or a map: put it in quotes.')
  return null
}

function scalarOf(node: Scalar.Parsed, at: number): FileNode {
  const written = node.source ?? ''
  const value = node.value as string | number | boolean | null
  if (typeof value !== 'number') return { kind: 'scalar', at, value, written }
  if (/^[-+]?\d+$/.test(written) && !Number.isSafeInteger(value) && written.length < 400) {
    return { kind: 'scalar', at, value: BigInt(written.replace('+', '')), written }
  }
  return { kind: 'scalar', at, value: value === 0 ? 0 : value, written }
}
