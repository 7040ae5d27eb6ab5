import { expect, test } from 'vitest'
import { areaPath, linePath, rugPath } from './path.ts'
import {
  drawnPointsMax,
  extent,
  pointAt,
  stack,
  thin,
  trailingMean,
  trailingPercentiles,
} from './series.ts'
import { placeFlags, spread } from './spread.ts'
import { firstSpan, followSpan, timeTicks, writeTick, writeTime } from './time-axis.ts'
import { linearDomain, logDomain } from './value-axis.ts'

const column = (...values: number[]) => Float64Array.from(values)
const at = {
  x: (timeUs: number) => timeUs,
  y: (value: number) => 100 - value,
  heldToUs: Number.NaN,
}

test('the time axis stands still while the clock is inside it', () => {
  const span = firstSpan(0, 1, 0)
  expect(span.toUs).toBe(10e6)
  expect(followSpan(span, 0, 9e6, 1, 9_000)).toBe(span)
  expect(followSpan(span, 9e6, 11e6, 1, 11_000).toUs).toBe(11.5e6)
})

test('the time axis moves at most twice a second', () => {
  const span = { fromUs: 0, toUs: 1e6, changedMs: 1000 }
  expect(followSpan(span, 1e6, 5e6, Number.POSITIVE_INFINITY, 1400)).toBe(span)
  expect(followSpan(span, 1e6, 5e6, Number.POSITIVE_INFINITY, 1500).toUs).toBe(9e6)
})

test('a run that begins again gets a new axis', () => {
  const span = { fromUs: 0, toUs: 300e6, changedMs: 0 }
  expect(followSpan(span, 290e6, 0, 1, 100).toUs).toBe(10e6)
})

test('time ticks are round and as many as there is room for', () => {
  const span = { fromUs: 0, toUs: 180e6, changedMs: 0 }
  expect(timeTicks(span, 10).map((tick) => writeTick(tick, 20e6))).toEqual([
    '00:00',
    '00:20',
    '00:40',
    '01:00',
    '01:20',
    '01:40',
    '02:00',
    '02:20',
    '02:40',
    '03:00',
  ])
  expect(timeTicks({ fromUs: 0, toUs: 40 * 86_400e6, changedMs: 0 }, 10)).toHaveLength(9)
})

test('a time is written with the decimals asked for', () => {
  expect(writeTime(133_049_999, 3)).toBe('02:13.050')
  expect(writeTime(133e6, 1)).toBe('02:13.0')
  expect(writeTime(3_733e6, 0)).toBe('1:02:13')
  expect(writeTime(90_000e6, 0)).toBe('1 d 01:00:00')
  expect(writeTime(59_999_600, 3)).toBe('01:00.000')
})

test('a value axis keeps its domain until the values leave it or shrink far below', () => {
  const domain = linearDomain(70, true, null)
  expect(domain).toEqual({ from: 0, to: 80, ticks: [0, 30, 60] })
  expect(linearDomain(79, true, domain)).toBe(domain)
  expect(linearDomain(81, true, domain).to).toBe(100)
  expect(linearDomain(20, true, domain).to).toBe(25)
})

test('a count has whole ticks', () => {
  expect(linearDomain(0, true, null).ticks.every(Number.isInteger)).toBe(true)
  expect(linearDomain(Number.NEGATIVE_INFINITY, true, null).to).toBe(5)
})

test('a log axis spans whole decades', () => {
  expect(logDomain(0.3, 8, null)).toEqual({ from: 0.1, to: 10, ticks: [0.1, 1, 10] })
  expect(logDomain(1e-6, 8, null).from).toBe(0.001)
  expect(logDomain(Number.POSITIVE_INFINITY, 0, null)).toMatchObject({ from: 0.1, to: 1 })
  expect(logDomain(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, null).from).toBe(0.1)
})

test('thinning keeps peaks, ends and the limit', () => {
  const values = Float64Array.from({ length: 5000 }, (_, index) =>
    index === 2345 ? 99 : index % 7,
  )
  const picked = thin(values)
  expect(picked.length).toBeLessThanOrEqual(drawnPointsMax)
  expect(picked).toContain(2345)
  expect(picked[0]).toBe(0)
  expect(picked.at(-1)).toBe(4999)
})

test('a gap cuts a line in two', () => {
  const path = linePath(column(0, 1, 2, 3, 4), column(1, 2, Number.NaN, 3, 4), at)
  expect(path).toBe('M0 99L1 98M3 97L4 96')
})

test('a line is held up to the playhead', () => {
  expect(linePath(column(0, 1), column(1, 2), { ...at, heldToUs: 5 })).toBe('M0 99L1 98L5 98')
})

test('an area stands on the series below it', () => {
  const under = column(1, 1)
  const over = stack(column(2, 3), under)
  expect(areaPath(column(0, 1), over, under, 0, at)).toBe('M0 97L1 96L1 99L0 99Z')
  expect(areaPath(column(0, 1), under, null, 0, at)).toBe('M0 99L1 99L1 100L0 100Z')
})

test('a rug has one tick per message while there is room', () => {
  expect(rugPath(column(0, 30, 60), column(0, 1, 3), at, 2, 8)).toBe('M30.5 2V8M45.5 2V8M60.5 2V8')
  expect(rugPath(column(0, 2), column(0, 1000), at, 2, 8)).toBe('M2.5 2V8')
})

test('the point at a time is the last one before it', () => {
  expect(pointAt(column(0, 10, 20), 15)).toBe(1)
  expect(pointAt(column(10, 20), 5)).toBe(-1)
})

test('the extent ignores gaps, and zero is no lowest value', () => {
  expect(extent([column(0, 5, Number.NaN), column(2, 9)])).toEqual({ min: 2, max: 9 })
})

test('a trailing mean covers the window and no more', () => {
  expect([...trailingMean(column(1, 2, 3, 4), column(4, 0, 0, 8), 2)]).toEqual([4, 2, 0, 4])
  expect([...trailingMean(column(10, 20), column(4, 8), 2)]).toEqual([4, 8])
})

test('labels are spread around where they wanted to be', () => {
  expect(spread([50, 50], 15, 0, 100)).toEqual([42.5, 57.5])
  expect(spread([0, 2], 15, 0, 100)).toEqual([0, 15])
  expect(spread([99, 98, 97], 15, 0, 100)).toEqual([100, 85, 70])
  expect(spread([10, 80], 15, 0, 100)).toEqual([10, 80])
})

test('a flag that would touch the next one folds to its icon', () => {
  expect(placeFlags([10, 60, 200], [100, 100, 100], 20, 320)).toEqual([
    { x: 10, folded: true, hidden: false },
    { x: 60, folded: false, hidden: false },
    { x: 200, folded: false, hidden: false },
  ])
})

test('percentiles over a window are those of all its values', () => {
  const times = Float64Array.from({ length: 100 }, (_, index) => index + 1)
  const one = times.map(() => 1)
  const values = times.map((_, index) => (index * 37) % 100)
  expect(trailingPercentiles(times, one, [values, values, values], 100, 99)).toEqual([49, 94, 98])
  expect(trailingPercentiles(times, one, [values, values, values], 1, 50)).toEqual([50, 50, 50])
})

test('an interval without values weighs nothing', () => {
  const gap = column(3, Number.NaN, Number.NaN)
  const rates = column(1, 0, 0)
  expect(trailingPercentiles(column(1, 2, 3), rates, [gap, gap, gap], 3, 2)).toEqual([3, 3, 3])
  expect(trailingPercentiles(column(1, 2, 3), rates, [gap, gap, gap], 1, 2)[0]).toBeNaN()
})
