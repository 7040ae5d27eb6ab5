import { expect, test } from 'vitest'
import { BandHistory } from './band-history.ts'

const fed = (...totals: number[]) => {
  const history = new BandHistory()
  for (const [at, total] of totals.entries()) history.take(total, at * 50_000)
  return history
}

test('a slot is what passed between two frames', () => {
  const history = fed(10, 14, 15, 23)
  expect(history.length).toBe(3)
  expect([0, 1, 2].map((age) => history.level(age))).toEqual([1, 1 / 8, 4 / 8])
  expect(history.endUs(0)).toBe(150_000)
})

test('a counter that begins again begins a new band', () => {
  expect(fed(10, 14, 0).length).toBe(0)
})

test('nothing passing is level nothing', () => {
  expect(fed(5, 5, 5).level(0)).toBe(0)
})
