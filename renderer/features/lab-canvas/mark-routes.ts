/**
 * Which way an event of the log sends a mark. The broker does at one instant what the eye needs to see in turn: a mark
 * on the second wire of a route starts when the one on the first has arrived.
 */

import type { RunDescription } from '#core/model/run.ts'
import { none, type TraceEvent, TraceKind, TraceReason } from '#core/model/trace.ts'
import { groupBy } from '#renderer/state/group-by.ts'
import { type Graph, type GraphWire, nodeId } from './graph.ts'
import { type MarkKind, markIndex } from './mark-pool.ts'
import type { RunIndex } from './run-index.ts'

/** A wire's lane, a queue's overflow or an exchange's lost messages: everything a mark can move on. */
export class TrackNumbers {
  readonly #places = new Map<string, number>()
  readonly keys: readonly string[]

  constructor(graph: Graph) {
    const lanes = graph.wires.flatMap(({ id, kind }) =>
      kind === 'deliver' ? [`out ${id}`, `back ${id}`] : [`out ${id}`],
    )
    const ends = graph.nodes.flatMap(({ id, kind }) =>
      kind === 'queue' || kind === 'exchange' ? [`lost ${id}`] : [],
    )
    this.keys = [...lanes, ...ends]
    for (const [at, key] of this.keys.entries()) this.#places.set(key, at)
  }

  /** -1 when there is no such track. */
  of(lane: 'out' | 'back' | 'lost', id: string): number {
    return this.#places.get(`${lane} ${id}`) ?? -1
  }
}

/** `order` counts the tracks to pass before this one: the mark starts that many travel times late. */
export type EmitMark = (track: number, kind: number, attempt: number, order: number) => void

export class MarkRoutes {
  readonly #run: RunDescription
  readonly #index: RunIndex
  readonly #tracks: TrackNumbers
  /** Node that shows an actor of the run. */
  readonly #nodeOf = new Map<string, string>()
  readonly #wiresFrom: ReadonlyMap<string, readonly { id: string; to: string }[]>
  readonly #entering: ReadonlyMap<string, readonly GraphWire[]>
  readonly #ways = new Map<string, readonly number[]>()
  /** How the message whose copies are being queued came to its exchange. */
  #coming = { messageId: -1, from: '', order: 0, kind: 'ready' as MarkKind }

