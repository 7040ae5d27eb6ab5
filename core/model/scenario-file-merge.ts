/**
 * Writes a scenario into an existing text: only what differs is touched, so comments, order and spelling of the rest stay.
 * What the old text means and what the new one shall mean are compared as trees, and the differences are carried over.
 */
import { isMap, isScalar, isSeq, type Node, Pair, parseDocument, Scalar, type YAMLMap } from 'yaml'
import { same } from './scenario-file-form.ts'
import { isTable, layout, nodeOf, pairOf, sectionOf } from './scenario-file-layout.ts'
import type { FileTree } from './scenario-file-write.ts'
import { keyText, yamlOptions } from './scenario-file-yaml.ts'
import type { FieldTable, FieldValue } from './topology.ts'

type Entry = Pair<Node, Node | null>
type Entries = YAMLMap<Node, Node | null>

/** `before`: what `text` means, `after`: what it shall mean. `text` is sound and its root is a map. */
export function mergeInto(text: string, before: FileTree, after: FileTree): string {
  const document = parseDocument(text, { ...yamlOptions, prettyErrors: false })
  mergeMap(document.contents as unknown as Entries, before, after, 0)
  const longest = text.split('\n').reduce((most, line) => Math.max(most, line.length), 0)
  return document.toString({ ...layout, lineWidth: Math.max(layout.lineWidth, longest) })
}

const nameOf = ({ key }: Entry) => (isScalar(key) ? keyText(key) : '')

function mergeMap(map: Entries, before: FieldTable, after: FieldTable, depth: number): void {
  const was = new Map(before.fields)
  const wanted = new Set(after.fields.map(([key]) => key))
  const entries = new Map(map.items.map((entry) => [nameOf(entry), entry]))
  if (depth > 0) handDownComment(map, map.items[0]?.key)
  for (const [key, value] of after.fields) {
    const old = was.get(key)
    if (old !== undefined && same(old, value)) continue
    const entry = entries.get(key)
    if (entry) entry.value = merged(entry.value, old, value, depth + 1)
    else entries.set(key, newEntry(key, value, depth))
  }
  const kept = sameOrder(before, after)
    ? woven(map.items, entries, after)
    : after.fields.flatMap(([key]) => entries.get(key) ?? [])
  map.items = kept.filter((entry) => !was.has(nameOf(entry)) || wanted.has(nameOf(entry)))
}

/** A comment above the first of a collection is about the first, and moves with it. */
function handDownComment(collection: Node, first: Node | undefined): void {
  if (!first || !collection.commentBefore) return
  first.commentBefore = [collection.commentBefore, first.commentBefore].filter(Boolean).join('\n')
  collection.commentBefore = null
}

function newEntry(key: string, value: FieldValue, depth: number): Entry {
  if (depth > 0) return pairOf(key, value, depth * 2)
  const name = new Scalar(key)
  if (typeof value === 'object') name.spaceBefore = true
  return new Pair<Node, Node | null>(name, sectionOf(value))
}

/** Whether what both hold comes in the same order, so that the order of the text may stay. */
function sameOrder(before: FieldTable, after: FieldTable): boolean {
  const wanted = new Set(after.fields.map(([key]) => key))
  const stayed = before.fields.map(([key]) => key).filter((key) => wanted.has(key))
  const was = new Set(stayed)
  const staying = after.fields.map(([key]) => key).filter((key) => was.has(key))
  return same(stayed, staying)
}

/** The entries of the text in its own order, each new one after the one it follows in `after`. */
function woven(
  items: readonly Entry[],
  entries: ReadonlyMap<string, Entry>,
  after: FieldTable,
): Entry[] {
  const present = new Set(items.map(nameOf))
  const followers = new Map<string | null, Entry[]>()
  let last: string | null = null
  for (const [key] of after.fields) {
    const entry = entries.get(key)
    if (!entry) continue
    if (present.has(key)) last = key
    else followers.set(last, [...(followers.get(last) ?? []), entry])
  }
  const following = (name: string | null) => followers.get(name) ?? []
  return [...following(null), ...items.flatMap((entry) => [entry, ...following(nameOf(entry))])]
}

function merged(
  node: Node | null,
  old: FieldValue | undefined,
  value: FieldValue,
  depth: number,
): Node {
  if (isMap(node) && old !== undefined && isTable(old) && isTable(value)) {
    mergeMap(node as unknown as Entries, old, value, depth)
    return node
  }
  if (isSeq(node) && Array.isArray(old) && Array.isArray(value)) {
    handDownComment(node, node.items[0] as Node | undefined)
    node.items = mergedItems(node.items as Node[], old, value, depth)
    return node
  }
  const fresh = depth === 1 ? sectionOf(value) : nodeOf(value, depth * 2)
  if (isScalar(node) && isScalar(fresh)) {
    if (node.comment) fresh.comment = node.comment
    if (node.commentBefore) fresh.commentBefore = node.commentBefore
  }
  return fresh
}

/** An equal item keeps its node wherever it moved to; one that changed in place keeps what it can. */
function mergedItems(
  nodes: readonly Node[],
  before: readonly FieldValue[],
  after: readonly FieldValue[],
  depth: number,
): Node[] {
  const keyOf = (value: FieldValue) =>
    JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? `${each}n` : each))
  const places = new Map<string, number[]>()
  for (const [index, value] of before.entries()) {
    const key = keyOf(value)
    const list = places.get(key)
    if (list) list.push(index)
    else places.set(key, [index])
  }
  const used = new Set<number>()
  const sources = after.map((value) => {
    const index = places.get(keyOf(value))?.shift()
    if (index !== undefined) used.add(index)
    return index
  })
  return after.map((value, index) => {
    const source = sources[index]
    const equal = source === undefined ? undefined : nodes[source]
    if (equal) return equal
    const inPlace = used.has(index) ? undefined : nodes[index]
    return merged(inPlace ?? null, before[index], value, depth + 1)
  })
}
