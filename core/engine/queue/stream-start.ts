import { intervalS } from '#core/model/interval.ts'
import type { FieldValue } from '#core/model/topology.ts'

/** `x-stream-offset` as a consumer may say it. A timestamp has a type of its own in AMQP and none here. */
export type StreamOffset = FieldValue | { readonly timestampUs: number }

/** Where reading starts: an offset, a time, or an end of the log. */
export type StreamStart =
  | 'first'
  | 'last'
  | 'next'
  | { readonly offset: number }
  | { readonly timestampUs: number }

/** Null for what nobody can start at. Nothing said is `next`. [RabbitMQ: Streams, consuming] */
export function streamStart(said: StreamOffset | undefined, nowUs: number): StreamStart | null {
  if (said === undefined) return 'next'
  if (typeof said === 'bigint' || typeof said === 'number') {
    const offset = Number(said)
    return Number.isSafeInteger(offset) && offset >= 0 ? { offset } : null
  }
  if (typeof said === 'string') {
    if (said === 'first' || said === 'last' || said === 'next') return said
    const seconds = intervalS(said)
    return seconds === null ? null : { timestampUs: nowUs - seconds * 1_000_000 }
  }
  return said !== null && typeof said === 'object' && 'timestampUs' in said ? said : null
}
