import type { WireField } from '#core/amqp/field-table.ts'

/**
 * Headers by the bytes of their names, as a table is left by what writes into it; the same array when they are so already.
 * Tables inside keep their order. [seen on 3.10.8, 4.0.5, 4.3.6]
 */
export function inOrderOfNames(fields: readonly WireField[]): readonly WireField[] {
  for (let at = 1; at < fields.length; at++)
    if (byBytes(fields[at - 1]![0], fields[at]![0]) > 0)
      return fields.toSorted(([one], [other]) => byBytes(one, other))
  return fields
}

/** UTF-8 has the order of code points, and JavaScript's strings have it but for surrogates. */
function byBytes(one: string, other: string): number {
  const length = Math.min(one.length, other.length)
  for (let at = 0; at < length; at++) {
    const [left, right] = [one.charCodeAt(at), other.charCodeAt(at)]
    if (left !== right) return rank(left) - rank(right)
  }
  return one.length - other.length
}

/** Surrogates stand for what comes after everything else. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}
