/**
 * Consumers: each works on one delivery at a time, in delivery order, and settles it when the work ends; the rest of its
 * prefetch waits in its inbox. A consumer is a number; its actor in the log comes after the producers.
 */
import type { ConsumerSpec } from '#core/model/scenario.ts'
import { none, TraceKind } from '#core/model/trace.ts'
import { ConsumerChannels, Request } from './consumer-channels.ts'
import { Inboxes } from './inboxes.ts'
import { Lane } from './lane.ts'
import type { RunParts } from './run-parts.ts'
import { ServiceTimes } from './service-times.ts'
import { Worker } from './worker.ts'

/** The frame's `state` of a consumer. */
export const consumerState = { up: 0, down: 1 } as const

/** As a tag on the way to a consumer: its channel was closed. */
const channelClosed = -1

/** A note on a delivery: its attempt in the low half, the message's mark above. */
const attemptOf = (note: number) => note & 0xffff
const markOf = (note: number) => note >>> 16

export class Consumers {
  readonly delivered: Float64Array
  /** Settled with ack; with auto-ack: worked off without failing. */
  readonly acked: Float64Array
  /** Settled with nack or reject; with auto-ack: failed, which nobody hears. */
  readonly nacked: Float64Array
  readonly crashed: Float64Array
  readonly redelivered: Float64Array
  readonly failureProbability: Float64Array
  readonly state: Uint8Array
  readonly service: ServiceTimes
  readonly channels: ConsumerChannels

  readonly #workers: readonly Worker[]
  readonly #inboxes = new Inboxes()
  readonly #parts: RunParts
  readonly #broker: RunParts['broker']
  readonly #agenda: RunParts['agenda']
  readonly #random: RunParts['random']

  constructor(specs: readonly ConsumerSpec[], firstActor: number, parts: RunParts) {
    const counts = () => new Float64Array(specs.length)
    this.#parts = parts
    this.#broker = parts.broker
    this.#agenda = parts.agenda
    this.#random = parts.random
    this.delivered = counts()
    this.acked = counts()
    this.nacked = counts()
    this.crashed = counts()
    this.redelivered = counts()
    this.failureProbability = Float64Array.from(specs, (spec) => spec.failure.probability)
    this.state = new Uint8Array(specs.length)
    this.#workers = specs.map((spec, consumer) => new Worker(spec, consumer, firstActor, parts))
    this.service = new ServiceTimes(this.#workers.map(({ service }) => service))
    this.channels = new ConsumerChannels(this.#workers, parts)
  }

  /** Subscribes those that are there from the beginning; the others come by the agenda. */
  begin(): void {
    for (const worker of this.#workers) {
      const { startAtUs } = worker.spec
      if (startAtUs === 0) this.#ask(worker, Request.open, 0)
      else this.#agenda.schedule(this.#parts.numbers.starts + worker.index, startAtUs)
    }
  }

  /** From the broker: a delivery of this subscription. Schedules, and calls no verb of the broker. */
  deliver(subscription: number, tag: number, slot: number): void {
    const broker = this.#broker
    const worker = this.channels.workerOf(subscription)
    const attempts = broker.attemptsOf(slot)
    this.delivered[worker.index]! += 1
    if (attempts > 1) this.redelivered[worker.index]! += 1
    this.channels.delivered(worker)
    const note = Math.min(attempts, 0xffff) | (broker.markOf(slot) << 16)
    if (worker.toConsumer === null) this.#receive(worker, tag, note)
    else {
      const { sizeBytes } = broker.template(broker.templateOf(slot))
      worker.toConsumer.send(broker.nowUs, sizeBytes, tag, note)
    }
  }

  /** Agenda: a delivery reaches this consumer. */
  deliveryArrives(consumer: number): void {
    const worker = this.#workers[consumer]!
    const lane = worker.toConsumer!
    const { first: tag, second: note } = lane
    lane.shift()
    if (tag === channelClosed) this.#closed(worker)
    else this.#receive(worker, tag, note)
  }

  #receive(worker: Worker, tag: number, note: number): void {
    if (worker.busy) this.#inboxes.push(worker, tag, note)
    else this.#work(worker, tag, note)
  }

  #work(worker: Worker, tag: number, note: number): void {
    const workUs = worker.service.draw(this.#random)
    worker.busy = true
    worker.tag = tag
    worker.note = note
    worker.workUs = workUs
    worker.busyUs += workUs
    this.#agenda.scheduleIn(worker.actor, workUs)
  }

  /** Agenda: the work on one message ends. */
  workEnds(consumer: number): void {
    const worker = this.#workers[consumer]!
    if (worker.expelled) {
      worker.busy = false
      worker.expelled = false
      this.#ask(worker, Request.open, 0)
      return
    }
    if (this.#happens(worker, worker.crashProbability)) {
      worker.busy = false
      this.crash(consumer, worker.spec.crash.restartAfterUs)
      return
    }
    const { note } = worker
    const fails = markOf(note) !== 0 || this.#happens(worker, worker.failureProbability)
    if (fails) this.nacked[consumer]! += 1
    else this.acked[consumer]! += 1
    if (!worker.autoAck) {
      const settlement = fails ? afterFailure(worker.spec, attemptOf(note)) : Request.ack
      // Still busy while it settles: what the broker delivers in return queues behind the inbox.
      this.#ask(worker, settlement, worker.tag)
    }
    worker.busy = false
    const inboxes = this.#inboxes
    if (inboxes.isEmpty(worker)) return
    const nextTag = inboxes.tag(worker)
    const nextNote = inboxes.note(worker)
    inboxes.shift(worker)
    this.#work(worker, nextTag, nextNote)
  }

  #happens({ chanceStream }: Worker, probability: number): boolean {
    return probability > 0 && this.#random.chance(chanceStream, probability)
  }

