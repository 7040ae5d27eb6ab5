/** A client that sends exactly the bytes it is told and decodes what comes back, for tests on any broker. */
import { createConnection, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { ByteReader } from '#core/amqp/byte-reader.ts'
import { ByteWriter } from '#core/amqp/byte-writer.ts'
import type { WireTable } from '#core/amqp/field-table.ts'
import { type Frame, FrameReader } from '#core/amqp/frame-reader.ts'
import { closeFrame, openFrame, writeMethodFrame } from '#core/amqp/frame-writer.ts'
import { FrameType, protocolHeader } from '#core/amqp/frames.ts'
import { type FieldsOf, type MethodName, readMethod, specOfIds } from '#core/amqp/methods.ts'
import { readProperties } from '#core/amqp/properties.ts'

/** What came back, as a line. */
export type Line = string

const capability = (name: string) => [name, { letter: 't', value: true }] as const
export const allCapabilities: WireTable = {
  fields: [
    [
      'capabilities',
      {
        letter: 'F',
        value: {
          fields: [
            capability('authentication_failure_close'),
            capability('basic.nack'),
            capability('connection.blocked'),
            capability('consumer_cancel_notify'),
            capability('publisher_confirms'),
          ],
        },
      },
    ],
  ],
}

export class RawClient {
  readonly lines: Line[] = []
  closed = false
  /** How long nothing must come before everything counts as said. */
  patienceMs = 150
  readonly #socket: Socket
  readonly #reader = new FrameReader(2 ** 31)
  #isHeader = true
  #bytes = 0

  static async open(port: number): Promise<RawClient> {
    const socket = createConnection({ port, host: '127.0.0.1', noDelay: true })
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', () => resolve())
      socket.once('error', reject)
    })
    return new RawClient(socket)
  }

  constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (bytes) => this.#hear(bytes))
    socket.on('error', () => {})
    socket.on('close', () => {
      this.closed = true
      this.lines.push('socket closed')
    })
  }

  get received(): number {
    return this.#bytes
  }

  /** What the other side has not taken yet, beyond what the system keeps for it. */
  get unsentBytes(): number {
    return this.#socket.writableLength
  }

  raw(bytes: Uint8Array | readonly number[]): this {
    this.#socket.write(Uint8Array.from(bytes))
    return this
  }

  frame(type: number, channel: number, payload: Uint8Array | readonly number[]): this {
    const writer = new ByteWriter(256)
    const mark = openFrame(writer, type, channel)
    writer.raw(Uint8Array.from(payload))
    closeFrame(writer, mark)
    return this.raw(writer.take())
  }

  send<Name extends MethodName>(channel: number, name: Name, fields: FieldsOf<Name>): this {
    const writer = new ByteWriter(256)
    writeMethodFrame(writer, channel, name, fields)
    return this.raw(writer.take())
  }

  /** A content header with this property list and size. */
  header(
    channel: number,
    size: number,
    properties: readonly number[] = [0, 0],
    classId = 60,
  ): this {
    const writer = new ByteWriter(64)
    writer.short(classId)
    writer.short(0)
    writer.longlong(size)
    writer.raw(Uint8Array.from(properties))
    return this.frame(FrameType.header, channel, writer.take())
  }

  body(channel: number, text: string): this {
    return this.frame(FrameType.body, channel, new TextEncoder().encode(text))
  }

  /** Header, login, tune and open; afterwards the lines of all that are forgotten. */
  async login(
    tune: Partial<FieldsOf<'connection.tune-ok'>> = {},
    response = '\0guest\0guest',
  ): Promise<this> {
    this.raw(protocolHeader)
    await this.until((line) => line.includes('connection.start'))
    this.startOk(response)
    await this.until((line) => line.includes('connection.tune'))
    this.send(0, 'connection.tune-ok', {
      channelMax: 2047,
      frameMax: 131_072,
      heartbeat: 0,
      ...tune,
    })
    this.send(0, 'connection.open', { virtualHost: '/', reserved1: '', reserved2: false })
    await this.until((line) => line.includes('connection.open-ok'))
    this.lines.length = 0
    return this
  }

  startOk(
    response = '\0guest\0guest',
    mechanism = 'PLAIN',
    clientProperties: WireTable = allCapabilities,
  ): this {
    return this.send(0, 'connection.start-ok', {
      clientProperties,
      mechanism,
      response,
      locale: 'en_US',
    })
  }

  async until(holds: (line: Line) => boolean, withinMs = 8000): Promise<void> {
    for (let waited = 0; waited < withinMs; waited += 5) {
      if (this.lines.some(holds)) return
      await pause(5)
    }
    throw new Error(`what should have come did not: ${this.lines.join(' | ')}`)
  }

  /** Resolves when nothing has come for a while, or the socket is closed. */
  async quiet(forMs = this.patienceMs, withinMs = 10_000): Promise<readonly Line[]> {
    let still = 0
    let seen = this.lines.length
    for (let waited = 0; waited < withinMs && still < forMs && !this.closed; waited += 10) {
      await pause(10)
      still = seen === this.lines.length ? still + 10 : 0
      seen = this.lines.length
    }
    return this.lines
  }

  /** Leaves what comes where it is. */
  stopReading(): void {
    this.#socket.pause()
  }

  readAgain(): void {
    this.#socket.resume()
  }

  end(): void {
    this.#socket.destroy()
  }

  #hear(bytes: Uint8Array): void {
    this.#bytes += bytes.length
    if (this.#isHeader && bytes[0] === 0x41) {
      this.lines.push(`header ${[...bytes.subarray(0, 8)].join(' ')}`)
      return
    }
    this.#isHeader = false
    this.#reader.read(bytes, (frame) => {
      this.lines.push(lineOf(frame))
      return 'go-on'
    })
  }
}

function lineOf({ type, channel, bytes, start, end }: Frame): Line {
  const reader = new ByteReader(bytes, start, end)
  if (type === FrameType.heartbeat) return `${channel} heartbeat`
  if (type === FrameType.body) return `${channel} body ${end - start}`
  if (type === FrameType.header) {
    reader.skip(4)
    const size = reader.longlong()
    return `${channel} header ${size} ${textOf(readProperties(reader))}`
  }
  const classId = reader.short()
  const methodId = reader.short()
  const spec = specOfIds(classId, methodId)
  if (spec === undefined) return `${channel} method ${classId} ${methodId}`
  const { name, fields } = readMethod(spec, reader)
  return `${channel} ${name} ${textOf(fields)}`
}

/** Tables by name, because brokers do not agree on an order. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (name, one: unknown) => {
    if (typeof one === 'bigint') return `${one}n`
    return name === 'fields' && Array.isArray(one)
      ? one.toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1))
      : one
  })
}
