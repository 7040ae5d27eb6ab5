/** Queues of a large topology by prefix or by virtual host. Pure; the canvas, the dock and the outline group alike. */
import type { Scenario } from '#core/model/scenario.ts'
import { groupBy } from './group-by.ts'

/** Above this many queues a topology is looked at by groups. [look: large topology] */
export const groupedAbove = 40

export const isLarge = ({ topology }: Scenario): boolean => topology.queues.length > groupedAbove

export type GroupingKind = 'prefix' | 'vhost' | 'none'

export interface QueueGroup {
  readonly key: string
  /** As it is written: `orders.*`, a virtual host, or the name of the only queue in it. */
  readonly label: string
  /** In name order. */
  readonly queues: readonly string[]
  /** What all names of the group begin with; taken off where they are listed. */
  readonly prefix: string
}

const separators = /[._:\-/]+/

/** Whether names carry a virtual host, as definitions of several do. */
export const hasVirtualHosts = ({ topology }: Scenario): boolean =>
  topology.queues.some(({ name }) => name.includes('/'))

const virtualHostOf = (name: string) => (name.startsWith('/') ? '/' : (name.split('/')[0] ?? ''))

export interface QueueGroups {
  readonly groups: readonly QueueGroup[]
  /** Key of the group any name would be in. */
  readonly keyOf: (name: string) => string
}

export function groupQueues({ topology }: Scenario, by: 'prefix' | 'vhost'): QueueGroups {
  const names = topology.queues.map(({ name }) => name).sort()
  const keyOf = by === 'vhost' ? virtualHostOf : prefixKeys(names)
  const groups = [...groupBy(names, keyOf)].map(([key, queues]): QueueGroup => {
    const only = queues.length === 1 ? queues[0]! : null
    return {
      key,
      label: only ?? (by === 'vhost' ? key : `${key}.*`),
      queues,
      prefix: only === null && by === 'prefix' ? key : '',
    }
  })
  return { groups, keyOf }
}

/** The first word of a name; when all share it, as many more as it takes to tell them apart. */
function prefixKeys(names: readonly string[]): (name: string) => string {
  const words = (name: string) => name.split(separators).filter((word) => word !== '')
  const longest = Math.max(1, ...names.map((name) => words(name).length))
  let depth = 1
  const keyAt = (name: string, deep: number) => words(name).slice(0, deep).join('.') || name
  while (depth < longest && new Set(names.map((name) => keyAt(name, depth))).size === 1) depth++
  return (name) => keyAt(name, depth)
}
