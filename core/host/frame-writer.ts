/** Builds the frames of one run (contract/frame.ts): the present of everything, and what is new of charts and events. */
import {
  consumerFields,
  detailMax,
  type FrameCounts,
  frameFlags,
  frameLayout,
  frameVersion,
  header,
  producerFields,
  seriesFields,
  slotCells,
  tankCells,
} from '#core/contract/frame.ts'
import type { Series } from '#core/metrics/series.ts'
import type { GuestConsumer, GuestProducer } from '#core/model/guest.ts'
import { type RunDescription, type RunState, runStates, type Speed } from '#core/model/run.ts'
import { alarmKinds, brokerNodes } from '#core/model/scenario.ts'
import { recordActorAt, recordBytes } from '#core/model/trace.ts'
import type { Simulation } from '#core/simulation/simulation.ts'
import { EventSample } from './event-sample.ts'
import { guestConsumerRow, guestProducerRow } from './guest-rows.ts'
import { ShownActors } from './shown-actors.ts'

/** What only the pacing knows. */
export interface FrameMoment {
  readonly state: RunState
  readonly speed: Speed
  readonly wallMs: number
}

/** Shorter intervals say more about the timer than about the engine. */
const rateIntervalMs = 250

export class FrameWriter {
  readonly actors: ShownActors
  readonly #simulation: Simulation
  readonly #description: RunDescription
  /** The scenario's own actors; behind them come the guests. */
  readonly #own: { readonly producers: number; readonly consumers: number }
  readonly #guestProducers: readonly GuestProducer[]
  readonly #guestConsumers: readonly GuestConsumer[]
  readonly #counts: FrameCounts
  readonly #details: number
  readonly #sample = new EventSample()
  #sequence = 0
  #recordsSent = 0
  #queue: number | null = null
  /** What the page has of the series in focus; -1 makes the next frame bring all of it. */
  #generationSent = -1
  #pointsSent = 0
  #rate = { eventsPerSecond: 0, events: 0, wallMs: Number.NEGATIVE_INFINITY }

