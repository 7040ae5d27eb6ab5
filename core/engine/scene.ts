/**
 * A broker on a bench: names instead of numbers, time in milliseconds, and a log of short lines. For tests of the engine;
 * after every verb the broker checks itself.
 */
import type { BrokerProfile } from '#core/model/scenario.ts'
import type { BindingSpec, ExchangeSpec, FieldTable, QueueSpec } from '#core/model/topology.ts'
import { emptyTable, noArguments, type QueueArguments } from '#core/model/topology.ts'
import { TraceKind, TraceReason } from '#core/model/trace.ts'
import { Broker } from './broker.ts'
import type { Declared } from './declared.ts'
import type { ConsumerTerms } from './queue/consumer.ts'

interface Sending {
  readonly exchange?: string
  readonly mandatory?: boolean
  readonly sizeBytes?: number
  readonly expirationMs?: number | null
  readonly headers?: FieldTable
  readonly mark?: number
  readonly priority?: number
  readonly persistent?: boolean
}

interface Subscribing extends Partial<ConsumerTerms> {
  readonly channel?: number
}

/** One delivery as a consumer got it. */
export interface Got {
  readonly consumer: number
  readonly tag: number
  readonly id: number
  readonly redelivered: boolean
  readonly slot: number
}

const kindNames = Object.fromEntries(Object.entries(TraceKind).map(([name, kind]) => [kind, name]))
const reasonNames = Object.fromEntries(
  Object.entries(TraceReason).map(([name, reason]) => [reason, name]),
)

export class Scene {
  readonly broker: Broker
  /** `P1 enqueued work`, one line per record, without the publishes. */
  readonly log: string[] = []
  readonly got: Got[] = []
  /** `1+` acked, `2-` nacked, `3 returned`: what the publisher hears, in order. */
  readonly heard: string[] = []
  readonly cancelled: number[] = []
  /** `1 blocked`, `1 unblocked`, `1 closed 404`, by channel. */
  readonly blocked: string[] = []
  /** Where `send` publishes, in confirm mode. */
  publisher: number

