/** How a tree is laid out as YAML: sections as blocks, small things in braces on one line. */
import { Document, type Node, Pair, Scalar, type ToStringOptions, YAMLMap, YAMLSeq } from 'yaml'
import type { FieldTable, FieldValue } from './topology.ts'

/** As long as a line of this project's own files. */
const lineWidth = 100

export const layout = {
  lineWidth,
  flowCollectionPadding: true,
  // Long text may be folded; names and keys stand on one line.
  minContentWidth: 40,
} satisfies ToStringOptions

export const isTable = (value: FieldValue): value is FieldTable =>
  typeof value === 'object' && value !== null && 'fields' in value

/** Characters a value takes on one line, roughly. */
function widthOf(value: FieldValue): number {
  if (isTable(value)) {
    return value.fields.reduce((sum, [key, each]) => sum + key.length + widthOf(each) + 4, 4)
  }
  if (Array.isArray(value)) return value.reduce((sum, each) => sum + widthOf(each) + 2, 4)
  return typeof value === 'string' ? value.length + 2 : String(value).length
}

/** `indent`: columns already taken at the left. */
export function nodeOf(value: FieldValue, indent: number): Node {
  if (isTable(value)) return mapOf(value, indent, indent + widthOf(value) <= lineWidth)
  if (Array.isArray(value)) {
    const list = new YAMLSeq<Node>()
    list.flow = true
    for (const each of value) list.items.push(nodeOf(each, lineWidth))
    return list
  }
  return scalarOf(value)
}

/** A float beyond 2^53 keeps its point, because whole numbers up there are read digit by digit. */
function scalarOf(value: FieldValue): Scalar {
  const scalar = new Scalar<unknown>(value)
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) scalar.minFractionDigits = 1
  return scalar
}

function mapOf(table: FieldTable, indent: number, flow: boolean): YAMLMap<Scalar, Node> {
  const map = new YAMLMap<Scalar, Node>()
  map.flow = flow || table.fields.length === 0
  for (const [key, value] of table.fields) map.items.push(pairOf(key, value, indent + 2))
  return map
}

export const pairOf = (key: string, value: FieldValue, indent: number): Pair<Scalar, Node> =>
  new Pair(new Scalar(key), nodeOf(value, indent + key.length + 2))

/** Sections by name and lists: one thing a line, never all in one pair of braces. */
export function sectionOf(value: FieldValue): Node {
  if (isTable(value)) {
    const map = new YAMLMap<Scalar, Node>()
    for (const [key, each] of value.fields) map.items.push(pairOf(key, each, 2))
    return map
  }
  if (Array.isArray(value)) {
    const list = new YAMLSeq<Node>()
    for (const each of value) list.items.push(nodeOf(each, 4))
    return list
  }
  return scalarOf(value)
}

/** The text of a file that holds this and nothing else; a blank line before each section. */
export function layOut(tree: FieldTable): string {
  const root = new YAMLMap<Scalar, Node>()
  for (const [key, value] of tree.fields) {
    const pair = new Pair(new Scalar(key), sectionOf(value))
    if (typeof value === 'object') pair.key.spaceBefore = true
    root.items.push(pair)
  }
  const document = new Document(null, { version: '1.2', schema: 'core' })
  document.contents = root
  return document.toString(layout)
}