  /** Of the run as it is described now: once that changes, another writer goes on after this one. */
  constructor(simulation: Simulation, before: FrameWriter | null = null) {
    const { guests, description } = simulation
    const { queues, exchanges, producers, consumers } = description
    this.#simulation = simulation
    this.#description = description
    const listed = guests?.actors ?? []
    this.#guestProducers = listed.filter((actor) => actor.role === 'producer')
    this.#guestConsumers = listed.filter((actor) => actor.role === 'consumer')
    this.#own = {
      producers: producers.length - this.#guestProducers.length,
      consumers: consumers.length - this.#guestConsumers.length,
    }
    if (before !== null) this.#goOn(before)
    this.actors = new ShownActors(this.#own.producers, this.#own.consumers, listed)
    this.#counts = {
      queues: queues.length,
      exchanges: exchanges.length,
      producers: producers.length,
      consumers: consumers.length,
    }
    this.#details =
      (queues.length <= detailMax ? frameFlags.tanks : 0) |
      (consumers.length <= detailMax ? frameFlags.slots : 0)
  }

  /** What was sent is not sent again, but for the points of the charts. */
  #goOn(before: FrameWriter): void {
    this.#sequence = before.#sequence
    this.#recordsSent = before.#recordsSent
    this.#queue = before.#queue
    this.#rate = before.#rate
  }

  /** The charts are about this queue from now on, or about all (null). The next frame brings them whole. */
  focus(queue: number | null): void {
    this.#queue = queue
    this.#generationSent = -1
  }

  /** Whether the run is still made of what this writes. */
  get isCurrent(): boolean {
    return this.#simulation.description === this.#description
  }

  /** The frame of this moment. */
  write(moment: FrameMoment): Uint8Array<ArrayBuffer> {
    const { log, sampler } = this.#simulation
    const series = sampler.series(this.#queue)
    const isReset = series.generation !== this.#generationSent
    const firstPoint = isReset ? 0 : this.#pointsSent
    const pointCount = series.count - firstPoint
    this.#sample.take(log, this.#recordsSent)
    const flags = this.#details | (isReset ? frameFlags.reset : 0)
    const layout = frameLayout(this.#counts, flags, pointCount, this.#sample.count)
    const bytes = new Uint8Array(layout.end)

    this.#writeHeader(bytes, flags, pointCount, moment)
    const gauges = (from: number, to: number) =>
      new Float64Array(bytes.buffer, from, (to - from) / 8)
    this.#writeQueues(gauges(layout.queues, layout.exchanges))
    this.#writeExchanges(gauges(layout.exchanges, layout.producers))
    this.#writeProducers(gauges(layout.producers, layout.consumers))
    this.#writeConsumers(gauges(layout.consumers, layout.tanks))
    this.#writeDetails(bytes, layout.tanks, layout.slots)
    writePoints(gauges(layout.points, layout.events), series, firstPoint)
    bytes.set(this.#sample.bytes.subarray(0, this.#sample.count * 32), layout.events)
    if (this.#simulation.guests !== null) this.#renumber(new DataView(bytes.buffer, layout.events))

    this.#recordsSent = log.recordsTotal
    this.#generationSent = series.generation
    this.#pointsSent = series.count
    return bytes
  }

  #writeHeader(bytes: Uint8Array, flags: number, pointCount: number, moment: FrameMoment): void {
    const { nowUs, eventsTotal, log } = this.#simulation
    const view = new DataView(bytes.buffer)
    this.#sequence += 1
    view.setUint16(header.version, frameVersion, true)
    view.setUint8(header.state, runStates.indexOf(moment.state))
    view.setUint8(header.flags, flags)
    view.setUint32(header.runId, this.#description.runId, true)
    view.setUint32(header.sequence, this.#sequence, true)
    view.setUint32(header.sampleEvery, this.#sample.every, true)
    view.setFloat64(header.nowUs, nowUs, true)
    const speed = moment.speed === 'max' ? Number.POSITIVE_INFINITY : moment.speed
    view.setFloat64(header.speed, speed, true)
    view.setFloat64(header.eventsTotal, eventsTotal, true)
    view.setFloat64(header.eventsPerSecond, this.#eventsPerSecond(moment), true)
    view.setFloat64(header.recordsTotal, log.recordsTotal, true)
    view.setUint32(header.pointCount, pointCount, true)
    view.setUint32(header.eventCount, this.#sample.count, true)
    this.#writeServers(view)
  }

  #writeServers(view: DataView): void {
    const { nodes, isOn } = this.#simulation.servers
    view.setUint8(header.alarms, bits(alarmKinds, isOn))
    view.setUint8(
      header.nodesUp,
      bits(brokerNodes, (node) => nodes.isUp(node)),
    )
    view.setUint8(
      header.nodesParted,
      bits(brokerNodes, (node) => nodes.isParted(node)),
    )
  }

  /** Agenda events per wall second since the last time it was worth measuring; 0 while nothing runs. */
  #eventsPerSecond({ state, wallMs }: FrameMoment): number {
    const events = this.#simulation.eventsTotal
    const sinceMs = wallMs - this.#rate.wallMs
    if (state !== 'running') this.#rate = { eventsPerSecond: 0, events, wallMs }
    else if (sinceMs >= rateIntervalMs) {
      const eventsPerSecond =
        sinceMs === Number.POSITIVE_INFINITY ? 0 : ((events - this.#rate.events) * 1000) / sinceMs
      this.#rate = { eventsPerSecond, events, wallMs }
    }
    return this.#rate.eventsPerSecond
  }

  #writeQueues(out: Float64Array): void {
    const { broker, meters } = this.#simulation
    let at = 0
    for (let queue = 0; queue < this.#counts.queues; queue += 1) {
      const total = meters.queue(queue)
      out[at++] = broker.ready(queue)
      out[at++] = broker.unacked(queue)
      out[at++] = total.published
      out[at++] = total.delivered
      out[at++] = total.acked
      out[at++] = total.redelivered
      out[at++] = total.deadLettered
      out[at++] = total.expired
      out[at++] = total.dropped
      out[at++] = broker.oldestUs(queue)
      out[at++] = broker.aside(queue)
      out[at++] = broker.typeOf(queue) === 'quorum' ? broker.leaderOf(queue) + 1 : Number.NaN
      out[at++] = total.deadRejected
      out[at++] = total.deadExpired
      out[at++] = total.deadMaxlen
      out[at++] = total.deadDeliveryLimit
    }
  }

  #writeExchanges(out: Float64Array): void {
    const { meters } = this.#simulation
    let at = 0
    for (let exchange = 0; exchange < this.#counts.exchanges; exchange += 1) {
      const { published, routed, unroutable } = meters.exchange(exchange)
      out[at++] = published
      out[at++] = routed
      out[at++] = unroutable
    }
  }

  #writeProducers(out: Float64Array): void {
    const { producers } = this.#simulation
    let at = 0
    for (let producer = 0; producer < this.#own.producers; producer += 1) {
      const outlet = producers.outlet(producer)
      out[at++] = outlet.published
      out[at++] = outlet.confirmed
      out[at++] = outlet.returned
      out[at++] = outlet.refused
      out[at++] = producers.arrivals.ratePerSecond[producer]!
      out[at++] = outlet.poisonShare
      out[at++] = producers.state[producer]!
      out[at++] = outlet.node
    }
    for (const guest of this.#guestProducers) {
      out.set(guestProducerRow(guest), at)
      at += producerFields.length
    }
  }

  #writeConsumers(out: Float64Array): void {
    const { consumers } = this.#simulation
    let at = 0
    for (let consumer = 0; consumer < this.#own.consumers; consumer += 1) {
      const worker = consumers.worker(consumer)
      out[at++] = worker.delivered
      out[at++] = worker.acked
      out[at++] = worker.nacked
      out[at++] = worker.crashed
      out[at++] = worker.redelivered
      out[at++] = consumers.channels.unacked(consumer)
      out[at++] = consumers.channels.prefetch[consumer]!
      out[at++] = consumers.service.meanUs[consumer]!
      out[at++] = worker.failureProbability
      out[at++] = consumers.busyUs(consumer)
      out[at++] = consumers.stateOf(consumer)
      out[at++] = worker.channel < 0 ? 0 : worker.node
      out[at++] = consumers.channels.isServed(consumer) ? 1 : 0
      out[at++] = consumers.channels.behind(consumer)
    }
    for (const guest of this.#guestConsumers) {
      out.set(guestConsumerRow(guest), at)
      at += consumerFields.length
    }
  }

  /** Actors of the log as the page numbers them. */
  #renumber(events: DataView): void {
    for (let event = 0; event < this.#sample.count; event += 1) {
      const at = event * recordBytes + recordActorAt
      events.setUint32(at, this.actors.shown(events.getUint32(at, true)), true)
    }
  }

  #writeDetails(bytes: Uint8Array, tanks: number, slots: number): void {
    const { broker, consumers } = this.#simulation
    if (this.#details & frameFlags.tanks) {
      for (let queue = 0; queue < this.#counts.queues; queue += 1) {
        broker.cells(queue, bytes, tanks + queue * tankCells, tankCells)
      }
    }
    if (this.#details & frameFlags.slots) {
      for (let consumer = 0; consumer < this.#own.consumers; consumer += 1) {
        consumers.slots(consumer, slotCells, bytes, slots + consumer * slotCells * 2)
      }
    }
  }
}

/** A bit for each of a list, the first one's the lowest. */
const bits = <One>(all: readonly One[], isOn: (one: One) => boolean): number =>
  all.reduce((sum, one, place) => sum | (isOn(one) ? 1 << place : 0), 0)

function writePoints(out: Float64Array, series: Series, first: number): void {
  const width = seriesFields.length
  out.set(series.rows.subarray(first * width, series.count * width))
}
