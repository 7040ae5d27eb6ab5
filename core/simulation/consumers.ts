/**
 * Consumers: each works on one delivery at a time, in delivery order, and settles it when the work ends; the rest of its
 * prefetch waits in its inbox. A consumer is a number; its actor in the log comes after the producers.
 */
import type { ConsumerSpec } from '#core/model/scenario.ts'
import { none, TraceKind } from '#core/model/trace.ts'
import { ConsumerChannels, Request } from './consumer-channels.ts'
import { Inboxes } from './inboxes.ts'
import type { Lane } from './lane.ts'
import type { RunParts } from './run-parts.ts'
import { ServiceTimes } from './service-times.ts'
import { Worker } from './worker.ts'

/** The frame's `state` of a consumer. `unsubscribed`: it lives and has nothing to consume, or no node to consume from. */
export const consumerState = { up: 0, down: 1, unsubscribed: 2 } as const

/** As a tag on the way to a consumer: its channel was closed. */
const channelClosed = -1

/** A note on a delivery: its attempt in the low half, the message's mark above. */
const attemptOf = (note: number) => note & 0xffff
const markOf = (note: number) => note >>> 16

export class Consumers {
  declare readonly state: Uint8Array
  declare readonly service: ServiceTimes
  declare readonly channels: ConsumerChannels

  declare private readonly workers: readonly Worker[]
  readonly #inboxes = new Inboxes()
  declare private readonly parts: RunParts
  declare private readonly broker: RunParts['broker']
  declare private readonly clock: RunParts['clock']
  declare private readonly agenda: RunParts['agenda']
  declare private readonly random: RunParts['random']

  constructor(specs: readonly ConsumerSpec[], firstActor: number, parts: RunParts) {
    this.parts = parts
    this.broker = parts.broker
    this.clock = parts.clock
    this.agenda = parts.agenda
    this.random = parts.random
    this.state = new Uint8Array(specs.length)
    this.workers = specs.map((spec, consumer) => new Worker(spec, consumer, firstActor, parts))
    for (const worker of this.workers)
      worker.chanceStream = parts.random.open(`${worker.spec.name}/chance`)
    this.service = new ServiceTimes(
      specs.map(({ service }) => service),
      this.workers.map(({ serviceStream }) => serviceStream),
      parts.random,
    )
    this.channels = new ConsumerChannels(this.workers, parts)
  }

  /** Subscribes those that are there from the beginning; the others come by the agenda. */
  begin(): void {
    for (const worker of this.workers) {
      const { startAtUs } = worker.spec
      if (startAtUs === 0) this.#ask(worker, Request.open, 0)
      else this.agenda.schedule(this.parts.numbers.starts + worker.index, startAtUs)
    }
  }

  /** What one consumer has done and holds. Read it; only this class writes. */
  worker(consumer: number): Readonly<Worker> {
    return this.workers[consumer]!
  }

  /** From the broker: a delivery of this subscription. Schedules, and calls no verb of the broker. */
  deliver(subscription: number, tag: number, slot: number, attempt: number, mark: number): void {
    const worker = this.channels.workerOf(subscription)
    worker.delivered += 1
    if (attempt > 1) worker.redelivered += 1
    if (!worker.plain && worker.held !== null) this.channels.startTiming(worker, worker.held)
    const note = attempt | (mark << 16)
    if (!worker.plain && worker.toConsumer !== null)
      this.#dispatch(worker.toConsumer, tag, note, slot)
    else this.#receive(worker, tag, note)
  }

