import { type ByteReader, Malformed } from './byte-reader.ts'
import type { ByteWriter } from './byte-writer.ts'
import { readTable, type WireTable, writeTable } from './field-table.ts'

/** The properties of a message, as they are named by the protocol. Absent ones are not there. [AMQP 0-9-1: class basic] */
export interface Properties {
  contentType?: string
  contentEncoding?: string
  headers?: WireTable
  deliveryMode?: number
  priority?: number
  correlationId?: string
  replyTo?: string
  expiration?: string
  messageId?: string
  timestamp?: number | bigint
  type?: string
  userId?: string
  appId?: string
  clusterId?: string
}

/** In the order of their flags, the highest first. */
const list = [
  ['contentType', 'shortstr'],
  ['contentEncoding', 'shortstr'],
  ['headers', 'table'],
  ['deliveryMode', 'octet'],
  ['priority', 'octet'],
  ['correlationId', 'shortstr'],
  ['replyTo', 'shortstr'],
  ['expiration', 'shortstr'],
  ['messageId', 'shortstr'],
  ['timestamp', 'longlong'],
  ['type', 'shortstr'],
  ['userId', 'shortstr'],
  ['appId', 'shortstr'],
  ['clusterId', 'shortstr'],
] as const
const firstFlag = 15
/** More flags follow, which nobody defined. The one before it means nothing. */
const moreFlags = 1

/** Reads a property list to its end. Throws `Malformed`. */
export function readProperties(reader: ByteReader): Properties {
  const flags = reader.short()
  if ((flags & moreFlags) !== 0) throw new Malformed('there are properties nobody defined')
  const properties: Record<string, unknown> = {}
  for (let i = 0; i < list.length; i++) {
    if ((flags & (1 << (firstFlag - i))) === 0) continue
    const [name, type] = list[i]!
    if (type === 'shortstr') properties[name] = reader.shortText()
    else if (type === 'octet') properties[name] = reader.octet()
    else if (type === 'table') properties[name] = readTable(reader)
    else properties[name] = reader.longlong()
  }
  if (reader.left > 0) throw new Malformed(`the properties are followed by ${reader.left} B`)
  return properties as Properties
}

/** Writes a property list. */
export function writeProperties(writer: ByteWriter, properties: Properties): void {
  let flags = 0
  for (let i = 0; i < list.length; i++)
    if (properties[list[i]![0]] !== undefined) flags |= 1 << (firstFlag - i)
  writer.short(flags)
  for (const [name, type] of list) {
    const value = properties[name]
    if (value === undefined) continue
    if (type === 'shortstr') writer.shortText(value as string)
    else if (type === 'octet') writer.octet(value as number)
    else if (type === 'table') writeTable(writer, value as WireTable)
    else writer.longlong(value as number | bigint)
  }
}