  #ask(worker: Worker, request: number, tag: number): void {
    if (worker.toBroker === null) this.channels.answer(worker, request, tag)
    else worker.toBroker.send(this.#broker.nowUs, 0, request, tag)
  }

  /** Agenda: a settlement, an open or a close of this consumer reaches the broker. */
  settlementArrives(consumer: number): void {
    const worker = this.#workers[consumer]!
    const lane = worker.toBroker!
    const { first: request, second: tag } = lane
    lane.shift()
    this.channels.answer(worker, request, tag)
  }

  /** The process dies: its work and its inbox are lost, and the broker gets everything unacked back. */
  crash(consumer: number, restartAfterUs: number | null): void {
    if (this.state[consumer] === consumerState.down) return
    const worker = this.#workers[consumer]!
    const nowUs = this.#broker.nowUs
    const starts = this.#parts.numbers.starts + consumer
    this.state[consumer] = consumerState.down
    this.crashed[consumer]! += 1
    if (worker.busy) worker.busyUs -= this.#agenda.dueUs(worker.actor) - nowUs
    worker.busy = false
    this.#agenda.cancel(worker.actor)
    worker.expelled = false
    this.#inboxes.clear(worker)
    worker.toConsumer?.clear()
    this.channels.stopTiming(worker)
    this.#parts.log.append(TraceKind.crashed, 0, none, worker.logActor, 0)
    if (restartAfterUs === null) this.#agenda.cancel(starts)
    else this.#agenda.schedule(starts, nowUs + restartAfterUs)
    this.#ask(worker, Request.close, 0)
  }

  /** Agenda: a consumer starts for the first time, or again. */
  startDue(consumer: number): void {
    if (this.state[consumer] === consumerState.down) this.restart(consumer)
    else this.#ask(this.#workers[consumer]!, Request.open, 0)
  }

  /** Brings a dead consumer back now, whatever its timer says. */
  restart(consumer: number): void {
    if (this.state[consumer] === consumerState.up) return
    const worker = this.#workers[consumer]!
    this.#agenda.cancel(this.#parts.numbers.starts + consumer)
    this.state[consumer] = consumerState.up
    this.#parts.log.append(TraceKind.restarted, 0, none, worker.logActor, 0)
    this.#ask(worker, Request.open, 0)
  }

  /** Agenda: the broker looks whether this consumer has held a delivery too long. */
  timeoutDue(consumer: number): void {
    const worker = this.#workers[consumer]!
    if (!this.channels.timeoutDue(worker)) return
    if (worker.toConsumer === null) this.#closed(worker)
    else worker.toConsumer.send(this.#broker.nowUs, 0, channelClosed, 0)
  }

  /** The consumer learns that its channel is gone. It ends the work in hand, which settles nothing, and opens another. */
  #closed(worker: Worker): void {
    this.#inboxes.clear(worker)
    if (worker.busy) worker.expelled = true
    else this.#ask(worker, Request.open, 0)
  }

  /** Returns what it was. */
  setFailure(consumer: number, probability: number): number {
    const before = this.failureProbability[consumer]!
    this.failureProbability[consumer] = probability
    this.#workers[consumer]!.failureProbability = probability
    return before
  }

  /** Later deliveries and settlements take this long; what is under way keeps its time. Returns what it was. */
  setLatency(consumer: number, latencyUs: number): number {
    const { numbers } = this.#parts
    const worker = this.#workers[consumer]!
    worker.toConsumer ??= new Lane(this.#agenda, numbers.deliveries + consumer)
    worker.toBroker ??= new Lane(this.#agenda, numbers.settlements + consumer)
    worker.toConsumer.setLatency(latencyUs)
    return worker.toBroker.setLatency(latencyUs)
  }

  /** Virtual microseconds spent working up to now. */
  busyUs(consumer: number): number {
    const { busy, busyUs, actor } = this.#workers[consumer]!
    return busy ? busyUs - (this.#agenda.dueUs(actor) - this.#broker.nowUs) : busyUs
  }

  /**
   * What it holds, first the message it works on: per cell the attempt (0 = empty, 255 = that or more) and how far the work is
   * (0..255). Writes `2 * cells` bytes.
   */
  slots(consumer: number, cells: number, out: Uint8Array, offset: number): void {
    const worker = this.#workers[consumer]!
    out.fill(0, offset, offset + 2 * cells)
    let at = offset
    if (worker.busy) {
      const { note, workUs, actor } = worker
      const leftUs = this.#agenda.dueUs(actor) - this.#broker.nowUs
      out[at] = Math.min(255, attemptOf(note))
      out[at + 1] = workUs === 0 ? 255 : Math.floor(255 * (1 - leftUs / workUs))
      at += 2
    }
    for (const note of this.#inboxes.notes(worker, cells - (worker.busy ? 1 : 0))) {
      out[at] = Math.min(255, attemptOf(note))
      at += 2
    }
  }
}

/** Back to the queue while attempts are left, else away. A classic queue sends no count: the consumer keeps it. */
function afterFailure(spec: ConsumerSpec, attempts: number): number {
  const { outcome, attemptsMax } = spec.failure
  const again = outcome === 'requeue' && (attemptsMax === null || attempts < attemptsMax)
  return again ? Request.requeue : Request.reject
}
