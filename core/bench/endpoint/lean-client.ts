/**
 * A client that costs next to nothing, so that a bench times the broker: publishes are bytes made once, and of what comes
 * back only the numbers are read. Everything else goes through the codec.
 */
import { createConnection, type Socket } from 'node:net'
import { ByteReader } from '#core/amqp/byte-reader.ts'
import { ByteWriter } from '#core/amqp/byte-writer.ts'
import { emptyWireTable } from '#core/amqp/field-table.ts'
import { writeContentFrames, writeMethodFrame } from '#core/amqp/frame-writer.ts'
import {
  emptyFrameBytes,
  FrameType,
  frameHeadBytes,
  heartbeatFrame,
  protocolHeader,
} from '#core/amqp/frames.ts'
import {
  type FieldsOf,
  type Method,
  type MethodName,
  readMethod,
  specOfIds,
} from '#core/amqp/methods.ts'
import { writeProperties } from '#core/amqp/properties.ts'

const ackIds = (60 << 16) | 80
const deliverIds = (60 << 16) | 60
/** Of a basic.ack frame: where its tag ends. */
const ackFrameBytes = 21
const patienceMs = 30_000
const goodbye = { replyCode: 200, replyText: 'done', classId: 0, methodId: 0 }

/** What comes without being asked for. */
export interface Hearing {
  /** The low 32 bits of the tag. */
  confirmed?(tag: number, multiple: boolean): void
  delivered?(channel: number, tag: number): void
  /** The payload of a body frame begins here. */
  body?(bytes: Buffer, at: number): void
  /** Everything that came together has been told: the moment to write. */
  turn?(): void
}

export class LeanClient {
  hearing: Hearing = {}
  readonly socket: Socket
  readonly #answers: { resolve(method: Method): void; reject(problem: Error): void }[] = []
  #heartbeat: NodeJS.Timeout | null = null
  #rest: Buffer | null = null
  #why: Error | null = null

