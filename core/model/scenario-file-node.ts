/**
 * A file as a tree of plain nodes that know where they stand. Maps are lists of entries: names are data and never become
 * keys of an object.
 */
export type FileNode = MapNode | ListNode | ScalarNode

export interface MapNode {
  readonly kind: 'map'
  readonly at: number
  readonly entries: readonly Entry[]
}

export interface Entry {
  readonly key: string
  readonly at: number
  readonly value: FileNode
}

export interface ListNode {
  readonly kind: 'list'
  readonly at: number
  readonly items: readonly FileNode[]
}

export interface ScalarNode {
  readonly kind: 'scalar'
  readonly at: number
  /** A whole number beyond 2^53 is a bigint, so that it keeps its digits. */
  readonly value: string | number | bigint | boolean | null
  /** As the author wrote it. */
  readonly written: string
}

/** The value of `key`, or undefined. */
export function fieldOf(node: FileNode, key: string): FileNode | undefined {
  return node.kind === 'map' ? node.entries.find((entry) => entry.key === key)?.value : undefined
}

/** Where the field `key` of a node stands, or the node itself when it has no such field. */
export function placeOf(node: FileNode, key?: string): number {
  return (key === undefined ? undefined : fieldOf(node, key))?.at ?? node.at
}

const invisible = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu
const escaped = (unit: string) => `\\u${unit.codePointAt(0)!.toString(16).padStart(4, '0')}`

/** Foreign text that is safe to print: what would be invisible, or would steer a terminal, is shown as an escape. */
export const visible = (text: string): string => text.replace(invisible, escaped)

/** A name or value inside a sentence: quoted, shortened, invisible characters made visible. */
export function quoted(text: string): string {
  return `"${visible(text.length > 60 ? `${text.slice(0, 57)}...` : text)}"`
}

/** What stands there, for "it is …". */
export function shown(node: FileNode): string {
  if (node.kind === 'map') return 'a map'
  if (node.kind === 'list') return 'a list'
  if (node.value === null) return 'empty'
  if (typeof node.value === 'string') return `the text ${quoted(node.value)}`
  return node.written.length > 60 ? `${node.written.slice(0, 57)}...` : node.written
}
