/** Maps of which one field says what they are. */
import type { Where } from './scenario-file-kind.ts'
import type { FileNode } from './scenario-file-node.ts'

/** The one of `names` a map has, or undefined after saying that it must have exactly one. */
export function only<const T extends string>(
  names: readonly T[],
  node: FileNode,
  where: Where,
  example: string,
): T | undefined {
  const found = names.filter(
    (name) => node.kind === 'map' && node.entries.some((entry) => entry.key === name),
  )
  if (found.length === 1) return found[0]
  where.problems.error(
    node.at,
    `${where.subject}: write exactly one of ${names.join(', ')}, such as ${example}.`,
  )
  return undefined
}
