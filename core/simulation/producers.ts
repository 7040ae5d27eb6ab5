/**
 * Producers: each draws when its next message is due, publishes it over its link and counts what comes back. A producer is
 * a number, the same as its actor in the log.
 */
import { PublishResult } from '#core/engine/publish-result.ts'
import type { ProducerSpec } from '#core/model/scenario.ts'
import { none, TraceKind } from '#core/model/trace.ts'
import { Arrivals } from './arrivals.ts'
import { KeyChoices } from './key-choice.ts'
import { Lane } from './lane.ts'
import { Outlet } from './outlet.ts'
import type { RunParts } from './run-parts.ts'

/**
 * The frame's `state` of a producer. `stopped`: by hand, by a fault, or all its messages are sent. The others wait: for room
 * in the confirm window, for the end of an alarm, for a node that is up.
 */
export const producerState = { running: 0, stopped: 1, blocked: 2, alarmed: 3, away: 4 } as const

const { refused } = PublishResult

/** What travels back to a producer. */
const back = { confirmed: 0, confirmNacked: 1, returned: 2 } as const

export class Producers {
  declare readonly state: Uint8Array
  declare readonly arrivals: Arrivals

  declare private readonly outlets: readonly Outlet[]
  /** By channel. Producers' channels are opened first, so this is short. */
  declare private readonly outletOf: (Outlet | undefined)[]
  /** What the broker calls a message of an outlet with each of its keys; -1 until it was used. */
  declare private readonly envelopes: Int32Array
  declare private readonly parts: RunParts
  declare private readonly broker: RunParts['broker']
  declare private readonly clock: RunParts['clock']
  declare private readonly random: RunParts['random']

  constructor(specs: readonly ProducerSpec[], parts: RunParts) {
    this.parts = parts
    this.broker = parts.broker
    this.clock = parts.clock
    this.random = parts.random
    this.state = new Uint8Array(specs.length)
    const choices = new KeyChoices()
    this.arrivals = new Arrivals(specs, parts)
    let envelopes = 0
    this.outlets = specs.map((spec, producer) => {
      const from = envelopes
      envelopes += spec.keys.length
      const arrival = this.arrivals.of(producer)
      return new Outlet(spec, producer, choices.of(spec.keys), arrival, from, parts)
    })
    this.envelopes = new Int32Array(envelopes).fill(-1)
    const outletOf: Outlet[] = []
    for (const outlet of this.outlets) outletOf[outlet.channel] = outlet
    this.outletOf = outletOf
    for (const { left, index } of this.outlets) if (left === 0) this.#halt(index)
  }

  /** What one producer has done and is set to. Read it; only this class writes. */
  outlet(producer: number): Readonly<Outlet> {
    return this.outlets[producer]!
  }

  /** Returns what it was. */
  setPoisonShare(producer: number, share: number): number {
    const outlet = this.outlets[producer]!
    const before = outlet.poisonShare
    outlet.poisonShare = share
    outlet.reckon()
    return before
  }

  /** Agenda: the next message of this producer is due. */
  messageDue(producer: number): void {
    const outlet = this.outlets[producer]!
    if (!outlet.plain) {
      this.#anyMessageDue(outlet, producer)
      return
    }
    const envelope = this.#envelope(outlet)
    outlet.published += 1
    if (envelope >= 0) this.#publish(outlet, producer, envelope, 0)
    this.arrivals.next(outlet.arrival)
  }

