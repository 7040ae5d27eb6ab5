/** One channel of a session over the engine: names to numbers, tags to consumers, refusals to closed channels. */
import { replyQueueName } from '#core/engine/replies.ts'
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
} from '../client.ts'
import type { EngineRoom } from './engine-broker.ts'
import { letterOf, tableOf } from './letter.ts'
import type { Addressee } from './mailbox.ts'
import { sendingOf } from './publication.ts'
import { consumingOf, exchangeSpecOf, queueSpecOf } from './queue-arguments.ts'
import { accept, answered, asClosed } from './refusal.ts'

/** Nobody in particular, for the engine's log. */
const actor = 0

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
  readonly #connection: number
  readonly #up: Upwards
  readonly #id: number
  readonly #consumers = new Map<string, number>()
  #lastQueue: string | null = null

  constructor(room: EngineRoom, connection: number, up: Upwards) {
    this.#room = room
    this.#connection = connection
    this.#up = up
    this.#id = room.broker.openChannel(connection)
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
      const { broker, profile } = this.#room
      const queue = spec.passive
        ? accept(broker.lookAtQueue(this.#named(spec.name), this.#connection))
        : accept(broker.declareQueue(queueSpecOf(spec, profile), this.#connection))
      const name = broker.queueNames[queue]!
      this.#lastQueue = name
      return { name, ready: broker.ready(queue), consumers: broker.consumersTold(queue) }
    })
  }

  deleteQueue(
    name: string,
    options: { ifUnused?: boolean; ifEmpty?: boolean } = {},
  ): Promise<number> {
    return this.#verb(() => {
      const { broker } = this.#room
      const queue = broker.queueId(this.#named(name))
      if (queue < 0) return 0
      const ready = broker.ready(queue)
      accept(broker.deleteQueue(queue, { ...options, connection: this.#connection }))
      return ready
    })
  }

  purgeQueue(name: string): Promise<number> {
    return this.#verb(() => answered(this.#room.broker.purge(this.#queue(name), this.#connection)))
  }

  bind(binding: BindingVerb): Promise<void> {
    return this.#verb(() => void accept(this.#room.broker.bind(this.#bindingOf(binding))))
  }

  unbind(binding: BindingVerb): Promise<void> {
    return this.#verb(() => void accept(this.#room.broker.unbind(this.#bindingOf(binding))))
  }

  qos(count: number, options: { global?: boolean; sizeBytes?: number } = {}): Promise<void> {
    return this.#verb(() => {
      if ((options.sizeBytes ?? 0) > 0) throw new Closed('connection', 540)
      this.#room.broker.qos(this.#id, count, { global: options.global ?? false })
    })
  }

  consume(name: string, options: ConsumeOptions): Promise<void> {
    return this.#verb(() => {
      const { tag, autoAck = false, exclusive = false } = options
      const { broker, mailbox } = this.#room
      const consumer = answered(
        name === replyQueueName
          ? broker.consumeReplies(this.#id, actor, { autoAck, tag })
          : broker.consume(this.#id, actor, this.#queue(name), {
              autoAck,
              exclusive,
              tag,
              ...consumingOf(options.arguments ?? {}),
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
      const remaining = autoAck ? broker.ready(queue) : broker.gotRemaining(this.#id)
      if (autoAck) broker.ack(this.#id, tag, false)
      return { ...message, remaining }
    })
  }

  publish(message: Publication): void {
    this.#send(() => {
      const { broker, mailbox } = this.#room
      const properties = message.properties ?? {}
      if (message.immediate) throw new Closed('connection', 540)
      if (properties.userId !== undefined && properties.userId !== 'guest')
        throw new Closed('channel', 406)
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
    return this.#verb(() => void accept(this.#room.broker.recover(this.#id, requeue)))
  }

  confirmSelect(): Promise<void> {
    return this.#verb(() => void accept(this.#room.broker.confirmSelect(this.#id)))
  }

  txSelect(): Promise<void> {
    return this.#verb(() => void accept(this.#room.broker.txSelect(this.#id)))
  }

  txCommit(): Promise<void> {
    return this.#verb(() => void accept(this.#room.broker.txCommit(this.#id)))
  }

  txRollback(): Promise<void> {
    return this.#verb(() => void accept(this.#room.broker.txRollback(this.#id)))
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
    this.ended(fault)
    this.#room.broker.closeChannel(this.#id, reason)
    this.#room.mailbox.deliver()
  }

  /** The broker knows already. */
  ended(fault: Closed): void {
    this.closed = fault
    this.#up.left(this)
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
    const queue = this.#room.broker.queueId(this.#named(name))
    if (queue < 0) throw new Closed('channel', 404)
    return queue
  }

  #bindingOf({ from, to, toExchange = false, key, arguments: args = {} }: BindingVerb) {
    const named = toExchange ? to : this.#named(to)
    const { broker } = this.#room
    const queue = toExchange ? -1 : broker.queueId(named)
    if (queue >= 0) accept(broker.mayUse(queue, this.#connection))
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
