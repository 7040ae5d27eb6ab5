/** One channel of a session over the engine: names to numbers, tags to consumers, refusals to closed channels. */
import { TraceReason } from '#core/model/trace.ts'
import {
  type AmqpChannel,
  type BindingVerb,
  type ChannelEvent,
  Closed,
  type ConsumeOptions,
  type ExchangeDeclaration,
  type Got,
  type Publication,
  type QueueDeclaration,
  type QueueFacts,
  Unsupported,
} from '../client.ts'
import type { EngineRoom } from './engine-broker.ts'
import { letterOf, tableOf } from './letter.ts'
import type { Addressee } from './mailbox.ts'
import { sendingOf } from './publication.ts'
import { exchangeSpecOf, queueSpecOf } from './queue-arguments.ts'
import { accept, answered, asClosed } from './refusal.ts'

/** Nobody in particular, for the engine's log. */
const actor = 0
const replyTo = 'amq.rabbitmq.reply-to'

/** How a channel tells its connection. */
export interface Upwards {
  left(channel: EngineChannel): void
  fail(fault: Closed): void
  block(blocked: boolean): void
}

export class EngineChannel implements AmqpChannel, Addressee {
  readonly events: ChannelEvent[] = []
  closed: Closed | null = null
  readonly #room: EngineRoom
  readonly #connection: object
  readonly #up: Upwards
  readonly #id: number
  readonly #consumers = new Map<string, number>()
  #prefetch = 0
  #confirms = false
  #lastQueue: string | null = null