  #dispatch(lane: Lane, tag: number, note: number, slot: number): void {
    const { sizeBytes } = this.broker.template(this.broker.templateOf(slot))
    lane.send(this.clock.nowUs, sizeBytes, tag, note)
  }

  /** Agenda: a delivery reaches this consumer. */
  deliveryArrives(consumer: number): void {
    const worker = this.workers[consumer]!
    const lane = worker.toConsumer!
    const { first: tag, second: note } = lane
    lane.shift()
    if (tag === channelClosed) this.#closed(worker)
    else this.#receive(worker, tag, note)
  }

  #receive(worker: Worker, tag: number, note: number): void {
    if (worker.busy) this.#inboxes.push(worker, note)
    else this.#work(worker, tag, note)
  }

  #work(worker: Worker, tag: number, note: number): void {
    const workUs = this.service.draw(worker.index)
    worker.busy = true
    worker.tag = tag
    worker.note = note
    worker.workUs = workUs
    worker.busyUs += workUs
    this.agenda.scheduleIn(worker.actor, workUs)
  }

  /** Agenda: the work on one message ends. */
  workEnds(consumer: number): void {
    const worker = this.workers[consumer]!
    if (!worker.plain || markOf(worker.note) !== 0) {
      this.#anyWorkEnds(worker, consumer)
      return
    }
    worker.acked += 1
    // Still busy while it settles: what the broker delivers in return queues behind the inbox.
    this.channels.ack(worker.channel, worker.tag)
    this.#workOn(worker)
  }

  /** The same of a consumer that may do anything else but ack. */
  #anyWorkEnds(worker: Worker, consumer: number): void {
    if (worker.expelled) {
      worker.busy = false
      worker.setExpelled(false)
      this.#ask(worker, Request.open, 0)
      return
    }
    const { crashProbability, failureProbability, note } = worker
    if (crashProbability > 0 && this.random.chance(worker.chanceStream, crashProbability)) {
      worker.busy = false
      this.crash(consumer, worker.spec.crash.restartAfterUs)
      return
    }
    const fails =
      markOf(note) !== 0 ||
      (failureProbability > 0 && this.random.chance(worker.chanceStream, failureProbability))
    if (fails) worker.nacked += 1
    else worker.acked += 1
    if (!worker.autoAck) {
      const settlement = fails ? afterFailure(worker, attemptOf(note)) : Request.ack
      this.#ask(worker, settlement, worker.tag)
    }
    this.#workOn(worker)
  }

  /** Takes the next delivery in hand, when there is one. */
  #workOn(worker: Worker): void {
    if (this.#inboxes.isEmpty(worker)) worker.busy = false
    else this.#work(worker, worker.tag + 1, this.#inboxes.shift(worker))
  }

  #ask(worker: Worker, request: number, tag: number): void {
    if (worker.toBroker === null) this.channels.answer(worker, request, tag)
    else worker.toBroker.send(this.clock.nowUs, 0, request, tag)
  }

  /** Agenda: a settlement, an open or a close of this consumer reaches the broker. */
  settlementArrives(consumer: number): void {
    const worker = this.workers[consumer]!
    const lane = worker.toBroker!
    const { first: request, second: tag } = lane
    lane.shift()
    this.channels.answer(worker, request, tag)
  }

  /** The process dies: its work and its inbox are lost, and the broker gets everything unacked back. */
  crash(consumer: number, restartAfterUs: number | null): void {
    if (this.state[consumer] === consumerState.down) return
    const worker = this.workers[consumer]!
    const nowUs = this.clock.nowUs
    const starts = this.parts.numbers.starts + consumer
    this.state[consumer] = consumerState.down
    worker.crashed += 1
    if (worker.busy) worker.busyUs -= this.agenda.dueUs(worker.actor) - nowUs
    worker.busy = false
    this.agenda.cancel(worker.actor)
    worker.setExpelled(false)
    this.#inboxes.clear(worker)
    worker.toConsumer?.clear()
    this.channels.stopTiming(worker)
    this.parts.log.append(TraceKind.crashed, 0, none, worker.logActor, 0)
    if (restartAfterUs === null) this.agenda.cancel(starts)
    else this.agenda.schedule(starts, nowUs + restartAfterUs)
    this.#ask(worker, Request.close, 0)
  }

  /** Agenda: a consumer starts for the first time, or again. */
  startDue(consumer: number): void {
    const worker = this.workers[consumer]!
    if (this.state[consumer] === consumerState.down) this.restart(consumer)
    else if (worker.channel < 0) this.#ask(worker, Request.open, 0)
    else this.#closed(worker)
  }

  /** From the broker: basic.cancel. At the same instant, once the broker is done, it asks for another subscription. */
  cancelled(subscription: number): void {
    const worker = this.channels.workerOf(subscription)
    const { index, queue, logActor } = worker
    this.parts.log.append(TraceKind.consumerCancelled, 0, queue, logActor, 0)
    this.channels.stopTiming(worker)
    this.agenda.schedule(this.parts.numbers.starts + index, this.clock.nowUs)
  }

  /** Who lost its connection, or waits for a node, asks for another subscription. What was on its way to it is lost. */
  reconnect(): void {
    for (const worker of this.workers) {
      if (this.channels.isCutOff(worker)) {
        this.parts.log.append(TraceKind.connectionLost, 0, none, worker.logActor, 0)
        worker.toConsumer?.clear()
        this.#closed(worker)
      } else if (worker.away && this.state[worker.index] === consumerState.up) {
        this.#ask(worker, Request.open, 0)
      }
    }
  }

  /** As a frame tells it. */
  stateOf(consumer: number): number {
    const { channel, subscription } = this.workers[consumer]!
    const state = this.state[consumer]!
    if (state === consumerState.down || subscription < 0) return state
    return channel < 0 ? consumerState.unsubscribed : state
  }

  /** Brings a dead consumer back now, whatever its timer says. */
  restart(consumer: number): void {
    if (this.state[consumer] === consumerState.up) return
    const worker = this.workers[consumer]!
    this.agenda.cancel(this.parts.numbers.starts + consumer)
    this.state[consumer] = consumerState.up
    this.parts.log.append(TraceKind.restarted, 0, none, worker.logActor, 0)
    this.#ask(worker, Request.open, 0)
  }

  /** Agenda: the broker looks whether this consumer has held a delivery too long. */
  timeoutDue(consumer: number): void {
    const worker = this.workers[consumer]!
    if (!this.channels.timeoutDue(worker)) return
    if (worker.toConsumer === null) this.#closed(worker)
    else worker.toConsumer.send(this.clock.nowUs, 0, channelClosed, 0)
  }

  /** The consumer learns that its channel is gone. It ends the work in hand, which settles nothing, and opens another. */
  #closed(worker: Worker): void {
    this.#inboxes.clear(worker)
    if (worker.busy) worker.setExpelled(true)
    else this.#ask(worker, Request.open, 0)
  }

  /** Returns what it was. */
  setFailure(consumer: number, probability: number): number {
    return this.workers[consumer]!.setFailure(probability)
  }

  /** Later deliveries and settlements take this long; what is under way keeps its time. Returns what it was. */
  setLatency(consumer: number, latencyUs: number): number {
    return this.workers[consumer]!.setLatency(latencyUs, this.parts)
  }

  /** Virtual microseconds spent working up to now. */
  busyUs(consumer: number): number {
    const { busy, busyUs, actor } = this.workers[consumer]!
    return busy ? busyUs - (this.agenda.dueUs(actor) - this.clock.nowUs) : busyUs
  }

  /**
   * What it holds, first the message it works on: per cell the attempt (0 = empty, 255 = that or more) and how far the work is
   * (0..255). Writes `2 * cells` bytes.
   */
  slots(consumer: number, cells: number, out: Uint8Array, offset: number): void {
    const worker = this.workers[consumer]!
    out.fill(0, offset, offset + 2 * cells)
    let at = offset
    if (worker.busy) {
      const { note, workUs, actor } = worker
      const leftUs = this.agenda.dueUs(actor) - this.clock.nowUs
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
function afterFailure({ spec, onlyAcks }: Worker, attempts: number): number {
  if (onlyAcks) return Request.ack
  const { outcome, attemptsMax } = spec.failure
  const again = outcome === 'requeue' && (attemptsMax === null || attempts < attemptsMax)
  return again ? Request.requeue : Request.reject
}