  constructor(run: RunDescription, graph: Graph, index: RunIndex, tracks: TrackNumbers) {
    this.#run = run
    this.#index = index
    this.#tracks = tracks
    for (const { id, kind, members } of graph.nodes) {
      for (const name of members) this.#nodeOf.set(nodeId(kind, name), id)
    }
    this.#entering = groupBy(
      graph.wires.filter(({ kind }) => kind !== 'deliver'),
      ({ to }) => to,
    )
    this.#wiresFrom = groupBy(
      graph.wires.filter(({ kind }) => kind === 'route'),
      ({ from }) => from,
    )
  }

  take(event: TraceEvent, emit: EmitMark): void {
    const queue = event.queue === none ? '' : nodeId('queue', this.#run.queues[event.queue]!)
    switch (event.kind) {
      case TraceKind.published:
        this.#published(event, emit)
        break
      case TraceKind.enqueued:
        this.#enqueued(event, queue, emit)
        break
      case TraceKind.delivered: {
        const again = event.attempt > 1
        this.#send(
          'out',
          `deliver ${queue} ${this.#actor(event)}`,
          again ? 'redelivered' : 'unacked',
          again ? event.attempt : 0,
          0,
          emit,
        )
        break
      }
      case TraceKind.acked:
        this.#send('back', `deliver ${queue} ${this.#actor(event)}`, 'acked', 0, 0, emit)
        break
      case TraceKind.requeued: {
        const wire = `deliver ${queue} ${this.#actor(event)}`
        this.#send('back', wire, 'redelivered', event.attempt, 0, emit)
        break
      }
      case TraceKind.deadLettered:
        this.#deadLettered(event, queue, emit)
        break
      case TraceKind.dropped:
        if (event.reason !== TraceReason.purged) this.#send('lost', queue, 'expired', 0, 0, emit)
        break
      case TraceKind.returned:
      case TraceKind.unroutable: {
        const { from, order, messageId } = this.#coming
        if (messageId === event.messageId) this.#send('lost', from, 'expired', 0, order, emit)
        break
      }
    }
  }

  #published(event: TraceEvent, emit: EmitMark): void {
    const exchange = nodeId('exchange', this.#run.exchanges[event.detail] ?? '')
    const producer = this.#actor(event)
    const wire = this.#tracks.of('out', `publish ${producer} ${exchange}`)
    if (wire >= 0) emit(wire, markIndex.ready, 0, 0)
    // To the default exchange there is no such wire: it is drawn when the message is queued.
    this.#coming = {
      messageId: event.messageId,
      from: wire >= 0 ? exchange : producer,
      order: wire >= 0 ? 1 : 0,
      kind: 'ready',
    }
  }

  #enqueued(event: TraceEvent, queue: string, emit: EmitMark): void {
    if (this.#coming.messageId !== event.messageId) {
      // Sampling left out how it came; where one wire leads to the queue, there is no doubt.
      const only = this.#entering.get(queue)
      if (only?.length === 1)
        this.#send('out', only[0]!.id, only[0]!.aside ? 'dead' : 'ready', 0, 1, emit)
      return
    }
    const { from, order, kind } = this.#coming
    for (const [at, track] of this.#way(from, queue).entries()) {
      emit(track, markIndex[kind], 0, order + at)
    }
  }

  #deadLettered(event: TraceEvent, queue: string, emit: EmitMark): void {
    const rejected = event.reason === TraceReason.rejected && event.actor !== none
    if (rejected) {
      this.#send('back', `deliver ${queue} ${this.#actor(event)}`, 'dead', 0, 0, emit)
    }
    const exchange = nodeId('exchange', this.#run.exchanges[event.detail] ?? '')
    const wire = this.#tracks.of('out', `dead ${queue} ${exchange}`)
    const start = rejected ? 1 : 0
    if (wire >= 0) emit(wire, markIndex.dead, 0, start)
    this.#coming = {
      messageId: event.messageId,
      from: wire >= 0 ? exchange : queue,
      order: wire >= 0 ? start + 1 : start,
      kind: 'dead',
    }
  }

  #actor(event: TraceEvent): string {
    if (event.actor === none) return ''
    const { producers, consumers } = this.#run
    const consumer = event.actor - this.#index.producers
    const name =
      consumer < 0
        ? nodeId('producer', producers[event.actor] ?? '')
        : nodeId('consumer', consumers[consumer] ?? '')
    return this.#nodeOf.get(name) ?? ''
  }

  #send(
    lane: 'out' | 'back' | 'lost',
    id: string,
    kind: MarkKind,
    attempt: number,
    order: number,
    emit: EmitMark,
  ): void {
    const track = this.#tracks.of(lane, id)
    if (track >= 0) emit(track, markIndex[kind], attempt, order)
  }

  /** Tracks from an exchange, a producer or a dead-lettering queue to a queue; the shortest way, kept. */
  #way(from: string, queue: string): readonly number[] {
    const key = `${from} ${queue}`
    const known = this.#ways.get(key)
    if (known) return known
    const direct = ['publish', 'dead']
      .map((kind) => this.#tracks.of('out', `${kind} ${from} ${queue}`))
      .filter((track) => track >= 0)
    const way = direct.length > 0 ? direct : this.#routed(from, queue)
    this.#ways.set(key, way)
    return way
  }

  #routed(from: string, queue: string): readonly number[] {
    const seen = new Set([from])
    let front: { readonly at: string; readonly way: readonly number[] }[] = [{ at: from, way: [] }]
    while (front.length > 0) {
      const next: typeof front = []
      for (const { at, way } of front) {
        for (const wire of this.#wiresFrom.get(at) ?? []) {
          const longer = [...way, this.#tracks.of('out', wire.id)]
          if (wire.to === queue) return longer
          if (seen.has(wire.to)) continue
          seen.add(wire.to)
          next.push({ at: wire.to, way: longer })
        }
      }
      front = next
    }
    return []
  }
}
