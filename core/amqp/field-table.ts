import { ByteReader, Malformed, MalformedTable } from './byte-reader.ts'
import type { ByteWriter } from './byte-writer.ts'

/**
 * Field tables as they travel: a value keeps the letter of its type, so what is decoded and encoded again is what it was.
 * The letters are those RabbitMQ and its clients use, which differ from the specification's. [AMQP 0-9-1 errata: field types]
 */
export interface WireTable {
  readonly fields: readonly WireField[]
}

/** Names may repeat; the order is that of the wire. */
export type WireField = readonly [name: string, value: WireValue]

export type WireValue =
  | { readonly letter: 't'; readonly value: boolean }
  /** Integers: 8, 16 and 32 bits, the second of each pair unsigned; floating point of 32 and 64 bits. */
  | {
      readonly letter: 'b' | 'B' | 's' | 'U' | 'u' | 'I' | 'i' | 'f' | 'd'
      readonly value: number
    }
  /** 64 bits: signed, unsigned, seconds since 1970. A number while that is exact. */
  | { readonly letter: 'l' | 'L' | 'T'; readonly value: number | bigint }
  /** `value` over ten to the `scale`. */
  | { readonly letter: 'D'; readonly scale: number; readonly value: number }
  | { readonly letter: 'S'; readonly value: string }
  | { readonly letter: 'x'; readonly value: Uint8Array }
  | { readonly letter: 'A'; readonly value: readonly WireValue[] }
  | { readonly letter: 'F'; readonly value: WireTable }
  | { readonly letter: 'V' }

export const emptyWireTable: WireTable = { fields: [] }

/** Deeper nesting is refused: it only serves to exhaust a stack. */
export const tableDepthMax = 256

/** Reads a table with its length. Throws `MalformedTable`, or `Malformed` when the table itself ends too early. */
export function readTable(reader: ByteReader): WireTable {
  return readFields(reader, 0)
}

function readFields(reader: ByteReader, depth: number): WireTable {
  if (depth > tableDepthMax) throw new MalformedTable('a field table is nested too deep')
  const length = reader.long()
  const inner = new ByteReader(reader.bytes, reader.skip(length), reader.at)
  if (length === 0) return emptyWireTable
  const fields: WireField[] = []
  try {
    while (inner.left > 0) fields.push([inner.shortText(), readValue(inner, depth)])
  } catch (problem) {
    throw problem instanceof Malformed ? new MalformedTable(problem.message) : problem
  }
  return { fields }
}

function readValue(reader: ByteReader, depth: number): WireValue {
  const letter = String.fromCharCode(reader.octet())
  switch (letter) {
    case 't':
      return { letter, value: reader.octet() !== 0 }
    case 'b':
      return { letter, value: (reader.octet() << 24) >> 24 }
    case 'B':
      return { letter, value: reader.octet() }
    case 's':
    case 'U':
      return { letter, value: (reader.short() << 16) >> 16 }
    case 'u':
      return { letter, value: reader.short() }
    case 'I':
      return { letter, value: reader.long() | 0 }
    case 'i':
      return { letter, value: reader.long() }
    case 'l':
      return { letter, value: reader.signedLonglong() }
    case 'L':
    case 'T':
      return { letter, value: reader.longlong() }
    case 'f':
      return { letter, value: viewOf(reader, 4).getFloat32(0) }
    case 'd':
      return { letter, value: viewOf(reader, 8).getFloat64(0) }
    case 'D':
      return { letter, scale: reader.octet(), value: reader.long() }
    case 'S':
      return { letter, value: reader.longText() }
    case 'x':
      return { letter, value: reader.take(reader.long()) }
    case 'A':
      return { letter, value: readArray(reader, depth + 1) }
    case 'F':
      return { letter, value: readFields(reader, depth + 1) }
    case 'V':
      return { letter }
    default:
      throw new MalformedTable(`there is no field type ${JSON.stringify(letter)}`)
  }
}

function readArray(reader: ByteReader, depth: number): readonly WireValue[] {
  if (depth > tableDepthMax) throw new MalformedTable('a field table is nested too deep')
  const length = reader.long()
  const inner = new ByteReader(reader.bytes, reader.skip(length), reader.at)
  const values: WireValue[] = []
  while (inner.left > 0) values.push(readValue(inner, depth))
  return values
}

function viewOf(reader: ByteReader, count: number): DataView {
  const from = reader.skip(count)
  return new DataView(reader.bytes.buffer, reader.bytes.byteOffset + from, count)
}

/** Writes a table with its length. A name beyond 255 bytes is a programmer's error. */
export function writeTable(writer: ByteWriter, table: WireTable): void {
  const mark = writer.openLength()
  for (const [name, value] of table.fields) {
    writer.shortText(name)
    writeValue(writer, value)
  }
  writer.closeLength(mark)
}

function writeValue(writer: ByteWriter, value: WireValue): void {
  writer.octet(value.letter.charCodeAt(0))
  switch (value.letter) {
    case 't':
      writer.octet(value.value ? 1 : 0)
      return
    case 'b':
    case 'B':
      writer.octet(value.value)
      return
    case 's':
    case 'U':
    case 'u':
      writer.short(value.value)
      return
    case 'I':
    case 'i':
      writer.long(value.value)
      return
    case 'l':
    case 'L':
    case 'T':
      writer.longlong(value.value)
      return
    case 'f':
      scratch.setFloat32(0, value.value)
      writer.long(scratch.getUint32(0))
      return
    case 'd':
      scratch.setFloat64(0, value.value)
      writer.long(scratch.getUint32(0))
      writer.long(scratch.getUint32(4))
      return
    case 'D':
      writer.octet(value.scale)
      writer.long(value.value)
      return
    case 'S':
      writer.longText(value.value)
      return
    case 'x':
      writer.long(value.value.length)
      writer.raw(value.value)
      return
    case 'A': {
      const mark = writer.openLength()
      for (const one of value.value) writeValue(writer, one)
      writer.closeLength(mark)
      return
    }
    case 'F':
      writeTable(writer, value.value)
      return
    case 'V':
  }
}

const scratch = new DataView(new ArrayBuffer(8))

/** The value of the first field of that name. */
export function fieldOf(table: WireTable, name: string): WireValue | undefined {
  return table.fields.find(([field]) => field === name)?.[1]
}
