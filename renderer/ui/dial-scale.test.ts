import { expect, test } from 'vitest'
import { linearScale, logScale, stepFrom } from './dial-scale.ts'

const rate = linearScale(0, 60, 0.5)
const time = logScale(1, 10_000)

test('a value stands at its share of the range, or of its powers of ten', () => {
  expect(rate.position(15)).toBe(0.25)
  expect(time.position(100)).toBeCloseTo(0.5, 12)
})

test('values beyond an end stand at it', () => {
  expect([rate.position(-1), rate.position(99), rate.value(2)]).toEqual([0, 1, 60])
  expect([time.position(0), time.value(7)]).toEqual([0, 10_000])
})

test('a position lands on a value that can be said', () => {
  expect(rate.value(0.3333)).toBe(20)
  expect(time.value(0.3333)).toBe(22)
})

test('each step reaches another value until the end is reached', () => {
  for (const scale of [rate, time]) {
    for (let value = scale.min; value < scale.max; ) {
      const next = stepFrom(scale, value, 1)
      expect(next).toBeGreaterThan(value)
      value = next
    }
    for (let value = scale.max; value > scale.min; ) {
      const next = stepFrom(scale, value, -1)
      expect(next).toBeLessThan(value)
      value = next
    }
  }
})

test('a value between two steps moves the way it is pushed', () => {
  expect(stepFrom(rate, 10.2, 1)).toBeGreaterThan(10.2)
  expect(stepFrom(rate, 10.3, -1)).toBeLessThan(10.3)
})

test('no step leaves the range', () => {
  expect(stepFrom(rate, 59, 10)).toBe(60)
  expect(stepFrom(time, 1, -10)).toBe(1)
})
