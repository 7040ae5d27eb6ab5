import type { PartRef } from '#renderer/state/draft-edits.ts'
import type { PartKind } from '#renderer/state/draft-parts.ts'

const kinds: readonly PartKind[] = ['producer', 'exchange', 'queue', 'consumer']

/** The ends of a wire out of its id, `kind from to`, where each end is `kind:name` and names may hold spaces. */
export function wireEnds(id: string): { readonly from: PartRef; readonly to: PartRef } | null {
  const rest = id.slice(id.indexOf(' ') + 1)
  const ends = new RegExp(`^(${kinds.join('|')})s?:(.*) (${kinds.join('|')})s?:(.*)$`, 's').exec(
    rest,
  )
  if (ends === null) return null
  const [, fromKind, from, toKind, to] = ends
  return {
    from: { kind: fromKind as PartKind, name: from! },
    to: { kind: toKind as PartKind, name: to! },
  }
}
