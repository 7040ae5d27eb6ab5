/**
 * Producers: each draws when its next message is due, publishes it over its link and counts what comes back. A producer is
 * a number, the same as its actor in the log.
 */
import { PublishResult } from '#core/engine/publish-result.ts'
import type { ProducerSpec } from '#core/model/scenario.ts'
import { none, TraceKind } from '#core/model/trace.ts'
import { Arrivals } from './arrivals.ts'
import { type KeyChoice, KeyChoices } from './key-choice.ts'
import { Lane } from './lane.ts'
import type { RunParts } from './run-parts.ts'

/** The frame's `state` of a producer. `stopped`: by hand, by a fault, or all its messages are sent. */
export const producerState = { running: 0, stopped: 1, blocked: 2 } as const

/** What travels back to a producer. */
const back = { confirmed: 0, confirmNacked: 1, returned: 2 } as const

/** What publishing one message takes; one object each, because it is all looked at together. */
class Outlet {
  readonly index: number
  readonly channel: number
  readonly exchange: number
  readonly template: number
  readonly mandatory: boolean
  readonly sizeBytes: number
  readonly keys: KeyChoice
  readonly contentStream: number
  /** Messages it may still send; -1: any number. */
  left: number
  /** Unconfirmed messages, and how many are allowed (0: any number). */
  unconfirmed = 0
  readonly window: number
  /** Null: the link is instant and costs no events. */
  toBroker: Lane | null
  fromBroker: Lane | null
  byHand = false
  /** Faults that hold it. */
  holds = 0

  constructor(
    spec: ProducerSpec,
    index: number,
    keys: KeyChoice,
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
      priority: null,
      userRef: index,
    })
    this.mandatory = spec.mandatory
    this.sizeBytes = spec.sizeBytes
    this.keys = keys
    this.contentStream = random.open(`${spec.name}/content`)
    this.left = spec.messagesMax ?? -1
    this.window = spec.confirms ? (spec.confirmWindow ?? 0) : 0
    this.toBroker = Lane.of(spec.link, agenda, numbers.publishes + index)
    this.fromBroker = Lane.of(spec.link, agenda, numbers.confirms + index)
  }
}

export class Producers {
  readonly published: Float64Array
  readonly confirmed: Float64Array
  readonly returned: Float64Array
  /** Messages some queue refused (reject-publish), whether the producer uses confirms or not. */
  readonly refused: Float64Array
  readonly poisonShare: Float64Array
  readonly state: Uint8Array
  readonly arrivals: Arrivals

  readonly #outlets: readonly Outlet[]
  /** By channel. Producers' channels are opened first, so this is short. */
  readonly #outletOf: readonly (Outlet | undefined)[]
  readonly #parts: RunParts
  readonly #broker: RunParts['broker']
  readonly #random: RunParts['random']

