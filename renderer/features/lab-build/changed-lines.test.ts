import { expect, test } from 'vitest'
import { changedLines } from './changed-lines.ts'

const changed = (before: string, now: string) => [
  ...changedLines(before.replaceAll(' ', '\n'), now.replaceAll(' ', '\n')),
]

test('a line put in is new, the ones after it are not', () => {
  expect(changed('a b c', 'a x b c')).toEqual([1])
})

test('a line changed is new', () => {
  expect(changed('a b c', 'a B c')).toEqual([1])
})

test('a line taken out leaves nothing new', () => {
  expect(changed('a b c', 'a c')).toEqual([])
})

test('a file that was never saved has nothing new', () => {
  expect(changed('', 'a b')).toEqual([])
})
