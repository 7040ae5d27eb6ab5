/** Message properties, from the bytes of a content header and to the driver's publish options. */
import type { Options } from 'amqplib'
import { Failure } from '#core/model/failure.ts'
import { limits } from '#core/model/limits.ts'
import { noProperties, type Properties } from '#core/model/message.ts'
import { emptyTable, type FieldValue } from '#core/model/topology.ts'
import { decodeTable, encodeTable, Reader } from './field-table.ts'

/** Decodes property flags and values as a content header carries them [AMQP 0-9-1, 4.2.6.1]. */
export function decodeProperties(bytes: Buffer): Properties {
  const reader = new Reader(bytes)
  const flags = reader.short()
  const has = (bit: number) => (flags & (1 << bit)) !== 0
  const string = (bit: number) => (has(bit) ? reader.shortString() : null)
  // The order is the order on the wire.
  return {
    contentType: string(15),
    contentEncoding: string(14),
    headers: has(13) ? decodeTable(reader.block()) : emptyTable,
    deliveryMode: has(12) ? reader.octet() : null,
    priority: has(11) ? reader.octet() : null,
    correlationId: string(10),
    replyTo: string(9),
    expiration: string(8),
    messageId: string(7),
    timestamp: has(6) ? Number(reader.unsigned64()) : null,
    type: string(5),
    userId: string(4),
    appId: string(3),
  }
}

/** What the driver sends for `properties`. Fails `invalid` when AMQP cannot carry one of them. */
export function publishOptions(properties: Properties): Options.Publish {
  const given = { ...noProperties, ...properties }
  const texts = {
    contentType: given.contentType,
    contentEncoding: given.contentEncoding,
    correlationId: given.correlationId,
    replyTo: given.replyTo,
    expiration: given.expiration,
    messageId: given.messageId,
    type: given.type,
    userId: given.userId,
    appId: given.appId,
  }
  const options: Options.Publish = { headers: encodeTable(given.headers), mandatory: true }
  for (const [name, value] of Object.entries(texts)) {
    if (value === null) continue
    if (Buffer.byteLength(value) > limits.nameBytes)
      throw new Failure('invalid', `The property ${name} is longer than 255 bytes; shorten it.`)
    Object.assign(options, { [name]: value })
  }
  for (const [name, value, most] of [
    ['deliveryMode', given.deliveryMode, 255],
    ['priority', given.priority, 255],
    ['timestamp', given.timestamp, Number.MAX_SAFE_INTEGER],
  ] as const) {
    if (value === null) continue
    if (!Number.isInteger(value) || value < 0 || value > most)
      throw new Failure('invalid', `The property ${name} must be a whole number from 0 to ${most}.`)
    Object.assign(options, { [name]: value })
  }
  return options
}

/** A header by name, or undefined. */
export function header(properties: Properties, name: string): FieldValue | undefined {
  return properties.headers.fields.find(([key]) => key === name)?.[1]
}
