/** Messages and field tables between the scripts' words and the driver's. */
import type { GetMessage, Options, Message as WireMessage } from 'amqplib'
import type { FieldTable, FieldValue } from '#core/model/topology.ts'
import type { Arguments, Message, Properties } from '../client.ts'

/** A bigint becomes a 64-bit integer; everything else the driver types by itself. */
export function wireTable(table: Arguments): Record<string, unknown> {
  return Object.fromEntries(Object.entries(table).map(([name, value]) => [name, wireValue(value)]))
}

function wireValue(value: FieldValue): unknown {
  if (typeof value === 'bigint') return { '!': 'int64', value: Number(value) }
  if (Array.isArray(value)) return value.map(wireValue)
  if (typeof value !== 'object' || value === null) return value
  return wireTable(Object.fromEntries((value as FieldTable).fields))
}

export function publishOptions(properties: Properties): Options.Publish {
  const { headers, persistent = true, ...rest } = properties
  return { ...rest, persistent, headers: wireTable(headers ?? {}) }
}

export function messageOf(message: WireMessage | GetMessage): Message {
  const { fields, properties, content } = message
  const { headers, deliveryMode, priority, expiration, correlationId, replyTo } = properties
  return {
    tag: fields.deliveryTag,
    body: content.toString(),
    exchange: fields.exchange,
    key: fields.routingKey,
    redelivered: fields.redelivered,
    properties: {
      persistent: deliveryMode === 2,
      headers: Object.fromEntries(
        Object.entries(headers ?? {}).map(([name, value]) => [name, plainValue(value)]),
      ),
      ...given({ priority, expiration, correlationId, replyTo }),
    },
  }
}

/** Without the properties the message does not carry. */
function given(properties: Readonly<Record<string, unknown>>): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined))
}

/** The driver marks what JavaScript has no type for, such as a timestamp; the value alone is kept. */
function plainValue(value: unknown): FieldValue {
  if (Array.isArray(value)) return value.map(plainValue)
  if (typeof value !== 'object' || value === null) return value as FieldValue
  if ('!' in value && 'value' in value) return plainValue(value.value)
  return { fields: Object.entries(value).map(([name, inner]) => [name, plainValue(inner)]) }
}
