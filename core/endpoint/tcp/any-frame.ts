/** Frames that nobody asked for, by dice. */
import { ByteWriter } from '#core/amqp/byte-writer.ts'
import { emptyWireTable, type WireTable, type WireValue } from '#core/amqp/field-table.ts'
import { closeFrame, openFrame, writeMethodFrame } from '#core/amqp/frame-writer.ts'
import { FrameType } from '#core/amqp/frames.ts'
import type { FieldType } from '#core/amqp/method-list.ts'
import { type FieldsOf, type MethodName, type MethodSpec, methodSpecs } from '#core/amqp/methods.ts'

/** mulberry32 */
export class Dice {
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

/** Of queues and exchanges: few, so that they meet. */
export const names = [
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
/** A login is over before a door is reached. */
const sent = methodSpecs.filter(({ name }) => !/^connection\.(start|secure|tune)/.test(name))

/** Whole, and as likely to be right as wrong where it comes. */
export function anyFrame(dice: Dice): Uint8Array {
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
export function mutated(dice: Dice, frame: Uint8Array): Uint8Array {
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
