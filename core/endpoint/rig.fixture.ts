/** A broker with guests and no sockets, for tests: what is sent goes in at once, what comes out is kept as frames. */
import { ByteReader } from '#core/amqp/byte-reader.ts'
import { ByteWriter } from '#core/amqp/byte-writer.ts'
import { FrameReader } from '#core/amqp/frame-reader.ts'
import { closeFrame, openFrame, writeMethodFrame } from '#core/amqp/frame-writer.ts'
import { FrameType } from '#core/amqp/frames.ts'
import {
  type FieldsOf,
  type Method,
  type MethodName,
  readMethod,
  specOfIds,
} from '#core/amqp/methods.ts'
import { type Properties, writeProperties } from '#core/amqp/properties.ts'
import { Broker } from '#core/engine/broker.ts'
import type { BrokerProfile } from '#core/model/scenario.ts'
import type { Outlet } from './door.ts'
import { Endpoint } from './endpoint.ts'
import type { EndpointLimits } from './limits.ts'

export class Rig implements Outlet {
  readonly broker: Broker
  readonly endpoint: Endpoint
  readonly ended = new Set<number>()
  readonly closings = new Set<number>()
  readonly unheeded = new Set<number>()
  readonly full = new Set<number>()
  readonly #guests = new Map<number, Guest>()

  constructor(profile: BrokerProfile = 'rabbitmq@4.3', limits: Partial<EndpointLimits> = {}) {
    this.endpoint = new Endpoint({ profile, outlet: this, limits })
    this.broker = new Broker({ sink: this.endpoint, trace: this.endpoint, profile })
    this.endpoint.serve(this.broker)
  }

  guest(over: { channelMax?: number; frameMaxBytes?: number } = {}): Guest {
    const number = this.endpoint.connect({
      name: 'test',
      user: 'guest',
      virtualHost: '/',
      channelMax: 2047,
      frameMaxBytes: 131_072,
      properties: { fields: [] },
      ...over,
    })
    const guest = new Guest(this.endpoint, number)
    this.#guests.set(number, guest)
    return guest
  }

  /** A guest that has left. */
  forget(guest: Guest): void {
    this.#guests.delete(guest.number)
  }

  send(connection: number, bytes: Uint8Array, isFull: boolean): void {
    this.#guests.get(connection)?.hear(bytes)
    if (isFull) this.full.add(connection)
  }

  end(connection: number): void {
    this.ended.add(connection)
  }

  closing(connection: number): void {
    this.closings.add(connection)
  }

  heed(connection: number, on: boolean): void {
    if (on) this.unheeded.delete(connection)
    else this.unheeded.add(connection)
  }
}

export class Guest {
  readonly number: number
  /** Methods that came back; bodies and headers are only counted. */
  readonly methods: Method[] = []
  bytes = 0
  readonly #endpoint: Endpoint
  readonly #reader = new FrameReader(2 ** 31)
  #out = new ByteWriter(4096)

  constructor(endpoint: Endpoint, number: number) {
    this.#endpoint = endpoint
    this.number = number
  }

  hear(bytes: Uint8Array): void {
    this.bytes += bytes.length
    this.#reader.read(bytes, (frame) => {
      if (frame.type !== FrameType.method) return 'go-on'
      const reader = new ByteReader(frame.bytes, frame.start, frame.end)
      const spec = specOfIds(reader.short(), reader.short())!
      this.methods.push(readMethod(spec, reader))
      return 'go-on'
    })
  }

  raw(bytes: Uint8Array): this {
    this.#endpoint.receive(this.number, bytes)
    return this
  }

  method<Name extends MethodName>(channel: number, name: Name, fields: FieldsOf<Name>): this {
    writeMethodFrame(this.#out, channel, name, fields)
    return this
  }

  content(channel: number, body: Uint8Array, properties: Properties = {}): this {
    const mark = openFrame(this.#out, FrameType.header, channel)
    this.#out.short(60)
    this.#out.short(0)
    this.#out.longlong(body.length)
    writeProperties(this.#out, properties)
    closeFrame(this.#out, mark)
    if (body.length === 0) return this
    const frame = openFrame(this.#out, FrameType.body, channel)
    this.#out.raw(body)
    closeFrame(this.#out, frame)
    return this
  }

  open(channel = 1): this {
    return this.method(channel, 'channel.open', { reserved: '' })
  }

  publish(
    exchange: string,
    routingKey: string,
    body: Uint8Array,
    properties: Properties = {},
    mandatory = false,
  ): this {
    const fields = { reserved: 0, exchange, routingKey, mandatory, immediate: false }
    return this.method(1, 'basic.publish', fields).content(1, body, properties)
  }

  queue(name: string, over: Partial<FieldsOf<'queue.declare'>> = {}): this {
    return this.method(1, 'queue.declare', {
      reserved: 0,
      queue: name,
      passive: false,
      durable: true,
      exclusive: false,
      autoDelete: false,
      nowait: false,
      arguments: { fields: [] },
      ...over,
    })
  }

  consume(queue: string, noAck: boolean, channel = 1): this {
    return this.method(channel, 'basic.consume', {
      reserved: 0,
      queue,
      consumerTag: '',
      noLocal: false,
      noAck,
      exclusive: false,
      nowait: false,
      arguments: { fields: [] },
    })
  }

  /** Hands in what was said since the last time. */
  flush(): this {
    return this.raw(this.#out.take())
  }

  leave(): void {
    this.#endpoint.gone(this.number)
  }

  names(): readonly MethodName[] {
    return this.methods.map(({ name }) => name)
  }

  /** Of the close the server sent last: `406 PRECONDITION_FAILED - …`. */
  refusal(): string | null {
    const close = this.methods.findLast(
      ({ name }) => name === 'channel.close' || name === 'connection.close',
    )
    if (close?.name !== 'channel.close' && close?.name !== 'connection.close') return null
    return `${close.fields.replyCode} ${close.fields.replyText}`
  }
}
