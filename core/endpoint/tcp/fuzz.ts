/**
 * Guests that send what nobody should: frames with something wrong in them, and methods in any order. Whatever they send is
 * answered by frames that can be read, or ends their connection; nothing throws, and nothing stays behind. By seed.
 */
import { ByteWriter } from '#core/amqp/byte-writer.ts'
import { emptyWireTable, type WireTable, type WireValue } from '#core/amqp/field-table.ts'
import { closeFrame, openFrame, writeMethodFrame } from '#core/amqp/frame-writer.ts'
import { FrameType } from '#core/amqp/frames.ts'
import type { FieldType } from '#core/amqp/method-list.ts'
import { type FieldsOf, type MethodName, type MethodSpec, methodSpecs } from '#core/amqp/methods.ts'
import { type Guest, Rig } from '../rig.fixture.ts'

export interface FuzzResult {
  /** Frames or sequences sent. */
  readonly sent: number
  readonly connections: number
  /** Closes the server sent, by what they said first: `501 FRAME_ERROR`. */
  readonly closes: ReadonlyMap<string, number>
  /** Connections that ended without a word. */
  readonly broken: number
}

/** mulberry32 */
class Dice {
  #state: number

  constructor(seed: number) {
    this.#state = seed | 0
  }

  /** A whole number from 0 and below `sides`. */
  below(sides: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides
  }

  one<Value>(values: readonly Value[]): Value {
    return values[this.below(values.length)]!
  }
}

const names = [
  'q',
  'r',
  'amq.direct',
  'amq.topic',
  'amq.headers',
  '',
  'missing',
  'amq.gen-x',
  'x\n',
]
const frameMax = 8192
/** Messages a queue keeps from one guest to the next. */
const leftMost = 20
/** How often the broker's books are looked at: it walks everything. */
const checkEvery = 2000
/** A login is over before a door is reached. */
const sent = methodSpecs.filter(({ name }) => !/^connection\.(start|secure|tune)/.test(name))

/** Sends so many frames, each of them broken somewhere. */
export function fuzzFrames(seed: number, frames: number): FuzzResult {
  const world = new World(seed)
  for (let sent = 0; sent < frames; sent++) {
    world.say(mutated(world.dice, anyFrame(world.dice)))
    if (sent % checkEvery === 0) world.check()
  }
  return world.end(frames)
}

/** Sends so many sequences of up to forty whole methods with contents, in any order, on a few channels. */
export function fuzzSequences(seed: number, sequences: number): FuzzResult {
  const world = new World(seed)
  for (let sent = 0; sent < sequences; sent++) {
    const length = 1 + world.dice.below(40)
    for (let step = 0; step < length; step++) world.say(anyFrame(world.dice))
    world.leave()
    if (sent % 100 === 0) world.check()
  }
  return world.end(sequences)
}

class World {
  readonly dice: Dice
  readonly #rig = new Rig()
  readonly #closes = new Map<string, number>()
  #guest: Guest | null = null
  #connections = 0
  #broken = 0

  constructor(seed: number) {
    this.dice = new Dice(seed)
  }

  say(bytes: Uint8Array): void {
    const guest = this.#guest ?? this.#welcome()
    guest.raw(bytes)
    const rig = this.#rig
    if (rig.full.delete(guest.number)) rig.endpoint.reading(guest.number, true)
    this.#count(guest)
    const isOver = rig.ended.has(guest.number) || rig.closings.has(guest.number)
    if (isOver || this.dice.below(500) === 0) this.leave()
  }

  leave(): void {
    const guest = this.#guest
    this.#guest = null
    if (guest === null) return
    const { ended, closings } = this.#rig
    if (ended.has(guest.number) && !closings.has(guest.number)) this.#broken++
    ended.delete(guest.number)
    closings.delete(guest.number)
    guest.leave()
    this.#rig.forget(guest)
    this.#empty()
  }

  /** Or every next consumer would first be given what all before it have left. */
  #empty(): void {
    const { broker, endpoint } = this.#rig
    for (const name of names) {
      const queue = broker.queueId(name)
      if (queue >= 0 && broker.ready(queue) > leftMost) broker.purge(queue)
    }
    endpoint.settle()
  }

  check(): void {
    const { broker, endpoint } = this.#rig
    broker.check()
    if (endpoint.letters.count > broker.messagesHeld())
      throw new Error(`${endpoint.letters.count} bodies for ${broker.messagesHeld()} messages`)
  }

  end(sent: number): FuzzResult {
    this.leave()
    this.check()
    const { endpoint } = this.#rig
    if (endpoint.connectionCount > 0) throw new Error('a connection is left')
    return { sent, connections: this.#connections, closes: this.#closes, broken: this.#broken }
  }

  /** Most have something to lose: channels, one with a queue, a message and a consumer. */
  #welcome(): Guest {
    const guest = this.#rig.guest({ frameMaxBytes: frameMax, channelMax: 8 })
    this.#guest = guest
    this.#connections++
    if (this.#connections % 4 === 0) return guest
    for (const channel of [2, 3, 4]) guest.open(channel)
    guest
      .open()
      .queue('q')
      .publish('', 'q', Uint8Array.of(1, 2, 3))
      .consume('q', false)
      .flush()
    return guest
  }

  #count(guest: Guest): void {
    for (const { name, fields } of guest.methods) {
      if (name !== 'connection.close' && name !== 'channel.close') continue
      const said = `${name} ${fields.replyCode} ${fields.replyText.split(' - ')[0]}`
      this.#closes.set(said, (this.#closes.get(said) ?? 0) + 1)
    }
    guest.methods.length = 0
  }
}

