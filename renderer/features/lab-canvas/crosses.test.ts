import { expect, test } from 'vitest'
import { crossesOf } from './crosses.ts'

const marks = (path: string) => path.split('M').length - 1

test('a letter is a cross until the row is full', () => {
  expect(marks(crossesOf(30, 200, 1).path)).toBe(30)
  expect(crossesOf(31, 200, 1).every).toBe(2)
})

test('a full row stands for more letters each, on round numbers', () => {
  expect([148, 148_204].map((letters) => crossesOf(letters, 200, 1).every)).toEqual([5, 5000])
  expect(marks(crossesOf(148, 200, 1).path)).toBe(30)
})
