/** Large topologies by prefix or by virtual host: which part belongs to which group, and which groups are wired. Pure. */
import type { Scenario } from '#core/model/scenario.ts'
import type { Graph, GraphNode, GraphWire } from './graph.ts'
import { groupBy } from './group-by.ts'

/** Above this many queues the canvas groups. [look: large topology] */
export const groupedAbove = 40

export type GroupingKind = 'prefix' | 'vhost' | 'none'

export interface TopologyGroup {
  readonly key: string
  /** As it is written: `orders.*`, a virtual host, or the name of the only queue in it. */
  readonly label: string
  /** In name order. */
  readonly queues: readonly string[]
  readonly exchanges: readonly string[]
  /** Names of the consumers of its queues. */
  readonly consumers: readonly string[]
  /** What all names of the group begin with; taken off where they are listed. */
  readonly prefix: string
}

/** One wire per pair of groups. */
export interface GroupLink {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly wires: readonly GraphWire[]
}

export interface Grouping {
  readonly groups: readonly TopologyGroup[]
  readonly links: readonly GroupLink[]
  /** Key of the group a queue is in. */
  readonly groupOf: ReadonlyMap<string, string>
}

const separators = /[._:\-/]+/

/** Whether names carry a virtual host, as definitions of several do. */
export const hasVirtualHosts = ({ topology }: Scenario): boolean =>
  topology.queues.some(({ name }) => name.includes('/'))

const virtualHostOf = (name: string) => (name.startsWith('/') ? '/' : (name.split('/')[0] ?? ''))

export function groupTopology(scenario: Scenario, graph: Graph, by: 'prefix' | 'vhost'): Grouping {
  const { queues } = scenario.topology
  const names = queues.map(({ name }) => name).sort()
  const keyOf = by === 'vhost' ? virtualHostOf : prefixKeys(names)
  const members = groupBy(names, keyOf)
  const home = exchangeHomes(graph, keyOf, new Set(members.keys()))
  const readers = groupBy(scenario.consumers, ({ queue }) => queue)
  const groups = [...members].map(([key, inside]): TopologyGroup => {
    const exchanges = [...home].flatMap(([exchange, at]) => (at === key ? [exchange] : []))
    const only = inside.length === 1 ? inside[0]! : null
    return {
      key,
      label: only ?? (by === 'vhost' ? key : `${key}.*`),
      queues: inside,
      exchanges,
      consumers: inside.flatMap((queue) => (readers.get(queue) ?? []).map(({ name }) => name)),
      prefix: only === null && by === 'prefix' ? key : '',
    }
  })
  const groupOf = new Map(groups.flatMap(({ key, queues: own }) => own.map((name) => [name, key])))
  const nodeGroup = (node: GraphNode | undefined) =>
    node?.kind === 'queue'
      ? groupOf.get(node.name)
      : node?.kind === 'exchange'
        ? home.get(node.name)
        : undefined
  return { groups, groupOf, links: linksBetween(graph, nodeGroup) }
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

/** An exchange lives where its own name says, else where most of its bindings lead. */
function exchangeHomes(
  graph: Graph,
  keyOf: (name: string) => string,
  known: ReadonlySet<string>,
): Map<string, string> {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]))
  const homes = new Map<string, string>()
  for (const { id, kind, name } of graph.nodes) {
    if (kind !== 'exchange') continue
    const own = keyOf(name)
    if (known.has(own)) {
      homes.set(name, own)
      continue
    }
    const fed = graph.wires.flatMap(({ from, to }) => {
      const target = from === id ? nodes.get(to) : undefined
      return target?.kind === 'queue' ? [keyOf(target.name)] : []
    })
    const votes = [...groupBy(fed, (key) => key)].sort((a, b) => b[1].length - a[1].length)
    const [first] = votes
    if (first) homes.set(name, first[0])
  }
  return homes
}

function linksBetween(
  graph: Graph,
  groupOf: (node: GraphNode | undefined) => string | undefined,
): GroupLink[] {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]))
  const links = new Map<string, { id: string; from: string; to: string; wires: GraphWire[] }>()
  for (const wire of graph.wires) {
    const from = groupOf(nodes.get(wire.from))
    const to = groupOf(nodes.get(wire.to))
    if (from === undefined || to === undefined || from === to) continue
    const id = `${from}\n${to}`
    const link = links.get(id) ?? { id, from, to, wires: [] }
    link.wires.push(wire)
    links.set(id, link)
  }
  return [...links.values()]
}

/** A queue's name inside its group: without the prefix, the separator kept so that it reads as a rest. */
export const restOf = (name: string, { prefix }: TopologyGroup): string =>
  prefix !== '' && name.startsWith(prefix) && name.length > prefix.length
    ? name.slice(prefix.length)
    : name
