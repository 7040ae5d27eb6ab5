/** One message as a look saw it: kept whole for `body`, shown cut to the preview. */
import type { GetMessage, Message } from 'amqplib'
import { limits } from '#core/model/limits.ts'
import type { BrowsedMessage, Properties } from '#core/model/message.ts'
import { header } from './properties.ts'

export interface SeenMessage {
  readonly exchange: string
  readonly routingKey: string
  readonly redelivered: boolean
  readonly properties: Properties
  readonly body: Buffer
}

export function seenMessage(message: GetMessage | Message, properties: Properties): SeenMessage {
  const { exchange, routingKey, redelivered } = message.fields
  return {
    exchange,
    routingKey,
    redelivered: redelivered === true,
    properties,
    body: message.content,
  }
}

/** `position` counts from 1 at the head of the queue. */
export function browsed(
  seen: SeenMessage,
  position: number,
  most: number = limits.browseBodyPreviewBytes,
): BrowsedMessage {
  return {
    position,
    exchange: seen.exchange,
    routingKey: seen.routingKey,
    redelivered: seen.redelivered,
    properties: seen.properties,
    bodyBase64: seen.body.subarray(0, most).toString('base64'),
    sizeBytes: seen.body.length,
    complete: seen.body.length <= most,
  }
}

/** How often the broker says it gave this message back, 0 when it does not say. */
export function returnsSoFar(seen: SeenMessage): number {
  const count = header(seen.properties, 'x-delivery-count')
  return typeof count === 'number' ? count : 0
}

/** Headers the broker itself changes when a message is returned. */
const counters = new Set(['x-delivery-count', 'x-acquired-count'])

/** True when both are the same message, apart from what being looked at changes. */
export function isSameMessage(one: SeenMessage, other: SeenMessage): boolean {
  return (
    one.body.equals(other.body) &&
    one.exchange === other.exchange &&
    one.routingKey === other.routingKey &&
    withoutCounters(one.properties) === withoutCounters(other.properties)
  )
}

function withoutCounters(properties: Properties): string {
  const fields = properties.headers.fields.filter(([name]) => !counters.has(name))
  return JSON.stringify({ ...properties, headers: fields }, (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  )
}
