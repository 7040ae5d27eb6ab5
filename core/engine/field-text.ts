import type { FieldTable, FieldValue } from '#core/model/topology.ts'

/**
 * A field value as text such that two values have the same text exactly when AMQP holds them equal: an integer equals
 * any other width of itself and no string. Fields of a table are compared by name, whatever their order.
 */
export function fieldText(value: FieldValue): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'bigint') return `i${value}`
  if (typeof value === 'number') return Number.isInteger(value) ? `i${BigInt(value)}` : `f${value}`
  if ('fields' in value) return tableText(value)
  return `[${value.map(fieldText).join()}]`
}

export function tableText(table: FieldTable): string {
  const texts = table.fields.map(([name, value]) => `${JSON.stringify(name)}:${fieldText(value)}`)
  return `{${texts.sort().join()}}`
}
