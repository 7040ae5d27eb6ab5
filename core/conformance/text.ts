/** How a transcript writes what was seen: the same words for every broker, without what may legitimately differ. */
import type { FieldTable, FieldValue } from '#core/model/topology.ts'
import type { Arguments, Message } from './client.ts'

/** `P1`, `P1 redelivered`, with its headers when it has any: `P1 {x-delivery-count:1}`. */
export function messageText(message: Message): string {
  const again = message.redelivered ? ' redelivered' : ''
  const headers = Object.keys(message.properties.headers ?? {}).length
  return `${message.body}${again}${headers > 0 ? ` ${headersText(message.properties.headers!)}` : ''}`
}

/** Sorted by name, because a table has no order that means anything. */
export function headersText(headers: Arguments): string {
  return pairsText(Object.entries(headers))
}

function pairsText(pairs: readonly (readonly [string, FieldValue])[]): string {
  const sorted = [...pairs].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${sorted.map(([name, value]) => `${name}:${valueText(value, name)}`).join(',')}}`
}

function valueText(value: FieldValue, name = ''): string {
  // The time of a death is the server's clock.
  if (name === 'time') return 'TIME'
  if (isList(value)) return `[${value.map((one) => valueText(one)).join(',')}]`
  return isTable(value) ? pairsText(value.fields) : String(value)
}

function isList(value: FieldValue): value is readonly FieldValue[] {
  return Array.isArray(value)
}

function isTable(value: FieldValue): value is FieldTable {
  return typeof value === 'object' && value !== null && 'fields' in value
}

/** The line without the names this run made up. */
export function normalised(line: string, prefix: string): string {
  const unprefixed = prefix === '' ? line : line.replaceAll(prefix, '')
  return unprefixed.replace(/amq\.gen-[\w-]+/g, 'amq.gen-NAME')
}
