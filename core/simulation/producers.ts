/**
 * Producers: each draws when its next message is due, publishes it over its link and counts what comes back. A producer is
 * a number, the same as its actor in the log.
 */
import { PublishResult } from '#core/engine/publish-result.ts'
import type { ProducerSpec } from '#core/model/scenario.ts'
import { none, TraceKind } from '#core/model/trace.ts'
import { type Arrival, Arrivals } from './arrivals.ts'
import { type KeyChoice, KeyChoices } from './key-choice.ts'
import { Lane } from './lane.ts'
import type { RunParts } from './run-parts.ts'

/** The frame's `state` of a producer. `stopped`: by hand, by a fault, or all its messages are sent. */
export const producerState = { running: 0, stopped: 1, blocked: 2 } as const

const { refused } = PublishResult

/** What travels back to a producer. */
const back = { confirmed: 0, confirmNacked: 1, returned: 2 } as const

/** What publishing one message takes; one object each, because it is all looked at together, and what every message looks at first. */
export class Outlet {
  /**
   * It sends without end, over a link without delay, nothing is poison and it waits for no confirm: what most producers of
   * most scenarios do, and the only way that is made short. See `reckon`.
   */
  plain = true
  declare readonly mandatory: boolean
  declare readonly channel: number
  declare readonly contentStream: number
  declare readonly keys: KeyChoice
  /** Where its envelopes begin: one for each key. */
  declare readonly envelopesFrom: number
  /** When it sends; its owner sets it once it knows. */
  declare arrival: Arrival
  /** Totals of the run. `refused`: messages some queue refused (reject-publish), with confirms or without. */
  published = 0
  confirmed = 0
  returned = 0
  refused = 0
  declare readonly index: number
  /** Messages it may still send; -1: any number. */
  declare left: number
  declare poisonShare: number
  /** Unconfirmed messages, and how many are allowed (0: any number). */
  unconfirmed = 0
  declare readonly window: number
  /** Null: the link is instant and costs no events. */
  declare toBroker: Lane | null
  declare fromBroker: Lane | null
  declare readonly exchange: number
  declare readonly template: number
  declare readonly sizeBytes: number
  byHand = false
  /** Faults that hold it. */
  holds = 0

  constructor(
    spec: ProducerSpec,
    index: number,
    keys: KeyChoice,
    envelopesFrom: number,
    { broker, agenda, numbers, random }: RunParts,
  ) {
    this.index = index
    this.channel = broker.openChannel()
    if (spec.confirms) broker.confirmSelect(this.channel)
    this.exchange = broker.exchangeId(spec.exchange)
    this.template = broker.templateId({
      sizeBytes: spec.sizeBytes,
      persistent: spec.persistent,
      expirationMs: spec.expirationMs,
      headers: spec.headers,
      priority: spec.priority,
      userRef: index,
    })
    this.mandatory = spec.mandatory
    this.sizeBytes = spec.sizeBytes
    this.keys = keys
    this.envelopesFrom = envelopesFrom
    this.contentStream = random.open(`${spec.name}/content`)
    this.left = spec.messagesMax ?? -1
    this.poisonShare = spec.poisonShare
    this.window = spec.confirms ? (spec.confirmWindow ?? 0) : 0
    this.toBroker = Lane.of(spec.link, agenda, numbers.publishes + index)
    this.fromBroker = Lane.of(spec.link, agenda, numbers.confirms + index)
    this.reckon()
  }

  /** Finds out whether it is plain, whenever something that matters to that was set. */
  reckon(): void {
    this.plain =
      this.toBroker === null && this.window === 0 && this.left < 0 && this.poisonShare === 0
  }
}

export class Producers {
  declare readonly state: Uint8Array
  declare readonly arrivals: Arrivals

  declare private readonly outlets: readonly Outlet[]
  /** By channel. Producers' channels are opened first, so this is short. */
  declare private readonly outletOf: readonly (Outlet | undefined)[]
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
    const choices = new KeyChoices(parts.broker)
    let envelopes = 0
    this.outlets = specs.map((spec, producer) => {
      const from = envelopes
      envelopes += spec.keys.length
      return new Outlet(spec, producer, choices.of(spec.keys), from, parts)
    })
    this.envelopes = new Int32Array(envelopes).fill(-1)
    const outletOf: Outlet[] = []
    for (const outlet of this.outlets) outletOf[outlet.channel] = outlet
    this.outletOf = outletOf
    this.arrivals = new Arrivals(specs, parts)
    for (const outlet of this.outlets) outlet.arrival = this.arrivals.of(outlet.index)
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
    outlet.published += 1
    this.#publish(outlet, producer, this.#envelope(outlet), 0)
    this.arrivals.next(outlet.arrival)
  }

  /** The same of a producer that may do anything else but publish. */
  #anyMessageDue(outlet: Outlet, producer: number): void {
    if (outlet.window > 0 && outlet.unconfirmed >= outlet.window) {
      this.state[producer] = producerState.blocked
      this.parts.log.append(TraceKind.producerBlocked, 0, none, producer, 0)
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
    if (toBroker === null) this.#publish(outlet, producer, envelope, mark)
    else toBroker.send(this.clock.nowUs, outlet.sizeBytes, envelope, mark)
  }

  /** What the next message is sent with: its key is drawn. */
  #envelope(outlet: Outlet): number {
    const place = outlet.keys.draw(this.random, outlet.contentStream)
    const envelope = this.envelopes[(outlet.envelopesFrom + place) | 0]!
    return envelope < 0 ? this.#meet(outlet, place) : envelope
  }

  #meet({ exchange, template, keys, envelopesFrom }: Outlet, place: number): number {
    const envelope = this.broker.envelopeId(exchange, keys.keys[place]!, template)
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
    if (this.state[producer] !== producerState.blocked) return
    this.state[producer] = producerState.running
    this.parts.log.append(TraceKind.producerUnblocked, 0, none, producer, 0)
    this.arrivals.nextAtOnce(producer)
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
