import type { FieldTable, FieldValue } from '#core/model/topology.ts'

const lengthBytes = 4
const typeBytes = 1

/** How many bytes a field table is on the wire. [AMQP 0-9-1: field tables] */
export function tableBytes(table: FieldTable): number {
  let bytes = lengthBytes
  for (const [name, value] of table.fields) bytes += 1 + textBytes(name) + valueBytes(value)
  return bytes
}

function valueBytes(value: FieldValue): number {
  if (value === null) return typeBytes
  if (typeof value === 'boolean') return typeBytes + 1
  if (typeof value === 'bigint') return typeBytes + 8
  if (typeof value === 'number') return typeBytes + numberBytes(value)
  if (typeof value === 'string') return typeBytes + lengthBytes + textBytes(value)
  if (isTable(value)) return typeBytes + tableBytes(value)
  return value.reduce<number>((sum, one) => sum + valueBytes(one), typeBytes + lengthBytes)
}

/** The narrowest integer that holds it, as clients choose. */
function numberBytes(value: number): number {
  if (!Number.isInteger(value)) return 8
  if (value >= -0x80 && value < 0x80) return 1
  if (value >= -0x8000 && value < 0x8000) return 2
  return value >= -0x80000000 && value < 0x80000000 ? 4 : 8
}

/** In UTF-8. */
function textBytes(text: string): number {
  let bytes = 0
  for (const letter of text) {
    const code = letter.codePointAt(0)!
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}

function isTable(value: FieldTable | readonly FieldValue[]): value is FieldTable {
  return 'fields' in value
}
