import type { Broker } from '#core/engine/broker.ts'
import type { BrokerSink } from '#core/engine/sink.ts'
import type { TraceSink } from '#core/engine/trace-sink.ts'
import { assert } from '#core/model/failure.ts'
import type { GuestActor, GuestClosure, GuestFacts, GuestInput } from '#core/model/guest.ts'
import type { BrokerProfile } from '#core/model/scenario.ts'
import { Blockade } from './blockade.ts'
import type { GuestChannel } from './channel.ts'
import { GuestConnection } from './connection.ts'
import { contentOf, returnedContent } from './content.ts'
import type { Door, Outlet } from './door.ts'
import { failureOf } from './failure-of.ts'
import { alone, type House } from './house.ts'
import { Letters } from './letters.ts'
import type { EndpointLimits } from './limits.ts'
import { Refusal } from './refusal.ts'
import { type Room, roomOf } from './room.ts'
import { type GuestLetter, shownLetter } from './shown-letter.ts'
import { tally } from './tally.ts'

const shutdown = new Refusal(320, "broker forced connection closure with reason 'shutdown'")
/** Half an hour. [RabbitMQ: Delivery Acknowledgement Timeout] */
const usualAckTimeoutUs = 1_800_000_000

export interface EndpointOptions {
  readonly profile: BrokerProfile
  readonly outlet: Outlet
  readonly limits?: Partial<EndpointLimits>
}

/**
 * A broker's AMQP 0-9-1 face: bytes of guests in, bytes out, and in between verbs of the broker. No socket and no clock: time
 * is the broker's. What the broker tells its sink has to reach it, of guests at least, and every record of its trace.
 */
export class Endpoint implements Door, BrokerSink, TraceSink {
  readonly letters: Letters
  readonly #options: EndpointOptions
  readonly #outlet: Outlet
  readonly #connections = new Map<number, GuestConnection>()
  /** Those that have something to send. */
  readonly #stirred = new Set<GuestConnection>()
  /** Those whose socket is to be closed when that is sent. */
  readonly #ending = new Set<number>()
  /** Channels that are over. */
  readonly #over: GuestChannel[] = []
  /** What a sink may not do itself. */
  readonly #after: (() => void)[] = []
  readonly #blockade: Blockade
  #served: Room | null = null
  #connectionsEver = 0

  constructor(options: EndpointOptions) {
    this.#options = options
    this.#outlet = options.outlet
    this.#blockade = new Blockade(options.outlet)
    this.letters = new Letters(() => this.#room.broker)
  }

  /** Whose face it is, before the first guest. */
  serve(broker: Broker, house: House = alone): void {
    broker.setAckTimeout(usualAckTimeoutUs)
    this.#served = roomOf(broker, house, this.letters, this.#options)
  }

  get #room(): Room {
    assert(this.#served, 'the endpoint serves a broker')
    return this.#served
  }

  get edition(): number {
    return this.#room.actors.edition
  }

  get actors(): readonly GuestActor[] {
    return this.#room.actors.list
  }

  get closures(): readonly GuestClosure[] {
    return this.#room.closures.list
  }

  /** What a guest published, of a message that is still in the broker. */
  letter(messageId: number): GuestLetter | null {
    const letter = this.letters.find(messageId)
    return letter === undefined ? null : shownLetter(letter)
  }

  /** An input of a guest, as a run records it. */
  enter(input: GuestInput): void {
    switch (input.kind) {
      case 'guest.connect':
        this.connect(input.facts)
        return
      case 'guest.bytes':
        this.receive(input.connection, input.bytes)
        return
      case 'guest.gone':
        this.gone(input.connection)
        return
      case 'guest.reading':
        this.reading(input.connection, input.reading)
        return
      case 'guest.block':
        this.block(input.connection, input.blocked)
    }
  }

  /** Tells a client to publish nothing, as an alarm does, or to go on; until then nothing it says is heard. */
  block(connection: number, on: boolean): void {
    const client = this.#connections.get(connection)
    if (client === undefined) return
    if (on) this.#blockade.holdUp(client, 'blocked by hand')
    else this.#blockade.letGo(client)
    this.settle()
  }

  /** Whether what is sent goes there. */
  speaksTo(outlet: Outlet | null): boolean {
    return this.#outlet === outlet
  }

  /** Channels a client has open. */
  channelsOf(connection: number): number {
    return this.#connections.get(connection)?.channelCount ?? 0
  }

  get connectionCount(): number {
    return this.#connections.size
  }

  connect(facts: GuestFacts): number {
    const number = this.#connectionsEver++
    const connection = new GuestConnection(this.#room, number, facts, {
      over: (channel) => this.#over.push(channel),
      stirred: (one) => this.#stirred.add(one),
      end: (one) => this.#ending.add(one.number),
      closing: (one, why) => this.#outlet.closing(one.number, why),
    })
    this.#connections.set(number, connection)
    return number
  }

  receive(connection: number, bytes: Uint8Array): void {
    this.#connections.get(connection)?.receive(bytes)
    this.settle()
  }