  constructor(profile: BrokerProfile = 'rabbitmq@4.3', messagesMax = Number.POSITIVE_INFINITY) {
    this.broker = new Broker({
      profile,
      messagesMax,
      trace: { append: (what, id, queue) => this.#note(what, id, queue) },
      sink: {
        delivered: (consumer, tag, slot) => this.#take(consumer, tag, slot),
        confirmed: (_channel, sequence, ok) => this.heard.push(`${sequence}${ok ? '+' : '-'}`),
        returned: (_channel, id) => this.heard.push(`${id} returned`),
        cancelled: (consumer) => this.cancelled.push(consumer),
        blocked: (channel) => this.blocked.push(`${channel} blocked`),
        unblocked: (channel) => this.blocked.push(`${channel} unblocked`),
        failed: (channel, code) => this.blocked.push(`${channel} closed ${code}`),
      },
    })
    this.publisher = this.reopen()
  }

  /** Gives `send` a new channel, as a client does whose old one ended. */
  reopen(): number {
    this.publisher = this.broker.openChannel()
    this.broker.confirmSelect(this.publisher)
    return this.publisher
  }

  queue(name: string, args: Partial<QueueArguments> = {}, more: Partial<QueueSpec> = {}): Declared {
    return this.broker.declareQueue({
      name,
      type: 'classic',
      durable: true,
      exclusive: false,
      autoDelete: false,
      ...more,
      arguments: { ...noArguments, ...args },
    })
  }

  exchange(name: string, type: ExchangeSpec['type'], more: Partial<ExchangeSpec> = {}): Declared {
    return this.broker.declareExchange({
      name,
      type,
      durable: true,
      autoDelete: false,
      internal: false,
      alternateExchange: null,
      ...more,
    })
  }

  bind(from: string, to: string, key = '', args: FieldTable = emptyTable): Declared {
    return this.broker.bind(this.binding(from, to, key, args))
  }

  binding(from: string, to: string, key = '', args: FieldTable = emptyTable): BindingSpec {
    const toExchange = this.broker.queueId(to) < 0 && this.broker.exchangeId(to) >= 0
    return { from, to, toExchange, key, arguments: args }
  }

  /** Publishes with this routing key, to the default exchange unless said. Message ids count from 1. */
  send(key: string, sending: Sending = {}): number {
    const { broker } = this
    const template = broker.templateId({
      sizeBytes: sending.sizeBytes ?? 1,
      persistent: sending.persistent ?? false,
      expirationMs: sending.expirationMs ?? null,
      headers: sending.headers ?? emptyTable,
      priority: sending.priority ?? null,
      userRef: 0,
    })
    const exchange = broker.exchangeId(sending.exchange ?? '')
    const { mandatory = false, mark = 0 } = sending
    const keyId = broker.keyId(key)
    const result = broker.publish(this.publisher, 0, exchange, keyId, template, mandatory, mark)
    broker.check()
    return result
  }

  sendTimes(count: number, key: string, sending: Sending = {}): void {
    for (let i = 0; i < count; i++) this.send(key, sending)
  }

  /** A consumer on a channel of its own unless said. */
  consume(queue: string, subscribing: Subscribing = {}): { channel: number; consumer: number } {
    const { broker } = this
    const { channel = broker.openChannel(), autoAck = false, ...terms } = subscribing
    const consumer = broker.consume(channel, 1, broker.queueId(queue), { ...terms, autoAck })
    broker.check()
    return { channel, consumer }
  }

  /** `basic.get` on this channel: the message id, or null. */
  get(queue: string, channel: number): number | null {
    const slot = this.broker.get(channel, 1, this.broker.queueId(queue), false)
    this.broker.check()
    return slot < 0 ? null : this.broker.messageIdOf(slot)
  }

  ack(channel: number, tag: number, multiple = false): boolean {
    return this.#checked(this.broker.ack(channel, tag, multiple))
  }

  nack(channel: number, tag: number, requeue: boolean, multiple = false): boolean {
    return this.#checked(this.broker.nack(channel, tag, multiple, requeue))
  }

  reject(channel: number, tag: number, requeue: boolean): boolean {
    return this.#checked(this.broker.reject(channel, tag, requeue))
  }

  /** The connection is lost. */
  close(channel: number): void {
    this.broker.closeChannel(channel, TraceReason.crash)
    this.broker.check()
  }

  /** Moves time on, expiring what expires at the instant it does. */
  at(ms: number): void {
    const { broker } = this
    for (let next = broker.nextExpiryUs(); next <= ms * 1000; next = broker.nextExpiryUs()) {
      broker.nowUs = Math.max(next, broker.nowUs)
      broker.expire()
      broker.check()
    }
    broker.nowUs = ms * 1000
  }

  /** Message ids ready in a queue, from the head. */
  ready(queue: string): number[] {
    const id = this.broker.queueId(queue)
    return this.broker.readySlots(id, 1_000_000).map((slot) => this.broker.messageIdOf(slot))
  }

  unacked(queue: string): number {
    return this.broker.unacked(this.broker.queueId(queue))
  }

  /** Message ids delivered so far, in order. */
  deliveredIds(): number[] {
    return this.got.map(({ id }) => id)
  }

  #checked(outcome: boolean): boolean {
    this.broker.check()
    return outcome
  }

  #take(consumer: number, tag: number, slot: number): void {
    const { broker } = this
    const redelivered = broker.redeliveredOf(slot)
    this.got.push({ consumer, tag, id: broker.messageIdOf(slot), redelivered, slot })
  }

  #note(what: number, id: number, queue: number): void {
    const kind = what & 0xff
    if (kind === TraceKind.published) return
    const reason = (what >>> 8) & 0xff
    const words = [`P${id}`, kindNames[kind]]
    const place = this.broker.queueNames[queue]
    if (place !== undefined) words.push(place)
    if (reason !== TraceReason.none) words.push(`(${reasonNames[reason]})`)
    this.log.push(words.join(' '))
  }
}
