/** What React Flow carries for one node: the part of the graph and what of the scenario its drawing needs. */
import type { Node } from '@xyflow/react'
import type { ConsumerSpec, ProducerSpec, Scenario } from '#core/model/scenario.ts'
import type { QueueSpec } from '#core/model/topology.ts'
import { groupBy } from '#renderer/state/group-by.ts'
import { inEffect } from '#renderer/state/in-effect.ts'
import type { Graph, GraphNode } from './graph.ts'
import type { Box } from './layout.ts'
import type { Size } from './node-size.ts'

export interface PartData extends Record<string, unknown> {
  readonly node: GraphNode
  readonly size: Size
  /** The law has no room on a slim producer. */
  readonly narrow: boolean
  readonly producer: ProducerSpec | null
  readonly queue: QueueSpec | null
  readonly consumer: ConsumerSpec | null
  /** Of a consumer: its queue serves one at a time. */
  readonly isSole: boolean
  /** Names of the consumers of a queue. */
  readonly consumers: readonly string[]
  /** Being built: nothing runs in it, and wires start at its edges. */
  readonly draft: boolean
}

export type PartNode = Node<PartData, 'part'>

interface PartsRequest {
  readonly scenario: Scenario
  readonly graph: Graph
  readonly boxes: ReadonlyMap<string, Box>
  readonly selected: string | null
  readonly narrow: boolean
  readonly draft: boolean
  readonly label: (
    key: 'producerNode' | 'exchangeNode' | 'queueNode' | 'consumerNode',
    names: { name: string },
  ) => string
}

/** The nodes of a graph as React Flow wants them. */
export function partsOf(request: PartsRequest): PartNode[] {
  const { scenario, graph, boxes, selected, narrow, draft, label } = request
  const producers = new Map(scenario.producers.map((spec) => [spec.name, spec]))
  const queues = new Map(inEffect(scenario).topology.queues.map((spec) => [spec.name, spec]))
  const consumers = new Map(scenario.consumers.map((spec) => [spec.name, spec]))
  const readers = groupBy(scenario.consumers, ({ queue }) => queue)
  return graph.nodes.flatMap((node) => {
    const box = boxes.get(node.id)
    if (!box) return []
    const { x, y, width, height } = box
    const [first = ''] = node.members
    return [
      {
        id: node.id,
        type: 'part' as const,
        position: { x, y },
        width,
        height,
        selected: node.id === selected,
        draggable: true,
        ariaLabel: label(`${node.kind}Node`, { name: node.name }),
        data: {
          node,
          size: { width, height },
          narrow,
          producer: producers.get(first) ?? null,
          queue: node.kind === 'queue' ? (queues.get(first) ?? null) : null,
          consumer: consumers.get(first) ?? null,
          isSole:
            queues.get(consumers.get(first)?.queue ?? '')?.arguments.singleActiveConsumer ?? false,
          consumers:
            node.kind === 'queue' ? (readers.get(first) ?? []).map(({ name }) => name) : [],
          draft,
        },
      },
    ]
  })
}
