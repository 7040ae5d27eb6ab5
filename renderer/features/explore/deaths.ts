/**
 * A message's own account of why it is where it is: the `x-death` header, most recent first, one entry per queue and
 * reason [RabbitMQ: dead letter exchanges].
 */
import type { FieldTable, FieldValue } from '#core/model/topology.ts'

export interface Death {
  readonly queue: string
  readonly reason: string
  readonly count: number
  readonly exchange: string
  readonly routingKeys: readonly string[]
  /** Milliseconds since 1970 of the first death for this queue and reason, or null. */
  readonly atMs: number | null
}

/** Deaths a message carries, most recent first; empty when it has none or the header is not RabbitMQ's. */
export function deathsOf(headers: FieldTable): readonly Death[] {
  const list = field(headers, 'x-death')
  if (!Array.isArray(list)) return []
  return (list as readonly FieldValue[]).filter(isTable).map((entry) => ({
    queue: text(entry, 'queue'),
    reason: text(entry, 'reason'),
    count: Number(field(entry, 'count') ?? 0),
    exchange: text(entry, 'exchange'),
    routingKeys: texts(entry, 'routing-keys'),
    atMs: timestampMs(field(entry, 'time')),
  }))
}

/** How often it was handed out before, as far as the broker counts: quorum queues do, classic queues do not. */
export function triesOf(headers: FieldTable): number | null {
  const count = field(headers, 'x-acquired-count') ?? field(headers, 'x-delivery-count')
  return typeof count === 'number' || typeof count === 'bigint' ? Number(count) : null
}

export function field(table: FieldTable, name: string): FieldValue | undefined {
  return table.fields.find(([key]) => key === name)?.[1]
}

/** A header's value as text, digit for digit. */
export function fieldText(value: FieldValue): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return `[${(value as readonly FieldValue[]).map(fieldText).join(', ')}]`
  if (isTable(value)) {
    return `{${value.fields.map(([key, inner]) => `${key}: ${fieldText(inner)}`).join(', ')}}`
  }
  return String(value)
}

const isTable = (value: FieldValue | undefined): value is FieldTable =>
  typeof value === 'object' && value !== null && 'fields' in value

function text(table: FieldTable, name: string): string {
  const value = field(table, name)
  return typeof value === 'string' ? value : ''
}

function texts(table: FieldTable, name: string): readonly string[] {
  const value = field(table, name)
  if (!Array.isArray(value)) return []
  return (value as readonly FieldValue[]).filter((key) => typeof key === 'string')
}

function timestampMs(value: FieldValue | undefined): number | null {
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value) * 1000
  return null
}