  constructor(room: EngineRoom, connection: object, up: Upwards) {
    this.#room = room
    this.#connection = connection
    this.#up = up
    this.#id = room.broker.openChannel()
    room.mailbox.addChannel(this.#id, this)
  }

  hear(event: ChannelEvent): void {
    if (event.kind === 'cancelled') this.#consumers.delete(event.consumer)
    this.events.push(event)
  }

  block(blocked: boolean): void {
    this.#up.block(blocked)
  }

  fail(replyCode: number): void {
    this.end(new Closed('channel', replyCode), TraceReason.crash)
  }

  declareExchange(spec: ExchangeDeclaration): Promise<void> {
    return this.#verb(() => {
      const { broker, profile } = this.#room
      if (!spec.passive) accept(broker.declareExchange(exchangeSpecOf(spec, profile)))
      else if (broker.exchangeId(spec.name) < 0) throw new Closed('channel', 404)
    })
  }

  deleteExchange(name: string, options: { ifUnused?: boolean } = {}): Promise<void> {
    return this.#verb(() => {
      const exchange = this.#room.broker.exchangeId(name)
      if (exchange >= 0) accept(this.#room.broker.deleteExchange(exchange, options))
    })
  }

  declareQueue(spec: QueueDeclaration): Promise<QueueFacts> {
    return this.#verb(() => {
      const { broker, owners, profile } = this.#room
      if (spec.name !== '' && owners.isLockedFor(spec.name, this.#connection))
        throw new Closed('channel', 405)
      const queue = spec.passive
        ? this.#queue(spec.name)
        : accept(broker.declareQueue(queueSpecOf(spec, profile)))
      const name = broker.queueNames[queue]!
      if (spec.exclusive && !spec.passive) owners.own(name, this.#connection)
      this.#lastQueue = name
      return { name, ready: broker.ready(queue), consumers: broker.consumerCount(queue) }
    })
  }

  deleteQueue(
    name: string,
    options: { ifUnused?: boolean; ifEmpty?: boolean } = {},
  ): Promise<number> {
    return this.#verb(() => {
      const { broker, owners } = this.#room
      if (broker.queueId(this.#named(name)) < 0) return 0
      const queue = this.#queue(name)
      const ready = broker.ready(queue)
      accept(broker.deleteQueue(queue, options))
      owners.release(this.#named(name))
      return ready
    })
  }

  purgeQueue(name: string): Promise<number> {
    return this.#verb(() => answered(this.#room.broker.purge(this.#queue(name))))
  }

  bind(binding: BindingVerb): Promise<void> {
    return this.#verb(() => void accept(this.#room.broker.bind(this.#bindingOf(binding))))
  }

  unbind(binding: BindingVerb): Promise<void> {
    return this.#verb(() => void accept(this.#room.broker.unbind(this.#bindingOf(binding))))
  }

  /** From 4.3 a global limit is taken for one of each consumer; before, the engine would have to share it. */
  qos(count: number, options: { global?: boolean; sizeBytes?: number } = {}): Promise<void> {
    return this.#verb(() => {
      if ((options.sizeBytes ?? 0) > 0) throw new Closed('connection', 540)
      if (options.global && this.#room.profile !== '4.3') throw new Unsupported('qos global')
      this.#prefetch = count
    })
  }

  consume(name: string, options: ConsumeOptions): Promise<void> {
    return this.#verb(() => {
      if (name === replyTo) throw new Unsupported('direct reply-to')
      const { tag, autoAck = false, exclusive = false } = options
      if (exclusive) throw new Unsupported('exclusive consumers')
      const streamOffset = options.arguments?.['x-stream-offset']
      const [argument] = Object.keys(options.arguments ?? {})
      if (argument !== undefined && argument !== 'x-stream-offset')
        throw new Unsupported(`consumer argument ${argument}`)
      if (this.#consumers.has(tag)) throw new Closed('connection', 530)
      const { broker, mailbox } = this.#room
      const queue = this.#queue(name)
      const prefetch = this.#prefetch
      const consumer = answered(
        broker.consume(this.#id, actor, queue, {
          autoAck,
          prefetch,
          ...(streamOffset === undefined ? {} : { streamOffset }),
        }),
      )
      mailbox.addConsumer(consumer, tag, this)
      this.#consumers.set(tag, consumer)
    })
  }

  cancel(tag: string): Promise<void> {
    return this.#verb(() => {
      const consumer = this.#consumers.get(tag)
      if (consumer !== undefined) this.#room.broker.cancel(consumer)
      this.#consumers.delete(tag)
    })
  }

  get(name: string, { autoAck }: { autoAck: boolean }): Promise<Got | null> {
    return this.#verb(() => {
      const { broker, mailbox } = this.#room
      const queue = this.#queue(name)
      // Taken with an ack and acked at once when none is wanted: of what it lets go, the engine forgets the deaths.
      const slot = answered(broker.get(this.#id, actor, queue, false))
      if (slot < 0) return null
      const tag = broker.gotTag(this.#id)
      const message = letterOf(broker, mailbox.letters, tag, slot)
      if (autoAck) broker.ack(this.#id, tag, false)
      return { ...message, remaining: broker.ready(queue) }
    })
  }

  publish(message: Publication): void {
    this.#send(() => {
      const { broker, mailbox } = this.#room
      const properties = message.properties ?? {}
      if (message.immediate) throw new Closed('connection', 540)
      if (properties.userId !== undefined && properties.userId !== 'guest')
        throw new Closed('channel', 406)
      if (properties.replyTo === replyTo) throw new Unsupported('direct reply-to')
      sendingOf(broker, mailbox, this.#id, actor, message)
    })
  }

  ack(tag: number, { multiple = false }: { multiple?: boolean } = {}): void {
    this.#settle(0, () => this.#room.broker.ack(this.#id, tag, multiple))
  }

  nack(tag: number, { multiple = false, requeue }: { multiple?: boolean; requeue: boolean }): void {
    this.#settle(tag, () => this.#room.broker.nack(this.#id, tag, multiple, requeue))
  }

  reject(tag: number, { requeue }: { requeue: boolean }): void {
    this.#settle(tag, () => this.#room.broker.reject(this.#id, tag, requeue))
  }

  recover(requeue: boolean): Promise<void> {
    return this.#verb(() => {
      throw requeue ? new Unsupported('recover') : new Closed('connection', 540)
    })
  }

  confirmSelect(): Promise<void> {
    return this.#verb(() => {
      this.#room.broker.confirmSelect(this.#id)
      this.#confirms = true
    })
  }

  txSelect(): Promise<void> {
    return this.#verb(() => {
      throw this.#confirms ? new Closed('channel', 406) : new Unsupported('transactions')
    })
  }

  /** Nobody has a transaction here, because nobody gets one. */
  txCommit(): Promise<void> {
    return this.#verb(() => {
      throw new Closed('channel', 406)
    })
  }

  txRollback(): Promise<void> {
    return this.txCommit()
  }

  close(): Promise<void> {
    return this.#verb(() => this.end(new Closed('channel', 200), TraceReason.cancel))
  }

  sync(): Promise<void> {
    return this.#verb(() => {})
  }

  /** Ends the channel; what it holds goes back. */
  end(fault: Closed, reason: number): void {
    if (this.closed) return
    this.closed = fault
    this.#up.left(this)
    this.#room.broker.closeChannel(this.#id, reason)
    this.#room.mailbox.deliver()
  }

  /** `returned` is the tag of a nack or reject, 0 of an ack. */
  #settle(returned: number, work: () => boolean): void {
    this.#send(() => {
      if (this.#room.broker.takesOnlyAcks(this.#id, returned)) throw new Closed('connection', 540)
      if (!work()) throw new Closed('channel', 406)
    })
  }

  /** A verb without an answer: its refusal is seen in `closed`; what is unsupported is still said at once. */
  #send(work: () => void): void {
    if (this.closed) return
    try {
      this.#run(work)
    } catch (problem) {
      if (!(problem instanceof Closed)) throw problem
    }
  }

  async #verb<Result>(work: () => Result): Promise<Result> {
    if (this.closed) throw this.closed
    return this.#run(work)
  }

  #run<Result>(work: () => Result): Result {
    try {
      const result = work()
      this.#room.mailbox.deliver()
      return result
    } catch (problem) {
      const fault = asClosed(problem)
      if (fault?.scope === 'channel') this.end(fault, TraceReason.crash)
      else if (fault) this.#up.fail(fault)
      throw fault ?? problem
    }
  }

  /** The empty name is the queue declared last on this channel. [AMQP 0-9-1: queue names] */
  #named(name: string): string {
    if (name !== '') return name
    if (this.#lastQueue === null) throw new Closed('channel', 404)
    return this.#lastQueue
  }

  #queue(name: string): number {
    const { broker, owners } = this.#room
    const full = this.#named(name)
    if (owners.isLockedFor(full, this.#connection)) throw new Closed('channel', 405)
    const queue = broker.queueId(full)
    if (queue < 0) throw new Closed('channel', 404)
    return queue
  }

  #bindingOf({ from, to, toExchange = false, key, arguments: args = {} }: BindingVerb) {
    const named = toExchange ? to : this.#named(to)
    if (!toExchange && this.#room.owners.isLockedFor(named, this.#connection))
      throw new Closed('channel', 405)
    const isBothEmpty = !toExchange && to === '' && key === ''
    return {
      from,
      to: named,
      toExchange,
      key: isBothEmpty ? named : key,
      arguments: tableOf(args),
    }
  }
}
