/**
 * How much passes a wire, read from the gauges of its ends. Given counters it answers a count, given rates a rate: both
 * tables have the same face.
 */
import type {
  ConsumerField,
  ExchangeField,
  ProducerField,
  QueueField,
} from '#core/contract/frame.ts'
import type { Graph, GraphNode, GraphWire } from './graph.ts'
import type { RunIndex } from './run-index.ts'

/** What a frame and the table of rates have in common. */
export interface Gauges {
  queue(index: number, field: QueueField): number
  exchange(index: number, field: ExchangeField): number
  producer(index: number, field: ProducerField): number
  consumer(index: number, field: ConsumerField): number
}

export interface WireMeter {
  /** Messages along the wire. */
  out(gauges: Gauges): number
  /** Settlements on the way back; 0 on wires without that lane. */
  back(gauges: Gauges): number
  /** Those of `back` that return the message to the queue. */
  returned(gauges: Gauges): number
}

const nothing = () => 0

export function meterOf(wire: GraphWire, graph: Graph, index: RunIndex): WireMeter {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]))
  const from = nodes.get(wire.from)!
  const to = nodes.get(wire.to)!
  const still: WireMeter = { out: nothing, back: nothing, returned: nothing }
  switch (wire.kind) {
    case 'publish': {
      const producers = index.members(from)
      const total = (gauges: Gauges) => sum(producers, (at) => gauges.producer(at, 'published'))
      // To the default exchange a producer has a wire per queue; each queue knows what it got.
      const siblings = graph.wires.filter(
        ({ kind, from: id }) => kind === 'publish' && id === from.id,
      )
      const isAlone = siblings.length < 2 || to.kind !== 'queue'
      return { ...still, out: isAlone ? total : arrivals(wire, to, graph, nodes, index) }
    }
    case 'route':
      return { ...still, out: arrivals(wire, to, graph, nodes, index) }
    case 'dead': {
      const queue = index.of('queue', from.name)
      return { ...still, out: (gauges) => gauges.queue(queue, 'deadLettered') }
    }
    case 'deliver': {
      const consumers = index.members(to)
      const returned = (gauges: Gauges) => sum(consumers, (at) => gauges.consumer(at, 'nacked'))
      return {
        out: (gauges) => sum(consumers, (at) => gauges.consumer(at, 'delivered')),
        back: (gauges) => sum(consumers, (at) => gauges.consumer(at, 'acked')) + returned(gauges),
        returned,
      }
    }
  }
}

type Reading = (gauges: Gauges) => number

/** What comes in at `to`, shared among the wires that lead there by what their sources sent. */
function arrivals(
  wire: GraphWire,
  to: GraphNode,
  graph: Graph,
  nodes: ReadonlyMap<string, GraphNode>,
  index: RunIndex,
): Reading {
  const at = index.of(to.kind, to.name)
  const total: Reading =
    to.kind === 'queue'
      ? (gauges) => gauges.queue(at, 'published')
      : (gauges) => gauges.exchange(at, 'published')
  const entering = graph.wires.filter(({ to: id }) => id === to.id)
  if (entering.length === 1) return total
  const sources = entering.map(({ from }) => sentBy(nodes.get(from)!, index))
  const own = sources[entering.indexOf(wire)]!
  return (gauges) => {
    const all = sum(sources.keys(), (source) => sources[source]!(gauges))
    return all > 0 ? (total(gauges) * own(gauges)) / all : total(gauges) / entering.length
  }
}

function sentBy(source: GraphNode, index: RunIndex): Reading {
  if (source.kind === 'producer') {
    const members = index.members(source)
    return (gauges) => sum(members, (at) => gauges.producer(at, 'published'))
  }
  const at = index.of(source.kind, source.name)
  return source.kind === 'exchange'
    ? (gauges) => gauges.exchange(at, 'routed')
    : (gauges) => gauges.queue(at, 'deadLettered')
}

const sum = (indices: Iterable<number>, value: (index: number) => number) => {
  let total = 0
  for (const index of indices) total += value(index)
  return total
}