  /** The same of a producer that may do anything else but publish. */
  #anyMessageDue(outlet: Outlet, producer: number): void {
    if (outlet.unconfirmed >= outlet.limit) {
      this.#block(outlet, producer)
      return
    }
    this.#send(outlet, producer)
    if (outlet.left > 0) outlet.left -= 1
    if (outlet.left === 0) this.state[producer] = producerState.stopped
    else this.arrivals.next(outlet.arrival)
  }

  #send(outlet: Outlet, producer: number): void {
    const { contentStream, toBroker } = outlet
    const envelope = this.#envelope(outlet)
    const share = outlet.poisonShare
    const mark = share > 0 && this.random.chance(contentStream, share) ? 1 : 0
    outlet.published += 1
    if (outlet.window > 0) outlet.unconfirmed += 1
    if (envelope < 0) return
    if (toBroker === null) this.#publish(outlet, producer, envelope, mark)
    else toBroker.send(this.clock.nowUs, outlet.sizeBytes, envelope, mark)
  }

  /** What the next message is sent with: its key is drawn. -1: its exchange went with a restart, nothing is routed (404). */
  #envelope(outlet: Outlet): number {
    const place = outlet.keys.draw(this.random, outlet.contentStream)
    const envelope = this.envelopes[(outlet.envelopesFrom + place) | 0]!
    return envelope < 0 ? this.#meet(outlet, place) : envelope
  }

  #meet({ exchange, template, keyIds, envelopesFrom }: Outlet, place: number): number {
    const envelope = this.broker.envelopeId(exchange, keyIds[place]!, template)
    this.envelopes[envelopesFrom + place] = envelope
    return envelope
  }

  /** Agenda: a message of this producer reaches the broker. */
  publishArrives(producer: number): void {
    const outlet = this.outlets[producer]!
    const lane = outlet.toBroker!
    const { first: envelope, second: mark } = lane
    lane.shift()
    this.#publish(outlet, producer, envelope, mark)
  }

  #publish(outlet: Outlet, producer: number, envelope: number, mark: number): void {
    const { channel, mandatory } = outlet
    const result = this.broker.publishEnvelope(channel, producer, envelope, mandatory, mark)
    if ((result & refused) !== 0) outlet.refused += 1
  }

  /** From the broker: a publisher confirm on some channel. */
  confirmSent(channel: number, ok: boolean): void {
    this.#sendBack(channel, ok ? back.confirmed : back.confirmNacked)
  }

  /** From the broker: a mandatory message came back on some channel. */
  returnSent(channel: number): void {
    this.#sendBack(channel, back.returned)
  }

  #sendBack(channel: number, what: number): void {
    const outlet = this.outletOf[channel]
    if (outlet === undefined) return
    if (outlet.fromBroker === null) this.#receive(outlet, what)
    else outlet.fromBroker.send(this.clock.nowUs, 0, what, 0)
  }

  /** Agenda: a confirm or a return reaches this producer. */
  confirmArrives(producer: number): void {
    const outlet = this.outlets[producer]!
    const what = outlet.fromBroker!.first
    outlet.fromBroker!.shift()
    this.#receive(outlet, what)
  }

  #receive(outlet: Outlet, what: number): void {
    const producer = outlet.index
    if (what === back.returned) {
      outlet.returned += 1
      return
    }
    if (what === back.confirmed) outlet.confirmed += 1
    if (outlet.window > 0) outlet.unconfirmed -= 1
    if (this.state[producer] === producerState.blocked) this.#goOn(producer)
  }

  #block({ channel, alarmed }: Outlet, producer: number): void {
    const { blocked, alarmed: byAlarm, away } = producerState
    const state = channel < 0 ? away : alarmed ? byAlarm : blocked
    this.state[producer] = state
    this.parts.log.append(TraceKind.producerBlocked, 0, none, producer, state - blocked)
  }

  #goOn(producer: number): void {
    this.state[producer] = producerState.running
    this.parts.log.append(TraceKind.producerUnblocked, 0, none, producer, 0)
    this.arrivals.nextAtOnce(producer)
  }

  /** From the broker: connection.blocked or connection.unblocked. A client that heard the first sends nothing until the second. */
  setAlarmed(channel: number, alarmed: boolean): void {
    const outlet = this.outletOf[channel]
    if (outlet === undefined) return
    outlet.alarmed = alarmed
    outlet.reckon()
    if (!alarmed && this.state[outlet.index] === producerState.alarmed) this.#goOn(outlet.index)
  }

  /** Who lost its connection connects again, or waits for a node. What was on the wire is lost, confirms too. */
  reconnect(): void {
    for (const outlet of this.outlets) {
      if (this.broker.isOpen(outlet.channel)) continue
      if (outlet.channel >= 0) this.#lose(outlet)
      this.#connect(outlet)
    }
  }

  #lose(outlet: Outlet): void {
    this.outletOf[outlet.channel] = undefined
    outlet.channel = -1
    outlet.node = 0
    outlet.alarmed = false
    outlet.unconfirmed = 0
    outlet.toBroker?.clear()
    outlet.fromBroker?.clear()
    outlet.reckon()
    this.parts.log.append(TraceKind.connectionLost, 0, none, outlet.index, 0)
    // What it waited for is gone with the connection: now it waits for another one.
    if (this.state[outlet.index]! >= producerState.blocked) this.#block(outlet, outlet.index)
  }

  #connect(outlet: Outlet): void {
    const { spec, index } = outlet
    const node = this.parts.nodes.nodeFor(spec.node)
    if (node === 0) return
    outlet.channel = this.broker.openChannel()
    outlet.node = node
    this.broker.placeChannel(outlet.channel, node - 1)
    if (spec.confirms) this.broker.confirmSelect(outlet.channel)
    this.outletOf[outlet.channel] = outlet
    outlet.reckon()
    if (this.state[index]! >= producerState.blocked) this.#goOn(index)
  }

  /** Stops it by hand; messages already on the link still arrive. */
  stop(producer: number): void {
    this.outlets[producer]!.byHand = true
    this.#halt(producer)
  }

  /** Starts it by hand, whatever stopped it. */
  start(producer: number): void {
    this.outlets[producer]!.byHand = false
    this.outlets[producer]!.holds = 0
    this.#resume(producer)
  }

  /** A fault stops it; several may at once. */
  faultStops(producer: number): void {
    this.outlets[producer]!.holds += 1
    this.#halt(producer)
  }

  /** One fault less holds it; none, when it was started by hand meanwhile. */
  faultReleases(producer: number): void {
    const outlet = this.outlets[producer]!
    if (outlet.holds === 0) return
    outlet.holds -= 1
    if (outlet.holds === 0 && !outlet.byHand) this.#resume(producer)
  }

  /** Later messages and confirms take this long; what is under way keeps its time. Returns what it was. */
  setLatency(producer: number, latencyUs: number): number {
    const { agenda, numbers } = this.parts
    const outlet = this.outlets[producer]!
    outlet.toBroker ??= new Lane(agenda, numbers.publishes + producer)
    outlet.fromBroker ??= new Lane(agenda, numbers.confirms + producer)
    outlet.reckon()
    outlet.fromBroker.setLatency(latencyUs)
    return outlet.toBroker.setLatency(latencyUs)
  }

  #halt(producer: number): void {
    this.state[producer] = producerState.stopped
    this.arrivals.stop(producer)
  }

  #resume(producer: number): void {
    const { left } = this.outlets[producer]!
    if (this.state[producer] !== producerState.stopped || left === 0) return
    this.state[producer] = producerState.running
    this.arrivals.start(producer)
  }
}
