import type { FieldTable, FieldValue } from '#core/model/topology.ts'

/**
 * What the properties of a message are on the wire: two octets of flags, the delivery mode, headers, and what else it has.
 * The plan's tables hold small whole numbers, short texts and lists of them only. [AMQP 0-9-1: content header; recorded: K143]
 */
export function propertyBytes(
  headers: FieldTable,
  priority: number | null,
  expirationMs: number | null,
): number {
  let bytes = 2 + 1 + 4
  for (const [name, value] of headers.fields) bytes += 1 + name.length + fieldBytes(value)
  if (priority !== null) bytes += 1
  if (expirationMs !== null) bytes += 1 + `${expirationMs}`.length
  return bytes
}

function fieldBytes(value: FieldValue): number {
  if (typeof value === 'number' && value >= -128 && value < 128) return 1 + 1
  if (typeof value === 'string') return 1 + 4 + value.length
  if (Array.isArray(value)) return 1 + 4 + value.reduce((sum, one) => sum + fieldBytes(one), 0)
  throw new Error(`the ledger does not know how long ${String(value)} is`)
}
