import { setTimeout as pause } from 'node:timers/promises'
import type { Channel, ConsumeMessage } from 'amqplib'
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
import { messageOf, publishOptions, wireTable } from './live-message.ts'

/** A channel of amqplib with its protected calls: method numbers are class times 65536 plus method [AMQP 0-9-1]. */
export interface WireChannel extends Channel {
  rpc(method: number, fields: object, expect: number): Promise<unknown>
  sendImmediately(method: number, fields: object): void
  sendMessage(fields: object, properties: object, content: Buffer): void
}

const method = (classId: number, id: number) => classId * 65536 + id
const confirmSelect = method(85, 10)
const queueUnbind = method(50, 50)
const qos = method(60, 10)
const recover = method(60, 110)
const tx = { select: method(90, 10), commit: method(90, 20), rollback: method(90, 30) }

export class LiveChannel implements AmqpChannel {
  readonly events: ChannelEvent[] = []
  readonly #channel: WireChannel
  readonly #connectionFault: () => Closed | null
  #fault: Closed | null = null
  #ended = false

  constructor(channel: WireChannel, connectionFault: () => Closed | null) {
    this.#channel = channel
    this.#connectionFault = connectionFault
    channel.on('error', (problem: Error) => {
      const code = 'code' in problem ? Number(problem.code) : 0
      this.#fault = new Closed('channel', code)
    })
    channel.on('close', () => {
      this.#ended = true
    })
    channel.on('return', ({ fields, content }: ReturnedMessage) =>
      this.events.push({
        kind: 'return',
        code: fields.replyCode,
        body: content.toString(),
        exchange: fields.exchange,
        key: fields.routingKey,
      }),
    )
    const confirm = (ok: boolean) => (fields: { deliveryTag: number; multiple: boolean }) =>
      this.events.push({
        kind: 'confirm',
        ok,
        sequence: fields.deliveryTag,
        multiple: fields.multiple,
      })
    channel.on('ack', confirm(true))
    channel.on('nack', confirm(false))
  }

  get closed(): Closed | null {
    return this.#fault ?? (this.#ended ? this.#connectionFault() : null)
  }

  declareExchange(spec: ExchangeDeclaration): Promise<void> {
    const { name, type, passive = false, arguments: args = {} } = spec
    if (passive) return this.#done(() => this.#channel.checkExchange(name))
    const { durable = false, autoDelete = false, internal = false } = spec
    const options = { durable, autoDelete, internal, arguments: wireTable(args) }
    return this.#done(() => this.#channel.assertExchange(name, type, options))
  }

  deleteExchange(name: string, options: { ifUnused?: boolean } = {}): Promise<void> {
    return this.#done(() => this.#channel.deleteExchange(name, options))
  }

