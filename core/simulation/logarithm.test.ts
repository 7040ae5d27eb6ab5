import { expect, test } from 'vitest'
import { exponentialOf, naturalLog } from './logarithm.ts'

/** Distance in units of the last place of `expected`, roughly. */
const relativeError = (actual: number, expected: number) =>
  expected === 0 ? Math.abs(actual) : Math.abs((actual - expected) / expected)

/** Points over many magnitudes, and crowded around 1. */
const points = Array.from({ length: 20_000 }, (_, i) => 1e-12 * 1.003 ** i).concat(
  Array.from({ length: 2001 }, (_, i) => 0.5 + i / 1000),
)

test('the logarithm agrees with the machine to the last digits', () => {
  let worst = 0
  for (const x of points) worst = Math.max(worst, relativeError(naturalLog(x), Math.log(x)))
  expect(worst).toBeLessThan(1e-15)
  expect(naturalLog(1)).toBe(0)
})

test('the exponential agrees with the machine to the last digits', () => {
  let worst = 0
  for (let x = -700; x <= 700; x += 0.037)
    worst = Math.max(worst, relativeError(exponentialOf(x), Math.exp(x)))
  expect(worst).toBeLessThan(1e-15)
  expect(exponentialOf(0)).toBe(1)
})

test('the logarithm undoes the exponential', () => {
  for (let x = -300; x <= 300; x += 7.3) expect(naturalLog(exponentialOf(x))).toBeCloseTo(x, 12)
})

test('beyond its range the exponential saturates instead of overflowing', () => {
  expect(exponentialOf(1e9)).toBe(exponentialOf(700))
  expect(exponentialOf(-1e9)).toBe(exponentialOf(-700))
})
