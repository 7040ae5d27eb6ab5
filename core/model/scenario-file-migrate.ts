/**
 * Older forms of the file, brought up to date one pure step at a time. Steps work on the tree, so problems keep their
 * places in the file as it stands.
 */
import { type FileNode, fieldOf, type MapNode, quoted, shown } from './scenario-file-node.ts'
import type { Problems } from './scenario-file-problem.ts'
import { fileVersion } from './scenario-file-sections.ts'

type Step = (root: MapNode) => MapNode

const scalar = (at: number, value: string | number): FileNode => ({
  kind: 'scalar',
  at,
  value,
  written: String(value),
})

/** Form 0 wrote a binding as `orders to orders.work: order.*` and had no `sluice:` line. */
function bindingFromForm0(item: FileNode): FileNode {
  const entry = item.kind === 'map' && item.entries.length === 1 ? item.entries[0]! : null
  const said = entry?.key ?? (item.kind === 'scalar' ? item.value : null)
  const parts = typeof said === 'string' ? /^(.*?) to (.*)$/s.exec(said) : null
  if (!parts) return item
  const at = item.at
  const unkeyed = !entry || (entry.value.kind === 'scalar' && entry.value.value === null)
  const entries = [
    { key: 'from', at, value: scalar(at, parts[1]!) },
    { key: 'to', at, value: scalar(at, parts[2]!) },
    { key: 'key', at, value: unkeyed ? scalar(at, '') : entry.value },
  ]
  return { kind: 'map', at, entries }
}

/** Step n reads form n and writes form n + 1. */
export const migrations: readonly Step[] = [
  (root) => {
    const entries = root.entries
      .filter(({ key }) => key !== 'sluice')
      .map((entry) =>
        entry.key === 'bindings' && entry.value.kind === 'list'
          ? { ...entry, value: { ...entry.value, items: entry.value.items.map(bindingFromForm0) } }
          : entry,
      )
    const version = { key: 'sluice', at: root.at, value: scalar(root.at, 1) }
    return { ...root, entries: [version, ...entries] }
  },
]

/** The tree in today's form and the version it was written in, or null when its version cannot be read. */
export function migrate(
  root: FileNode,
  problems: Problems,
): { readonly root: MapNode; readonly version: number } | null {
  if (root.kind !== 'map') {
    problems.error(
      root.at,
      `A scenario is a map that begins with "sluice: ${fileVersion}", but the file holds ${shown(root)}.`,
    )
    return null
  }
  if (fieldOf(root, 'queues')?.kind === 'list' && !fieldOf(root, 'sluice')) {
    problems.error(
      root.at,
      'The file is a RabbitMQ definitions export, not a scenario: import it instead of opening it.',
    )
    return null
  }
  const node = fieldOf(root, 'sluice')
  const version = node === undefined ? 0 : node.kind === 'scalar' ? node.value : null
  const newer =
    typeof version === 'bigint' || (typeof version === 'number' && version > fileVersion)
  if (newer && node) {
    problems.error(
      node.at,
      `The file is in form ${quoted(String(version)).slice(1, -1)}, and this Sluice reads forms up to ${fileVersion}: open it with a newer one.`,
    )
    return null
  }
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 0) {
    problems.error(
      node?.at ?? root.at,
      `The version of the file form must be ${fileVersion}, but it is ${node ? shown(node) : 'empty'}: write "sluice: ${fileVersion}".`,
    )
    return null
  }
  const current = migrations.slice(version).reduce((tree, step) => step(tree), root)
  return { root: current, version }
}
