/** Large topologies by prefix or by virtual host: which part belongs to which group, and which groups are wired. Pure. */
import type { Scenario } from '#core/model/scenario.ts'
import { groupBy } from '#renderer/state/group-by.ts'
import { groupQueues, type QueueGroup } from '#renderer/state/queue-groups.ts'
import type { Graph, GraphNode, GraphWire } from './graph.ts'

export interface TopologyGroup extends QueueGroup {
  readonly exchanges: readonly string[]
  /** Names of the consumers of its queues. */
  readonly consumers: readonly string[]
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

export function groupTopology(scenario: Scenario, graph: Graph, by: 'prefix' | 'vhost'): Grouping {
  const { groups: found, keyOf } = groupQueues(scenario, by)
  const home = exchangeHomes(graph, keyOf, new Set(found.map(({ key }) => key)))
  const readers = groupBy(scenario.consumers, ({ queue }) => queue)
  const groups = found.map(
    (group): TopologyGroup => ({
      ...group,
      exchanges: [...home].flatMap(([exchange, at]) => (at === group.key ? [exchange] : [])),
      consumers: group.queues.flatMap((queue) =>
        (readers.get(queue) ?? []).map(({ name }) => name),
      ),
    }),
  )
  const groupOf = new Map(groups.flatMap(({ key, queues: own }) => own.map((name) => [name, key])))
  const nodeGroup = (node: GraphNode | undefined) =>
    node?.kind === 'queue'
      ? groupOf.get(node.name)
      : node?.kind === 'exchange'
        ? home.get(node.name)
        : undefined
  return { groups, groupOf, links: linksBetween(graph, nodeGroup) }
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