  /** Logs in to the broker at `url`; `heartbeatS` 0 is none. */
  static async open(url: string, heartbeatS = 0): Promise<LeanClient> {
    const { hostname, port, username, password, pathname } = new URL(url)
    const socket = createConnection({ host: hostname, port: Number(port), noDelay: true })
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('error', reject)
    })
    const client = new LeanClient(socket)
    socket.write(Uint8Array.from(protocolHeader))
    await client.#next()
    const response = `\0${decodeURIComponent(username)}\0${decodeURIComponent(password)}`
    const about = {
      clientProperties: emptyWireTable,
      mechanism: 'PLAIN',
      response,
      locale: 'en_US',
    }
    await client.ask(0, 'connection.start-ok', about)
    const tuned = { channelMax: 2047, frameMax: 131_072, heartbeat: heartbeatS }
    client.tell(0, 'connection.tune-ok', tuned)
    const virtualHost = decodeURIComponent(pathname.slice(1)) || '/'
    await client.ask(0, 'connection.open', { virtualHost, reserved1: '', reserved2: false })
    if (heartbeatS > 0) client.#beat(heartbeatS)
    return client
  }

  private constructor(socket: Socket) {
    this.socket = socket
    socket.on('data', (bytes) => this.#hear(bytes))
    socket.on('close', () => this.#end(new Error('the broker closed the connection')))
    socket.on('error', (problem) => this.#end(problem))
  }

  get isOpen(): boolean {
    return this.#why === null
  }

  write(bytes: Uint8Array): void {
    this.socket.write(bytes)
  }

  tell<Name extends MethodName>(channel: number, name: Name, fields: FieldsOf<Name>): void {
    const writer = new ByteWriter(1024)
    writeMethodFrame(writer, channel, name, fields)
    this.write(writer.take())
  }

  /** Sends a method and resolves with the next one that is no delivery and no confirm. */
  async ask<Name extends MethodName>(
    channel: number,
    name: Name,
    fields: FieldsOf<Name>,
  ): Promise<Method> {
    const answer = this.#next()
    this.tell(channel, name, fields)
    const method = await answer
    if (method.name === 'channel.close' || method.name === 'connection.close')
      throw new Error(`${name} was refused: ${method.fields.replyText}`)
    return method
  }

  async close(): Promise<void> {
    if (this.#heartbeat !== null) clearInterval(this.#heartbeat)
    if (!this.isOpen) return
    await this.ask(0, 'connection.close', goodbye)
    this.socket.end()
  }

  async openChannel(channel: number): Promise<void> {
    await this.ask(channel, 'channel.open', { reserved: '' })
  }

  async closeChannel(channel: number): Promise<void> {
    await this.ask(channel, 'channel.close', goodbye)
  }

  /** A durable classic queue, emptied. */
  async declare(channel: number, queue: string): Promise<void> {
    const flags = { passive: false, durable: true, exclusive: false, autoDelete: false }
    const more = { nowait: false, arguments: emptyWireTable, reserved: 0 }
    await this.ask(channel, 'queue.declare', { queue, ...flags, ...more })
    await this.ask(channel, 'queue.purge', { reserved: 0, queue, nowait: false })
  }

  /** Messages of a queue that are ready; whatever was sent on the channel before has been done then. */
  async ready(channel: number, queue: string): Promise<number> {
    const flags = { passive: true, durable: true, exclusive: false, autoDelete: false }
    const more = { nowait: false, arguments: emptyWireTable, reserved: 0 }
    const answer = await this.ask(channel, 'queue.declare', { queue, ...flags, ...more })
    return answer.name === 'queue.declare-ok' ? answer.fields.messageCount : Number.NaN
  }

  async consume(channel: number, queue: string, prefetch: number): Promise<void> {
    await this.ask(channel, 'basic.qos', {
      prefetchSize: 0,
      prefetchCount: prefetch,
      global: false,
    })
    await this.ask(channel, 'basic.consume', {
      ...{ reserved: 0, queue, consumerTag: 'bench', noLocal: false, noAck: false },
      ...{ exclusive: false, nowait: false, arguments: emptyWireTable },
    })
  }

  async cancel(channel: number): Promise<void> {
    await this.ask(channel, 'basic.cancel', { consumerTag: 'bench', nowait: false })
  }

  #next(): Promise<Method> {
    if (this.#why !== null) return Promise.reject(this.#why)
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#end(new Error('the broker does not answer')), patienceMs)
      this.#answers.push({
        resolve: (method) => {
          clearTimeout(timer)
          resolve(method)
        },
        reject: (problem) => {
          clearTimeout(timer)
          reject(problem)
        },
      })
    })
  }

  #beat(heartbeatS: number): void {
    this.#heartbeat = setInterval(() => this.write(heartbeatFrame), heartbeatS * 500)
  }

  #end(why: Error): void {
    if (this.#heartbeat !== null) clearInterval(this.#heartbeat)
    this.#why ??= why
    this.socket.destroy()
    for (const { reject } of this.#answers.splice(0)) reject(this.#why)
  }

  #hear(chunk: Buffer): void {
    const bytes = this.#rest === null ? chunk : Buffer.concat([this.#rest, chunk])
    let at = 0
    while (bytes.length - at >= emptyFrameBytes) {
      const length = bytes.readUInt32BE(at + 3)
      const end = at + emptyFrameBytes + length
      if (end > bytes.length) break
      const type = bytes[at]!
      if (type === FrameType.body) this.hearing.body?.(bytes, at + frameHeadBytes)
      else if (type === FrameType.method) this.#method(bytes, at, length)
      at = end
    }
    this.#rest = at === bytes.length ? null : bytes.subarray(at)
    this.hearing.turn?.()
  }

  #method(bytes: Buffer, at: number, length: number): void {
    const payload = at + frameHeadBytes
    const ids = bytes.readUInt32BE(payload)
    if (ids === ackIds)
      this.hearing.confirmed?.(bytes.readUInt32BE(payload + 8), bytes[payload + 12] === 1)
    else if (ids === deliverIds) {
      const tagAt = payload + 5 + bytes[payload + 4]! + 4
      this.hearing.delivered?.(bytes.readUInt16BE(at + 1), bytes.readUInt32BE(tagAt))
    } else {
      const reader = new ByteReader(bytes, payload + 4, payload + length)
      const method = readMethod(specOfIds(ids >>> 16, ids & 0xffff)!, reader)
      this.#answers.shift()?.resolve(method)
    }
  }
}

/** The frames of one publish to a queue over the default exchange, not persistent. */
export function publishBytes(channel: number, queue: string, body: Uint8Array): Buffer {
  const properties = new ByteWriter(64)
  writeProperties(properties, { deliveryMode: 1 })
  const writer = new ByteWriter(1024)
  writeMethodFrame(writer, channel, 'basic.publish', {
    ...{ reserved: 0, exchange: '', routingKey: queue, mandatory: false, immediate: false },
  })
  const part = (bytes: Uint8Array) => ({ bytes, from: 0, to: bytes.length })
  writeContentFrames(writer, channel, 131_072, {
    properties: part(properties.take()),
    body: part(body),
  })
  return Buffer.from(writer.take())
}

/** A frame of basic.ack, to be given its tag. */
export function ackBytes(channel: number): Buffer {
  const writer = new ByteWriter(64)
  writeMethodFrame(writer, channel, 'basic.ack', { deliveryTag: 0, multiple: false })
  return Buffer.from(writer.take())
}

/** Where the low half of the tag is in `ackBytes`. */
export const ackTagAt = ackFrameBytes - 6