function anyFrame(dice: Dice): Uint8Array {
  const writer = new ByteWriter(512)
  const kind = dice.below(10)
  const channel = dice.below(12) === 0 ? 0 : 1 + dice.below(4)
  if (kind < 6) anyMethod(dice, writer, channel)
  else if (kind < 8) anyContent(dice, writer, channel)
  else if (kind === 8) settle(dice, writer, channel)
  else
    closeFrame(writer, openFrame(writer, FrameType.heartbeat, dice.below(20) === 0 ? channel : 0))
  return writer.take().slice()
}

function anyMethod(dice: Dice, writer: ByteWriter, channel: number): void {
  const spec = dice.one(sent)
  const { name } = spec
  const own = name.startsWith('connection.') ? 0 : channel
  writeMethodFrame(writer, own, name as MethodName, fieldsFor(dice, spec))
}

/** A tag that may be right, and now and then a channel. */
function settle(dice: Dice, writer: ByteWriter, channel: number): void {
  const deliveryTag = dice.below(4)
  if (dice.below(4) === 0) writeMethodFrame(writer, channel, 'channel.open', { reserved: '' })
  else if (dice.below(2) === 0)
    writeMethodFrame(writer, channel, 'basic.ack', { deliveryTag, multiple: dice.below(2) === 0 })
  else writeMethodFrame(writer, channel, 'basic.reject', { deliveryTag, requeue: true })
}

function fieldsFor(dice: Dice, { fields }: MethodSpec): FieldsOf<MethodName> {
  return Object.fromEntries(
    fields.map(([name, type]) => [name, valueFor(dice, name, type)]),
  ) as FieldsOf<MethodName>
}

function valueFor(dice: Dice, name: string, type: FieldType): unknown {
  switch (type) {
    case 'bit':
      // Passive, immediate and the like mostly lead to the same few answers.
      return dice.below(6) === 0
    case 'octet':
      return dice.below(256)
    case 'short':
      return dice.below(4)
    case 'long':
      return name === 'prefetchSize' ? 0 : dice.below(1000)
    case 'longlong':
      return dice.below(6)
    case 'table':
      return dice.below(3) === 0 ? anyTable(dice) : emptyWireTable
    case 'longstr':
      return 'x'.repeat(dice.below(20))
    case 'shortstr':
      return name === 'type'
        ? dice.one(['direct', 'fanout', 'topic', 'headers', 'x'])
        : dice.one(names)
  }
}

function anyTable(dice: Dice): WireTable {
  const values: readonly WireValue[] = [
    { letter: 'I', value: dice.below(100) - 5 },
    { letter: 'S', value: dice.one(['quorum', 'stream', 'all', 'any', 'lazy', 'amq.topic', '7D']) },
    { letter: 't', value: dice.below(2) === 0 },
    { letter: 'V' },
    { letter: 'A', value: [{ letter: 'S', value: 'q' }] },
    { letter: 'd', value: 0.5 },
  ]
  const arguments_ = [
    ...[
      'x-queue-type',
      'x-message-ttl',
      'x-max-length',
      'x-expires',
      'x-match',
      'x-priority',
      'CC',
    ],
    ...['x-dead-letter-exchange', 'x-max-priority', 'x-single-active-consumer', 'own', 'BCC'],
    ...['alternate-exchange', 'x-stream-offset', 'x-overflow', 'x-delivery-limit', 'x-death'],
  ]
  return {
    fields: Array.from({ length: 1 + dice.below(3) }, () => [
      dice.one(arguments_),
      dice.one(values),
    ]),
  }
}

function anyContent(dice: Dice, writer: ByteWriter, channel: number): void {
  const mandatory = dice.below(4) === 0
  const fields = { reserved: 0, exchange: dice.one(names), routingKey: dice.one(names) }
  writeMethodFrame(writer, channel, 'basic.publish', { ...fields, mandatory, immediate: false })
  const body = new Uint8Array(dice.below(300))
  const header = openFrame(writer, FrameType.header, channel)
  writer.short(60)
  writer.short(0)
  writer.longlong(body.length)
  writer.short(dice.below(8) === 0 ? dice.below(65_536) : 0)
  closeFrame(writer, header)
  if (body.length === 0) return
  const mark = openFrame(writer, FrameType.body, channel)
  writer.raw(body)
  closeFrame(writer, mark)
}

/** One to three places of it are not what they were. */
function mutated(dice: Dice, frame: Uint8Array): Uint8Array {
  let bytes = frame
  for (let times = 1 + dice.below(3); times > 0 && bytes.length > 0; times--) {
    const at = dice.below(bytes.length)
    switch (dice.below(6)) {
      case 0:
        bytes[at] = dice.below(256)
        break
      case 1:
        bytes[at] = bytes[at]! ^ (1 << dice.below(8))
        break
      case 2:
        bytes = bytes.slice(0, at)
        break
      case 3:
        bytes = Uint8Array.of(...bytes.subarray(0, at), dice.below(256), ...bytes.subarray(at))
        break
      case 4:
        bytes.copyWithin(at, dice.below(bytes.length))
        break
      default:
        // Within the payload, so that the frame itself can be read.
        if (bytes.length > 9) bytes[7 + dice.below(bytes.length - 8)] = dice.below(256)
    }
  }
  return bytes
}
