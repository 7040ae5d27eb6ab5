import { expect, test } from 'vitest'
import { speedStep, speeds, speedTicks, writeSpeed } from './speeds.ts'

test('each speed is its own step', () => {
  expect(speeds.map(speedStep)).toEqual(speeds.map((_, step) => step))
})

test('powers of ten have a tick', () => {
  expect(speedTicks.map((step) => speeds[step])).toEqual([0.01, 0.1, 1, 10, 100, 1000, 'max'])
})

test('slow motion is written as a fraction', () => {
  expect([0.01, 0.05, 0.5, 1, 50].map(writeSpeed)).toEqual(['1/100×', '1/20×', '1/2×', '1×', '50×'])
})
