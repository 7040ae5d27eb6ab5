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

const secondsOf: Readonly<Record<string, number>> = {
  Y: 31_536_000,
  M: 2_592_000,
  D: 86_400,
  h: 3600,
  m: 60,
  s: 1,
}

/** Seconds in `7D`, `12h`, as `x-max-age` and intervals are written; null when it is none. [RabbitMQ: Streams] */
export function intervalS(text: string): number | null {
  const [, digits, unit] = /^(\d{1,9})([YMDhms])$/.exec(text) ?? []
  return digits === undefined || unit === undefined ? null : Number(digits) * secondsOf[unit]!
}

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
