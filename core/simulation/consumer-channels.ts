/**
 * The broker's end of the consumers: each one's channel and subscription, and how long it has held what it did not settle.
 * Only here do consumers call verbs of the broker.
 */
import { assert } from '#core/model/failure.ts'
import { TraceKind, TraceReason } from '#core/model/trace.ts'
import type { HeldDeliveries } from './held-deliveries.ts'
import type { RunParts } from './run-parts.ts'
import type { Worker } from './worker.ts'

/** What a consumer sends to the broker. */
export const Request = { ack: 0, requeue: 1, reject: 2, close: 3, open: 4 } as const

const ownOnly = 'a consumer settles only what it holds'

export class ConsumerChannels {
  /** Current limit per consumer, a column for pictures; 0 is none. */
  declare readonly prefetch: Int32Array
  declare private readonly workers: readonly Worker[]
  declare private readonly parts: RunParts
  declare private readonly broker: RunParts['broker']
  /** By subscription. Its consumer is entered before `consume` runs, which delivers at once. */
  readonly #workerOf: Worker[] = []

  constructor(workers: readonly Worker[], parts: RunParts) {
    this.workers = workers
    this.parts = parts
    this.broker = parts.broker
    this.prefetch = Int32Array.from(workers, ({ prefetch }) => prefetch)
  }

  /** Whose subscription this is. */
  workerOf(subscription: number): Worker {
    return this.#workerOf[subscription]!
  }

  /** The broker has just handed something to a consumer whose deliveries are timed. */
  startTiming({ index, spec }: Worker, held: HeldDeliveries): void {
    const nowUs = this.broker.nowUs
    held.push(nowUs)
    if (held.count === 1)
      this.parts.agenda.schedule(
        this.parts.numbers.timeouts + index,
        nowUs + (spec.ackTimeoutUs ?? Number.POSITIVE_INFINITY),
      )
  }

  /** A plain consumer acks. */
  ack(channel: number, tag: number): void {
    if (!this.broker.ack(channel, tag, false)) assert(false, ownOnly)
  }

  /** What a consumer asked for reaches the broker. */
  answer(worker: Worker, request: number, tag: number): void {
    if (request === Request.open) this.#open(worker)
    else if (worker.channel < 0)
      return // The broker has closed the channel meanwhile: what comes for it is void.
    else if (request === Request.close) this.#close(worker, TraceReason.crash)
    else this.#settle(worker, request, tag)
  }

  #settle(worker: Worker, request: number, tag: number): void {
    const { held, channel } = worker
    if (held !== null) {
      held.shift()
      if (held.count === 0) this.parts.agenda.cancel(this.parts.numbers.timeouts + worker.index)
    }
    const known =
      request === Request.ack
        ? this.broker.ack(channel, tag, false)
        : request === Request.requeue
          ? this.#requeue(worker, tag)
          : this.broker.reject(channel, tag, false)
    assert(known, ownOnly)
  }

  #requeue({ channel, spec }: Worker, tag: number): boolean {
    return spec.failure.by === 'nack'
      ? this.broker.nack(channel, tag, false, true)
      : this.broker.reject(channel, tag, true)
  }

  #open(worker: Worker): void {
    const { logActor, queue, prefetch, autoAck, spec } = worker
    if (worker.channel >= 0) this.#close(worker, TraceReason.cancel)
    const node = this.parts.nodes.nodeFor(spec.node)
    worker.away = node === 0
    worker.node = node
    if (node === 0) return
    worker.channel = this.broker.openChannel()
    this.broker.placeChannel(worker.channel, node - 1)
    // Others consume from the broker too, so the numbers are not ours alone.
    worker.subscription = this.broker.nextConsumer
    this.#workerOf[worker.subscription] = worker
    const given = this.broker.consume(worker.channel, logActor, queue, {
      autoAck,
      prefetch,
      priority: spec.priority,
      exclusive: spec.exclusive,
      streamOffset: spec.streamOffset ?? undefined,
    })
    if (given >= 0) assert(given === worker.subscription, 'the broker numbers them in order')
    else this.#stayAway(worker)
  }

  /** Its queue has gone meanwhile, unused or with its last consumer: who comes back finds nothing to consume. */
  #stayAway(worker: Worker): void {
    this.broker.closeChannel(worker.channel, TraceReason.cancel)
    worker.channel = -1
  }

  /** Whether the broker has closed its channel with the connection; it has none from then on. */
  isCutOff(worker: Worker): boolean {
    if (worker.channel < 0 || this.broker.isOpen(worker.channel)) return false
    worker.channel = -1
    this.stopTiming(worker)
    return true
  }

  #close(worker: Worker, reason: TraceReason): void {
    const { channel } = worker
    worker.channel = -1
    this.stopTiming(worker)
    this.broker.closeChannel(channel, reason)
  }

  /** The oldest unacked delivery may have been held too long. True: it was, and the broker has closed the channel. */
  timeoutDue(worker: Worker): boolean {
    const { agenda, numbers, log } = this.parts
    const { held, index, queue, logActor, spec } = worker
    if (held === null || held.count === 0) return false
    const limitUs = held.oldestUs + (spec.ackTimeoutUs ?? Number.POSITIVE_INFINITY)
    if (limitUs > this.broker.nowUs) {
      agenda.schedule(numbers.timeouts + index, limitUs)
      return false
    }
    log.append(TraceKind.ackTimeout, 0, queue, logActor, 0)
    this.#close(worker, TraceReason.timeout)
    return true
  }

  /** The consumer has died and the broker will hear of it: its deliveries are not timed any more. */
  stopTiming({ held, index }: Worker): void {
    held?.clear()
    this.parts.agenda.cancel(this.parts.numbers.timeouts + index)
  }

  /** Returns what it was. */
  setPrefetch(consumer: number, prefetch: number): number {
    const worker = this.workers[consumer]!
    const before = worker.prefetch
    worker.prefetch = prefetch
    this.prefetch[consumer] = prefetch
    if (worker.channel >= 0) this.broker.setPrefetch(worker.subscription, prefetch)
    return before
  }

  /** Whether it is the one that is served, where there is only one. */
  isServed(consumer: number): boolean {
    const { channel, subscription } = this.workers[consumer]!
    return channel >= 0 && this.broker.isServed(subscription)
  }

  /** Messages of a stream it was not given yet; NaN of other queues. */
  behind(consumer: number): number {
    const { channel, subscription } = this.workers[consumer]!
    return channel < 0 ? Number.NaN : this.broker.behindOf(subscription)
  }

  /** Deliveries the broker waits to be settled. */
  unacked(consumer: number): number {
    const { channel, subscription } = this.workers[consumer]!
    return channel < 0 ? 0 : this.broker.unackedOf(subscription)
  }
}
