import { expect, test } from 'vitest'
import { rowAfter } from './row-keys.ts'

test('rows are walked by one, by a page and to the ends, and never left', () => {
  expect(rowAfter('ArrowDown', 3, 10, 5)).toBe(4)
  expect(rowAfter('ArrowDown', 9, 10, 5)).toBe(9)
  expect(rowAfter('PageUp', 3, 10, 5)).toBe(0)
  expect(rowAfter('End', 0, 10, 5)).toBe(9)
})

test('with nothing chosen the first key chooses the first row', () => {
  expect(rowAfter('ArrowDown', -1, 10, 5)).toBe(0)
  expect(rowAfter('PageDown', -1, 10, 5)).toBe(0)
})

test('an empty list has nowhere to go, and other keys are not about rows', () => {
  expect(rowAfter('ArrowDown', -1, 0, 5)).toBeUndefined()
  expect(rowAfter('a', 1, 10, 5)).toBeUndefined()
})
