/** A message as a client of the engine sees it: what was published, and what the broker has written on it since. */
import type { Broker } from '#core/engine/broker.ts'
import type { FieldTable } from '#core/model/topology.ts'
import type { Arguments, Message, Properties } from '../client.ts'

/** What the engine does not keep: bytes, and properties without a meaning for it. */
export interface Letter {
  readonly body: string
  readonly properties: Properties
}

/** Reads a slot; only while the engine allows it. */
export function letterOf(
  broker: Broker,
  letters: readonly Letter[],
  tag: number,
  slot: number,
): Message {
  const template = broker.template(broker.templateOf(slot))
  const deaths = broker.deathHeadersOf(slot)
  const { body, properties } = letters[template.userRef]!
  const offset = broker.streamOffsetOf(slot)
  const { correlationId, replyTo } = properties
  const { expirationMs, priority, persistent } = template
  return {
    tag,
    body,
    exchange: broker.exchangeNames[broker.exchangeOf(slot)]!,
    key: broker.keyName(broker.keyOf(slot)),
    redelivered: broker.redeliveredOf(slot),
    properties: {
      persistent,
      headers: {
        ...argumentsOf(template.headers),
        ...(offset < 0 ? {} : { 'x-stream-offset': offset }),
        ...(deaths === null ? {} : argumentsOf(deaths)),
        ...argumentsOf(broker.countHeadersOf(slot)),
      },
      ...(priority === null ? {} : { priority }),
      ...(expirationMs === null ? {} : { expiration: String(expirationMs) }),
      ...(correlationId === undefined ? {} : { correlationId }),
      ...(replyTo === undefined ? {} : { replyTo }),
    },
  }
}

export function tableOf(args: Arguments): FieldTable {
  return { fields: Object.entries(args) }
}

function argumentsOf(table: FieldTable): Arguments {
  return Object.fromEntries(table.fields)
}
