import { expect, test } from 'vitest'
import { mostTimes, runsOf, shadeOf } from './strip-spec.ts'

const strip = (levels: readonly number[], usual: number) => ({
  key: 'a',
  label: 'a',
  strong: false,
  levels: Float64Array.from(levels),
  usual,
  ends: ['', ''] as const,
})

test('shade is the logarithm of times the usual and ends at the highest', () => {
  expect(shadeOf(100, 100, 100)).toBe(0)
  expect(shadeOf(1000, 100, 100)).toBeCloseTo(0.5)
  expect(shadeOf(10_000, 100, 100)).toBe(1)
})

test('when nothing is far above its usual, breathing stays pale', () => {
  expect(shadeOf(200, 100, 2)).toBeLessThan(0.5)
})

test('the highest times over all strips is the end of the scale', () => {
  expect(mostTimes([strip([10, 30], 10), strip([5, 400], 100)])).toBe(4)
  expect(mostTimes([])).toBe(1)
})

test('points of like shade are one stretch', () => {
  expect(runsOf(strip([10, 9, 10, 1000, 1000, 10], 10), 100).map(({ from }) => from)).toEqual([
    0, 3, 5,
  ])
})
