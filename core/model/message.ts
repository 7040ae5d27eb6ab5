/**
 * A message as an explorer shows it, and the outcome of publishing one. Bytes travel as base64 and 64-bit
 * numbers as decimal strings, so nothing is rounded on the way to the screen.
 */
import type { FieldTable } from './topology.ts'

export interface Properties {
  readonly contentType: string | null
  readonly contentEncoding: string | null
  readonly headers: FieldTable
  /** 1 transient, 2 persistent. */
  readonly deliveryMode: number | null
  readonly priority: number | null
  readonly correlationId: string | null
  readonly replyTo: string | null
  readonly expiration: string | null
  readonly messageId: string | null
  /** Seconds since 1970, as AMQP carries it. */
  readonly timestamp: number | null
  readonly type: string | null
  readonly userId: string | null
  readonly appId: string | null
}

export const noProperties: Properties = {
  contentType: null,
  contentEncoding: null,
  headers: { fields: [] },
  deliveryMode: null,
  priority: null,
  correlationId: null,
  replyTo: null,
  expiration: null,
  messageId: null,
  timestamp: null,
  type: null,
  userId: null,
  appId: null,
}

export interface BrowsedMessage {
  /** 1 = the head of the queue when it was looked at. */
  readonly position: number
  readonly exchange: string
  readonly routingKey: string
  readonly redelivered: boolean
  readonly properties: Properties
  readonly bodyBase64: string
  readonly sizeBytes: number
  /** When `bodyBase64` was cut to the preview limit: false. The whole body is fetched on demand. */
  readonly complete: boolean
}

/** Outcome of one publish with confirm and mandatory. `unknown`: the connection was lost before the confirm. */
export type PublishOutcome =
  | { readonly outcome: 'routed' }
  | { readonly outcome: 'unroutable'; readonly reply: string }
  | { readonly outcome: 'refused'; readonly reply: string }
  | { readonly outcome: 'unknown'; readonly reply: string }