  async declareQueue(spec: QueueDeclaration): Promise<QueueFacts> {
    const { name, passive = false, arguments: args = {} } = spec
    const { durable = false, autoDelete = false, exclusive = false } = spec
    const options = { durable, autoDelete, exclusive, arguments: wireTable(args) }
    const { queue, messageCount, consumerCount } = await this.#call(() =>
      passive ? this.#channel.checkQueue(name) : this.#channel.assertQueue(name, options),
    )
    return { name: queue, ready: messageCount, consumers: consumerCount }
  }

  async deleteQueue(
    name: string,
    options: { ifUnused?: boolean; ifEmpty?: boolean } = {},
  ): Promise<number> {
    return (await this.#call(() => this.#channel.deleteQueue(name, options))).messageCount
  }

  async purgeQueue(name: string): Promise<number> {
    return (await this.#call(() => this.#channel.purgeQueue(name))).messageCount
  }

  bind({ from, to, toExchange, key, arguments: args = {} }: BindingVerb): Promise<void> {
    const table = wireTable(args)
    return this.#done(() =>
      toExchange
        ? this.#channel.bindExchange(to, from, key, table)
        : this.#channel.bindQueue(to, from, key, table),
    )
  }

  unbind({ from, to, toExchange, key, arguments: args = {} }: BindingVerb): Promise<void> {
    const table = wireTable(args)
    if (toExchange) return this.#done(() => this.#channel.unbindExchange(to, from, key, table))
    const fields = { ticket: 0, queue: to, exchange: from, routingKey: key, arguments: table }
    return this.#done(() => this.#channel.rpc(queueUnbind, fields, queueUnbind + 1))
  }

  qos(count: number, options: { global?: boolean; sizeBytes?: number } = {}): Promise<void> {
    const { global = false, sizeBytes = 0 } = options
    const fields = { prefetchSize: sizeBytes, prefetchCount: count, global }
    return this.#done(() => this.#channel.rpc(qos, fields, qos + 1))
  }

  consume(queue: string, options: ConsumeOptions): Promise<void> {
    const { tag, autoAck = false, exclusive = false, arguments: args = {} } = options
    const heard = (message: ConsumeMessage | null) => {
      if (message === null) this.events.push({ kind: 'cancelled', consumer: tag })
      else this.events.push({ kind: 'delivery', consumer: tag, message: messageOf(message) })
    }
    const wire = { consumerTag: tag, noAck: autoAck, exclusive, arguments: wireTable(args) }
    return this.#done(() => this.#channel.consume(queue, heard, wire))
  }

  cancel(consumer: string): Promise<void> {
    return this.#done(() => this.#channel.cancel(consumer))
  }

  async get(queue: string, { autoAck }: { autoAck: boolean }): Promise<Got | null> {
    const got = await this.#call(() => this.#channel.get(queue, { noAck: autoAck }))
    return got === false ? null : { ...messageOf(got), remaining: got.fields.messageCount ?? 0 }
  }

  publish(message: Publication): void {
    const { exchange, key, body, mandatory = false, immediate = false } = message
    const content = Buffer.from(body)
    const options = { ...publishOptions(message.properties ?? {}), mandatory }
    this.#send(() => {
      if (!immediate) this.#channel.publish(exchange, key, content, options)
      else {
        const fields = { ticket: 0, exchange, routingKey: key, mandatory, immediate }
        this.#channel.sendMessage(fields, { headers: {} }, content)
      }
    })
  }

  ack(tag: number, { multiple = false }: { multiple?: boolean } = {}): void {
    this.#send(() => this.#channel.ack(tagged(tag), multiple))
  }

  nack(tag: number, { multiple = false, requeue }: { multiple?: boolean; requeue: boolean }): void {
    this.#send(() => this.#channel.nack(tagged(tag), multiple, requeue))
  }

  reject(tag: number, { requeue }: { requeue: boolean }): void {
    this.#send(() => this.#channel.reject(tagged(tag), requeue))
  }

  recover(requeue: boolean): Promise<void> {
    return this.#done(() => this.#channel.rpc(recover, { requeue }, recover + 1))
  }

  confirmSelect(): Promise<void> {
    return this.#done(() => this.#channel.rpc(confirmSelect, { nowait: false }, confirmSelect + 1))
  }

  txSelect(): Promise<void> {
    return this.#done(() => this.#channel.rpc(tx.select, {}, tx.select + 1))
  }

  txCommit(): Promise<void> {
    return this.#done(() => this.#channel.rpc(tx.commit, {}, tx.commit + 1))
  }

  txRollback(): Promise<void> {
    return this.#done(() => this.#channel.rpc(tx.rollback, {}, tx.rollback + 1))
  }

  close(): Promise<void> {
    return this.#done(() => this.#channel.close())
  }

  sync(): Promise<void> {
    return this.#done(() => this.#channel.checkExchange('amq.direct'))
  }

  async #done(work: () => Promise<unknown>): Promise<void> {
    await this.#call(work)
  }

  /** What the driver says about a channel that closed is replaced by the server's code. */
  async #call<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work()
    } catch (problem) {
      for (let tries = 0; this.closed === null && tries < 50; tries++) await pause(10)
      throw this.closed ?? problem
    }
  }

  /** A verb without an answer: on a channel that is already closed it does nothing, as on the wire. */
  #send(work: () => void): void {
    if (this.closed === null) work()
  }
}

/** What the driver emits for basic.return. */
interface ReturnedMessage {
  readonly fields: {
    readonly replyCode: number
    readonly exchange: string
    readonly routingKey: string
  }
  readonly content: Buffer
}

/** The driver takes a message where the protocol takes a tag. */
function tagged(deliveryTag: number): ConsumeMessage {
  return { fields: { deliveryTag } } as ConsumeMessage
}
