/** Names of a run turned into the indices frames speak in. */
import type { RunDescription } from '#core/model/run.ts'
import type { GraphNode } from './graph.ts'

export class RunIndex {
  readonly #places: Readonly<Record<GraphNode['kind'], ReadonlyMap<string, number>>>
  readonly producers: number
  readonly #guests: ReadonlySet<string>

  constructor(run: RunDescription) {
    const places = (names: readonly string[]) => new Map(names.map((name, index) => [name, index]))
    this.#places = {
      producer: places(run.producers),
      exchange: places(run.exchanges),
      queue: places(run.queues),
      consumer: places(run.consumers),
    }
    this.producers = run.producers.length
    const { producers = 0, consumers = 0 } = run.guests ?? {}
    this.#guests = new Set([
      ...run.producers.slice(run.producers.length - producers),
      ...run.consumers.slice(run.consumers.length - consumers),
    ])
  }

  /** Index of a name among its kind, or -1: a node of the run before, on the screen for one more picture. */
  of(kind: GraphNode['kind'], name: string): number {
    return this.#places[kind].get(name) ?? -1
  }

  /** Whether it is a program from outside, which has no dials and obeys nobody here. */
  isGuest({ kind, name }: Pick<GraphNode, 'kind' | 'name'>): boolean {
    return (kind === 'producer' || kind === 'consumer') && this.#guests.has(name)
  }

  /** Indices of everything a node stands for. */
  members(node: Pick<GraphNode, 'kind' | 'members'>): readonly number[] {
    return node.members.map((name) => this.of(node.kind, name)).filter((index) => index >= 0)
  }
}
