/** A browsed message as a row of the table, worked out once per look. */
import { previewLine } from '#core/payload/view.ts'
import type { BrowsedMessage } from '#renderer/state/explore.ts'
import { bytesOf } from './base64.ts'
import { deathsOf, fieldText, triesOf } from './deaths.ts'

export interface MessageRow {
  readonly message: BrowsedMessage
  readonly position: number
  /** Why it was dead-lettered last; null when it never was. */
  readonly reason: string | null
  readonly routingKey: string
  readonly tries: number | null
  /** When it was dead-lettered or published, as far as it says; milliseconds since 1970. */
  readonly atMs: number | null
  readonly sizeBytes: number
  readonly preview: { readonly kind: 'text' | 'hex'; readonly text: string }
  /** What a search looks through, in lower case. */
  readonly searched: string
}

export function messageRow(message: BrowsedMessage): MessageRow {
  const { headers, contentEncoding, timestamp } = message.properties
  const death = deathsOf(headers)[0]
  const preview = previewLine(bytesOf(message.bodyBase64), contentEncoding)
  const words = headers.fields.map(([name, value]) => `${name} ${fieldText(value)}`).join(' ')
  return {
    message,
    position: message.position,
    reason: death?.reason ?? null,
    routingKey: message.routingKey,
    tries: triesOf(headers) ?? death?.count ?? null,
    atMs: death?.atMs ?? (timestamp === null ? null : timestamp * 1000),
    sizeBytes: message.sizeBytes,
    preview,
    searched: `${message.routingKey} ${preview.text} ${words}`.toLowerCase(),
  }
}

/** Rows that hold every word of `search` and, when given, died for `reason`. */
export function matching(
  rows: readonly MessageRow[],
  search: string,
  reason: string | null,
): readonly MessageRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return rows.filter(
    (row) =>
      (reason === null || row.reason === reason) &&
      words.every((word) => row.searched.includes(word)),
  )
}

/** How many died for which reason, most first. */
export function reasonsOf(rows: readonly MessageRow[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>()
  for (const { reason } of rows)
    if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])
}
