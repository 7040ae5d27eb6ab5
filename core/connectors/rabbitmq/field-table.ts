/**
 * AMQP 0-9-1 field tables with RabbitMQ's value tags [AMQP 0-9-1 errata: field types]. The driver rounds 64-bit
 * integers to doubles and keeps tables as objects, so tables are decoded here instead: digits, order and duplicate keys
 * survive. On the way out its typed notation is exact and is used.
 */
import { Failure } from '#core/model/failure.ts'
import { limits } from '#core/model/limits.ts'
import type { FieldTable, FieldValue } from '#core/model/topology.ts'

const maxDepth = limits.fileDepth

/** A cursor over bytes the server sent; every read is checked against the end. */
export class Reader {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  get left(): number {
    return this.#bytes.length - this.#at
  }

  take(count: number): Buffer {
    if (count > this.left)
      throw new Failure('invalid', 'The server sent a property list that ends too early.')
    const taken = this.#bytes.subarray(this.#at, this.#at + count)
    this.#at += count
    return taken
  }

  octet(): number {
    return this.take(1).readUInt8()
  }

  short(): number {
    return this.take(2).readUInt16BE()
  }

  shortString(): string {
    return this.take(this.octet()).toString('utf8')
  }

  /** A block with a 32-bit length before it. */
  block(): Buffer {
    return this.take(this.take(4).readUInt32BE())
  }

  unsigned64(): bigint {
    return this.take(8).readBigUInt64BE()
  }
}

/** Decodes the fields of a table; `bytes` is the table without its length. Fails `invalid` on malformed bytes. */
export function decodeTable(bytes: Buffer, depth = 0): FieldTable {
  const reader = new Reader(bytes)
  const fields: (readonly [string, FieldValue])[] = []
  while (reader.left > 0) {
    const name = reader.shortString()
    fields.push([name, decodeValue(reader, depth)])
  }
  return { fields }
}

function decodeValue(reader: Reader, depth: number): FieldValue {
  if (depth > maxDepth)
    throw new Failure('invalid', `The server sent headers nested deeper than ${maxDepth} levels.`)
  const tag = String.fromCharCode(reader.octet())
  switch (tag) {
    case 'V':
      return null
    case 't':
      return reader.octet() !== 0
    case 'b':
      return reader.take(1).readInt8()
    case 'B':
      return reader.octet()
    case 's':
    case 'U':
      return reader.take(2).readInt16BE()
    case 'u':
      return reader.short()
    case 'I':
      return reader.take(4).readInt32BE()
    case 'i':
      return reader.take(4).readUInt32BE()
    case 'l':
      return exact(reader.take(8).readBigInt64BE())
    case 'L':
    case 'T':
      return exact(reader.unsigned64())
    case 'f':
      return finite(reader.take(4).readFloatBE())
    case 'd':
      return finite(reader.take(8).readDoubleBE())
    case 'D':
      return decimal(reader.octet(), reader.take(4).readInt32BE())
    case 'S':
      return text(reader.block())
    case 'x':
      return `0x${reader.block().toString('hex')}`
    case 'F':
      return decodeTable(reader.block(), depth + 1)
    case 'A': {
      const inner = new Reader(reader.block())
      const values: FieldValue[] = []
      while (inner.left > 0) values.push(decodeValue(inner, depth + 1))
      return values
    }
    default:
      throw new Failure(
        'invalid',
        `The server sent a header of the unknown type ${JSON.stringify(tag)}.`,
      )
  }
}

/** A number while it is exact as one. */
function exact(value: bigint): number | bigint {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}

function finite(value: number): number | string {
  return Number.isFinite(value) ? value : String(value)
}

function decimal(places: number, digits: number): string {
  if (places === 0) return String(digits)
  const sign = digits < 0 ? '-' : ''
  const whole = String(Math.abs(digits)).padStart(places + 1, '0')
  return `${sign}${whole.slice(0, -places)}.${whole.slice(-places)}`
}

/** Long strings are bytes; those that are no text are shown as hex rather than repaired. */
function text(bytes: Buffer): string {
  const decoded = bytes.toString('utf8')
  return Buffer.from(decoded, 'utf8').equals(bytes) ? decoded : `0x${bytes.toString('hex')}`
}

/** The driver's notation for a table. Fails `invalid` on a number or a name AMQP cannot carry. */
export function encodeTable(table: FieldTable, depth = 0): object {
  if (depth > maxDepth)
    throw new Failure(
      'invalid',
      `Headers may be nested ${maxDepth} levels deep; make them flatter.`,
    )
  const out: object = Object.create(null)
  for (const [name, value] of table.fields) {
    if (Buffer.byteLength(name) > limits.nameBytes)
      throw new Failure(
        'invalid',
        `The header name ${name.slice(0, 40)}… is longer than 255 bytes.`,
      )
    if (Object.hasOwn(out, name))
      throw new Failure(
        'invalid',
        `The header ${name} is given twice; a message carries each once.`,
      )
    Object.defineProperty(out, name, { value: encodeValue(name, value, depth), enumerable: true })
  }
  return out
}

function encodeValue(name: string, value: FieldValue, depth: number): unknown {
  if (typeof value === 'bigint') {
    if (BigInt.asIntN(64, value) !== value)
      throw new Failure('invalid', `The header ${name} is ${value}, which needs more than 64 bits.`)
    return { '!': 'int64', value }
  }
  if (typeof value === 'number')
    return Number.isSafeInteger(value) ? value : { '!': 'double', value }
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map((one: FieldValue) => encodeValue(name, one, depth + 1))
  // Wrapped, because the driver takes a bare table with a key "!" for its own notation.
  return { '!': 'object', value: encodeTable(value as FieldTable, depth + 1) }
}
