import type { WireTable, WireValue } from '#core/amqp/field-table.ts'
import { decodeText } from '#core/amqp/text.ts'
import type { FieldTable, FieldValue } from '#core/model/topology.ts'

/**
 * A value as the engine compares it: any width of an integer is the same, and what has no like of its own there (floating
 * point that is whole, decimals, bytes) becomes a text nobody writes, so that it equals its own kind only.
 * [source: rabbit_exchange_type_headers]
 */
export function plainValue(value: WireValue): FieldValue {
  switch (value.letter) {
    case 'V':
      return null
    case 'f':
    case 'd':
      return Number.isInteger(value.value) ? `\0float ${value.value}` : value.value
    case 'D':
      return `\0decimal ${value.value}/${value.scale}`
    case 'x':
      return `\0binary ${decodeText(value.value, 0, value.value.length)}`
    case 'A':
      return value.value.map(plainValue)
    case 'F':
      return plainTable(value.value)
    default:
      return value.value
  }
}

export function plainTable({ fields }: WireTable): FieldTable {
  return { fields: fields.map(([name, value]) => [name, plainValue(value)]) }
}

/**
 * What the broker writes into headers, with the types RabbitMQ gives it: integers are 64 bits, `time` is a timestamp. `epochS`:
 * what the broker's time zero is, seconds since 1970.
 */
export function wireValue(value: FieldValue, name = '', epochS = 0): WireValue {
  if (value === null) return { letter: 'V' }
  if (typeof value === 'boolean') return { letter: 't', value }
  if (typeof value === 'string') return { letter: 'S', value }
  if (typeof value === 'bigint') return { letter: 'l', value }
  if (typeof value === 'number') {
    if (!Number.isInteger(value)) return { letter: 'd', value }
    return name === 'time' ? { letter: 'T', value: value + epochS } : { letter: 'l', value }
  }
  if ('fields' in value) return { letter: 'F', value: wireTable(value, epochS) }
  return { letter: 'A', value: value.map((one) => wireValue(one, '', epochS)) }
}

export function wireTable({ fields }: FieldTable, epochS = 0): WireTable {
  return { fields: fields.map(([name, value]) => [name, wireValue(value, name, epochS)]) }
}
