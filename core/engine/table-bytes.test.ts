import { expect, test } from 'vitest'
import type { FieldValue } from '#core/model/topology.ts'
import { tableBytes } from './table-bytes.ts'

/** Of the value alone, its type included: a length of four and the name `k` with its own length are before it. */
const bytesOf = (value: FieldValue) => tableBytes({ fields: [['k', value]] }) - 4 - 2

test('an empty table is its length', () => {
  expect(tableBytes({ fields: [] })).toBe(4)
})

test('an integer takes the fewest bytes that hold it, any other number eight', () => {
  const sizes = [0, -128, 127, 128, -129, -32_768, 32_767, 32_768, -32_769, 2 ** 31 - 1, -(2 ** 31)]
  expect(sizes.map(bytesOf)).toEqual([2, 2, 2, 3, 3, 3, 3, 5, 5, 5, 5])
  expect([2 ** 31, -(2 ** 31) - 1, 0.5].map(bytesOf)).toEqual([9, 9, 9])
})

test('nothing, a truth and a long integer have their own sizes', () => {
  expect([null, true, false, 12n].map(bytesOf)).toEqual([1, 2, 2, 9])
})

test('a text counts its bytes in UTF-8, names too', () => {
  expect(['', 'ab', 'é', '€', '😀'].map(bytesOf)).toEqual([5, 7, 7, 8, 9])
  expect(tableBytes({ fields: [['é', null]] })).toBe(4 + 3 + 1)
})

test('a list and a table count what is in them', () => {
  expect(bytesOf([true, null])).toBe(1 + 4 + 3)
  expect(bytesOf({ fields: [['k', true]] })).toBe(1 + 4 + 2 + 2)
})