  constructor(specs: readonly ProducerSpec[], parts: RunParts) {
    const counts = () => new Float64Array(specs.length)
    this.#parts = parts
    this.#broker = parts.broker
    this.#random = parts.random
    this.published = counts()
    this.confirmed = counts()
    this.returned = counts()
    this.refused = counts()
    this.poisonShare = Float64Array.from(specs, (spec) => spec.poisonShare)
    this.state = new Uint8Array(specs.length)
    const choices = new KeyChoices(parts.broker)
    this.#outlets = specs.map(
      (spec, producer) => new Outlet(spec, producer, choices.of(spec.keys), parts),
    )
    const outletOf: Outlet[] = []
    for (const outlet of this.#outlets) outletOf[outlet.channel] = outlet
    this.#outletOf = outletOf
    this.arrivals = new Arrivals(specs, parts)
    for (const { left, index } of this.#outlets) if (left === 0) this.#halt(index)
  }

  /** Agenda: the next message of this producer is due. */
  messageDue(producer: number): void {
    const outlet = this.#outlets[producer]!
    if (outlet.window > 0 && outlet.unconfirmed >= outlet.window) {
      this.state[producer] = producerState.blocked
      this.#parts.log.append(TraceKind.producerBlocked, 0, none, producer, 0)
      return
    }
    this.#send(outlet, producer)
    if (outlet.left > 0) outlet.left -= 1
    if (outlet.left === 0) this.state[producer] = producerState.stopped
    else this.arrivals.next(producer)
  }

  #send(outlet: Outlet, producer: number): void {
    const { contentStream, toBroker } = outlet
    const key = outlet.keys.draw(this.#random, contentStream)
    const share = this.poisonShare[producer]!
    const mark = share > 0 && this.#random.chance(contentStream, share) ? 1 : 0
    this.published[producer]! += 1
    if (outlet.window > 0) outlet.unconfirmed += 1
    if (toBroker === null) this.#publish(outlet, producer, key, mark)
    else toBroker.send(this.#broker.nowUs, outlet.sizeBytes, key, mark)
  }

  /** Agenda: a message of this producer reaches the broker. */
  publishArrives(producer: number): void {
    const outlet = this.#outlets[producer]!
    const lane = outlet.toBroker!
    const { first: key, second: mark } = lane
    lane.shift()
    this.#publish(outlet, producer, key, mark)
  }

  #publish(outlet: Outlet, producer: number, key: number, mark: number): void {
    const { channel, exchange, template, mandatory } = outlet
    const result = this.#broker.publish(channel, producer, exchange, key, template, mandatory, mark)
    if ((result & PublishResult.refused) !== 0) this.refused[producer]! += 1
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
    const outlet = this.#outletOf[channel]
    if (outlet === undefined) return
    if (outlet.fromBroker === null) this.#receive(outlet, what)
    else outlet.fromBroker.send(this.#broker.nowUs, 0, what, 0)
  }

  /** Agenda: a confirm or a return reaches this producer. */
  confirmArrives(producer: number): void {
    const outlet = this.#outlets[producer]!
    const what = outlet.fromBroker!.first
    outlet.fromBroker!.shift()
    this.#receive(outlet, what)
  }

  #receive(outlet: Outlet, what: number): void {
    const producer = outlet.index
    if (what === back.returned) {
      this.returned[producer]! += 1
      return
    }
    if (what === back.confirmed) this.confirmed[producer]! += 1
    if (outlet.window > 0) outlet.unconfirmed -= 1
    if (this.state[producer] !== producerState.blocked) return
    this.state[producer] = producerState.running
    this.#parts.log.append(TraceKind.producerUnblocked, 0, none, producer, 0)
    this.arrivals.nextAtOnce(producer)
  }

  /** Stops it by hand; messages already on the link still arrive. */
  stop(producer: number): void {
    this.#outlets[producer]!.byHand = true
    this.#halt(producer)
  }

  /** Starts it by hand, whatever stopped it. */
  start(producer: number): void {
    this.#outlets[producer]!.byHand = false
    this.#outlets[producer]!.holds = 0
    this.#resume(producer)
  }

  /** A fault stops it; several may at once. */
  faultStops(producer: number): void {
    this.#outlets[producer]!.holds += 1
    this.#halt(producer)
  }

  /** One fault less holds it; none, when it was started by hand meanwhile. */
  faultReleases(producer: number): void {
    const outlet = this.#outlets[producer]!
    if (outlet.holds === 0) return
    outlet.holds -= 1
    if (outlet.holds === 0 && !outlet.byHand) this.#resume(producer)
  }

  /** Later messages and confirms take this long; what is under way keeps its time. Returns what it was. */
  setLatency(producer: number, latencyUs: number): number {
    const { agenda, numbers } = this.#parts
    const outlet = this.#outlets[producer]!
    outlet.toBroker ??= new Lane(agenda, numbers.publishes + producer)
    outlet.fromBroker ??= new Lane(agenda, numbers.confirms + producer)
    outlet.fromBroker.setLatency(latencyUs)
    return outlet.toBroker.setLatency(latencyUs)
  }

  #halt(producer: number): void {
    this.state[producer] = producerState.stopped
    this.arrivals.stop(producer)
  }

  #resume(producer: number): void {
    const { left } = this.#outlets[producer]!
    if (this.state[producer] !== producerState.stopped || left === 0) return
    this.state[producer] = producerState.running
    this.arrivals.start(producer)
  }
}
