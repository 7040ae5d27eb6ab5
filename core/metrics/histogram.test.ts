import { expect, test } from 'vitest'
import { Histogram } from './histogram.ts'
import { Histograms } from './histograms.ts'

/** Numbers spread over many magnitudes, without a random generator of this room. */
function spread(count: number, over: number): number[] {
  return Array.from({ length: count }, (_, i) => Math.floor(over ** ((i * 0.6180339887) % 1)))
}

test('a percentile is within 1 % of the exact value of that rank, from a microsecond to 10^9 seconds', () => {
  const values = spread(50_000, 1e15)
  const histogram = new Histogram()
  for (const value of values) histogram.record(value)
  const sorted = values.toSorted((a, b) => a - b)
  for (const share of [0.0001, 0.01, 0.25, 0.5, 0.75, 0.95, 0.99, 0.999, 1]) {
    const exact = sorted[Math.ceil(share * sorted.length) - 1]!
    expect(Math.abs(histogram.percentile(share) - exact) / exact).toBeLessThan(0.01)
  }
})

test('every value from 0 up lands in a bucket within 1 % of it', () => {
  for (const value of [
    ...Array(5000).keys(),
    2 ** 31,
    2 ** 32 - 1,
    2 ** 32,
    2 ** 32 + 1,
    2 ** 50,
  ]) {
    const histogram = new Histogram()
    histogram.record(value)
    const error = Math.abs(histogram.percentile(1) - value)
    expect(error, String(value)).toBeLessThanOrEqual(value * 0.0079)
  }
})

test('the mean is exact', () => {
  const histogram = new Histogram()
  for (const value of [1, 2, 1_000_003]) histogram.record(value)
  expect(histogram.mean()).toBe(1_000_006 / 3)
})

test('an empty histogram has no percentile and no mean', () => {
  const histogram = new Histogram()
  expect(histogram.percentile(0.5)).toBeNaN()
  expect(histogram.mean()).toBeNaN()
})

test('merging is the same as recording everything in one', () => {
  const values = spread(10_000, 1e9)
  const [one, two, both] = [new Histogram(), new Histogram(), new Histogram()]
  values.forEach((value, index) => {
    if (index % 3 === 0) one.record(value)
    else two.record(value)
    both.record(value)
  })
  one.merge(two)
  for (const share of [0.01, 0.5, 0.99]) expect(one.percentile(share)).toBe(both.percentile(share))
  expect(one.count).toBe(both.count)
})

test('after clearing, nothing of before is left', () => {
  const histogram = new Histogram()
  histogram.record(5)
  histogram.record(1e12)
  histogram.clear()
  expect(histogram.count).toBe(0)
  histogram.record(700)
  expect(Math.abs(histogram.percentile(1) - 700)).toBeLessThan(7)
  expect(histogram.percentile(0.01)).toBe(histogram.percentile(1))
})

test('more than 2^32 values in one bucket are still counted', () => {
  const one = new Histogram()
  const other = new Histogram()
  for (const histogram of [one, other]) {
    for (let i = 0; i < 9; i += 1) histogram.record(100)
    histogram.record(1_000_000)
  }
  for (let times = 0; times < 25; times += 1) {
    one.merge(other)
    other.merge(one)
  }
  expect(one.count).toBeGreaterThan(2 ** 33)
  one.record(100)
  expect(one.percentile(0.89)).toBeCloseTo(100, -1)
  expect(one.percentile(0.91)).toBeGreaterThan(990_000)
})

test('many histograms of one table do not disturb one another while they grow', () => {
  const table = new Histograms(6)
  const values = spread(300, 1e9)
  const together = values.slice(0, 40).map(() => new Histogram(table))
  const apart = together.map(() => new Histogram())
  for (const [index, value] of values.entries()) {
    const whose = (index * 7) % together.length
    together[whose]!.record(value)
    apart[whose]!.record(value)
    if (index === 150) for (const all of [together, apart]) all[3]!.clear()
  }
  const told = (histogram: Histogram) => [
    histogram.count,
    histogram.sum,
    ...[0.01, 0.5, 0.99, 1].map((share) => histogram.percentile(share)),
  ]
  expect(together.map(told)).toEqual(apart.map(told))
})

test('a counter that outgrows 16 bits goes on, recorded or merged', () => {
  const recorded = new Histogram()
  for (let i = 0; i < 70_000; i += 1) recorded.record(100)
  recorded.record(5)
  recorded.record(1e12)
  const merged = new Histogram()
  merged.merge(recorded)
  merged.merge(recorded)
  expect(merged.count).toBe(140_004)
  expect(merged.percentile(0.99)).toBeCloseTo(100, -1)
  expect(recorded.percentile(1)).toBeGreaterThan(9.9e11)
  expect(recorded.percentile(1e-9)).toBe(5)
})
