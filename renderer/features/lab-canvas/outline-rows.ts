/** The rows of the outline: groups by what is ready in them, their queues likewise, the long tail folded. Pure. */
import type { TopologyGroup } from './topology-groups.ts'

export interface OutlineRow {
  readonly key: string
  readonly kind: 'group' | 'queue' | 'more'
  readonly depth: number
  readonly expanded?: boolean
  readonly group: string
  readonly name: string
  /** Queues of a group, or folded away. */
  readonly count: number
  readonly ready: number
  /** Holds or is one of the fastest growing queues. */
  readonly hot: boolean
}

interface OutlineState {
  readonly ready: (queue: string) => number
  readonly isHot: (queue: string) => boolean
  readonly filter: string
  readonly expanded: ReadonlySet<string>
  /** Groups whose tail is shown too. */
  readonly whole: ReadonlySet<string>
}

/** Queues shown of an expanded group before the rest is one row. */
export const shownMax = 9

export function outlineRows(groups: readonly TopologyGroup[], state: OutlineState): OutlineRow[] {
  const wanted = state.filter.trim().toLowerCase()
  const found = groups.flatMap((group) => {
    const named = group.label.toLowerCase().includes(wanted)
    const queues = named
      ? group.queues
      : group.queues.filter((name) => name.toLowerCase().includes(wanted))
    return queues.length === 0 ? [] : [summed(group, queues, state)]
  })
  found.sort((a, b) => b.ready - a.ready || compare(a.group.key, b.group.key))
  return found.flatMap(({ group, queues, ready, hot }) => {
    const expanded = wanted !== '' || state.expanded.has(group.key)
    const head: OutlineRow = {
      key: `group ${group.key}`,
      kind: 'group',
      depth: 0,
      expanded,
      group: group.key,
      name: group.label,
      count: queues.length,
      ready,
      hot,
    }
    return expanded ? [head, ...queueRows(group, queues, state)] : [head]
  })
}

function summed(group: TopologyGroup, queues: readonly string[], { ready, isHot }: OutlineState) {
  return {
    group,
    queues,
    ready: queues.reduce((sum, name) => sum + ready(name), 0),
    hot: queues.some(isHot),
  }
}

function queueRows(
  group: TopologyGroup,
  queues: readonly string[],
  { ready, isHot, whole }: OutlineState,
): OutlineRow[] {
  const sorted = [...queues].sort((a, b) => ready(b) - ready(a) || compare(a, b))
  const all = whole.has(group.key) || sorted.length <= shownMax + 1
  const shown = all ? sorted : sorted.slice(0, shownMax)
  const rest = sorted.slice(shown.length)
  const rows = shown.map(
    (name): OutlineRow => ({
      key: `queue ${name}`,
      kind: 'queue',
      depth: 1,
      group: group.key,
      name,
      count: 0,
      ready: ready(name),
      hot: isHot(name),
    }),
  )
  if (rest.length === 0) return rows
  const more: OutlineRow = {
    key: `more ${group.key}`,
    kind: 'more',
    depth: 1,
    group: group.key,
    name: '',
    count: rest.length,
    ready: rest.reduce((sum, name) => sum + ready(name), 0),
    hot: false,
  }
  return [...rows, more]
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