  gone(connection: number): void {
    const leaving = this.#connections.get(connection)
    if (leaving === undefined) return
    leaving.gone()
    this.#connections.delete(connection)
    this.#stirred.delete(leaving)
    this.#blockade.forget(leaving)
    this.settle()
  }

  reading(connection: number, on: boolean): void {
    const reader = this.#connections.get(connection)
    if (reader === undefined) return
    reader.isReading = on
    if (on) reader.isFull = false
    const { broker } = this.#room
    for (const { id } of reader.consumers) broker.pauseConsumer(id, !reader.takesMore)
    reader.resume()
    this.settle()
  }

  /** The broker has acted by itself or was told to by somebody else: sends what came of it, and lets go on who waited. */
  settle(): void {
    for (const act of this.#after.splice(0)) act()
    this.#blockade.settle()
    this.#room.letters.settle()
    for (const { id, consumersEver } of this.#over.splice(0))
      this.#room.broker.forgetChannel(id, consumersEver)
    for (const connection of this.#stirred) {
      const bytes = connection.takeOutput()
      if (bytes.length > 0) this.#outlet.send(connection.number, bytes, connection.isFull)
    }
    this.#stirred.clear()
    for (const connection of this.#ending) this.#outlet.end(connection)
    this.#ending.clear()
  }

  /** The broker was down: whose channels it has closed meanwhile is told to leave. */
  reconnect(): void {
    const { broker } = this.#room
    for (const connection of this.#connections.values()) {
      const { brokerId, channelIds } = connection
      const isWhole = channelIds.every((channel) => broker.isOpen(channel))
      if (!isWhole || !broker.isConnectionOpen(brokerId)) connection.fail(shutdown, null)
    }
    this.settle()
  }

  /** The node goes down: everybody is told to leave. */
  shutDown(): void {
    for (const connection of this.#connections.values()) connection.fail(shutdown, null)
    this.settle()
  }

  /** A record of the broker's, whoever it is about: what was published here is kept as long as it is in some queue. */
  append(what: number, messageId: number, queue: number, actor: number): void {
    if (this.#served === null) return
    this.letters.append(what, messageId, queue, actor)
    tally(this.#room.actors, what, actor, this.#room.broker.nowUs)
  }

  /** Whether the sink of guests is to hear of it. */
  ownsChannel(channel: number): boolean {
    return this.#room.channels.has(channel)
  }

  ownsConsumer(consumer: number): boolean {
    return this.#room.consumers.has(consumer)
  }

  delivered(consumer: number, tag: number, slot: number): void {
    const to = this.#room.consumers.get(consumer)
    if (to === undefined) return
    const { broker } = this.#room
    const { connection } = to.channel
    to.announce()
    const fields = {
      consumerTag: to.tag,
      deliveryTag: tag,
      redelivered: broker.redeliveredOf(slot),
      exchange: broker.exchangeNames[broker.exchangeOf(slot)]!,
      routingKey: broker.keyName(broker.keyOf(slot)),
    }
    to.channel.tell('basic.deliver', fields, contentOf(this.#room, slot))
    if (!connection.takesMore) broker.pauseConsumer(consumer, true)
  }

  confirmed(channel: number, sequence: number, ok: boolean): void {
    const to = this.#room.channels.get(channel)
    if (to === undefined) return
    to.confirms.add(sequence, ok)
    to.connection.confirming(to)
  }

  returned(channel: number, messageId: number, exchange: number, key: number): void {
    const to = this.#room.channels.get(channel)
    const letter = this.#room.letters.find(messageId)
    if (to === undefined || letter === undefined) return
    const { broker } = this.#room
    const fields = {
      replyCode: 312,
      replyText: 'NO_ROUTE',
      exchange: broker.exchangeNames[exchange]!,
      routingKey: broker.keyName(key),
    }
    to.tell('basic.return', fields, returnedContent(letter))
  }

  cancelled(consumer: number): void {
    const ended = this.#room.consumers.get(consumer)
    if (ended === undefined) return
    const { channel, tag } = ended
    this.#room.consumers.delete(consumer)
    channel.consumers.delete(tag)
    this.#room.actors.end(ended.actor)
    if (channel.connection.hearsCancels)
      channel.reply('basic.cancel', { consumerTag: tag, nowait: true })
  }

  blocked(channel: number): void {
    const connection = this.#room.channels.get(channel)?.connection
    if (connection !== undefined)
      this.#blockade.holdUp(connection, `low on ${this.#room.broker.alarms().join(' & ')}`)
  }

  unblocked(channel: number): void {
    const connection = this.#room.channels.get(channel)?.connection
    if (connection !== undefined) this.#blockade.letGo(connection)
  }

  failed(channel: number, replyCode: 403 | 404 | 406 | 506): void {
    const to = this.#room.channels.get(channel)
    if (to === undefined) return
    const refusal = failureOf(this.#room.broker, replyCode, to.number)
    if (refusal.closesConnection) this.#after.push(() => to.connection.fail(refusal, null))
    else to.failed(refusal)
  }
}
