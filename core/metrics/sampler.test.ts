import { expect, test } from 'vitest'
import { seriesFields } from '#core/contract/frame.ts'
import { Clock } from '#core/model/clock.ts'
import { Meters } from './meters.ts'
import { Sampler } from './sampler.ts'
import { column, columns, pointsMax, type Series } from './series.ts'

function sampled(queues: number, intervalUs = 1000) {
  const meters = new Meters(new Clock())
  const queueNames = Array.from({ length: queues }, (_, queue) => `q${queue}`)
  const gauges = {
    queueNames,
    ready: (queue: number) => meters.queue(queue).published - meters.queue(queue).acked,
    unacked: () => 0,
  }
  return { meters, queueNames, sampler: new Sampler(gauges, meters, intervalUs) }
}

function values(series: Series, field: keyof typeof column): number[] {
  return Array.from(
    { length: series.count },
    (_, point) => series.rows[point * columns + column[field]]!,
  )
}

test('the columns are those of the frame', () => {
  expect(Object.keys(column)).toEqual([...seriesFields])
  expect(columns).toBe(seriesFields.length)
})

test('a point holds what happened in its interval, its end included', () => {
  const { meters, sampler } = sampled(1)
  meters.entered(0)
  meters.entered(0)
  sampler.catchUp(1000)
  meters.entered(0)
  sampler.catchUp(1001)
  sampler.catchUp(2001)
  expect(values(sampler.series(0), 'timeUs')).toEqual([1000, 2000])
  expect(values(sampler.series(0), 'publishedPerSecond')).toEqual([3000, 0])
  expect(values(sampler.series(0), 'ready')).toEqual([3, 3])
})

test('all queues together are the sum of the queues, and percentiles are over all their waits', () => {
  const { meters, sampler } = sampled(2)
  meters.entered(0)
  meters.entered(1)
  meters.handed(0, 10, 1)
  meters.handed(1, 30, 1)
  sampler.catchUp(1500)
  expect(values(sampler.series(null), 'deliveredPerSecond')).toEqual([2000])
  expect(values(sampler.series(null), 'waitP50Us')).toEqual([10])
  expect(values(sampler.series(null), 'waitP99Us')).toEqual([30])
  expect(values(sampler.series(1), 'waitP50Us')).toEqual([30])
})

test('an interval without a delivery has no percentile', () => {
  const { sampler } = sampled(1)
  sampler.catchUp(1001)
  expect(values(sampler.series(0), 'waitP99Us')).toEqual([Number.NaN])
})

test('a full series halves its resolution, keeps its whole past and says that it changed', () => {
  const { meters, sampler } = sampled(1)
  const series = sampler.series(null)
  for (let i = 1; i <= pointsMax; i += 1) {
    meters.entered(0)
    sampler.catchUp(i * 1000 + 1)
  }
  expect(series.generation).toBe(1)
  expect(series.count).toBe(pointsMax / 2)
  expect(sampler.intervalUs).toBe(2000)
  expect(values(series, 'timeUs').slice(0, 2)).toEqual([2000, 4000])
  expect(values(series, 'timeUs').at(-1)).toBe(pointsMax * 1000)
  expect(values(series, 'ready').at(-1)).toBe(pointsMax)
  expect(values(series, 'publishedPerSecond')[0]).toBe(1000)
  sampler.catchUp((pointsMax + 2) * 1000 + 1)
  expect(values(series, 'timeUs').at(-1)).toBe((pointsMax + 2) * 1000)
})

test('a long silence costs few samples', () => {
  const { sampler } = sampled(1)
  sampler.catchUp(1e15)
  expect(sampler.series(null).count).toBeLessThan(pointsMax)
  expect(sampler.nextUs).toBeGreaterThanOrEqual(1e15)
})

test('with more queues than get a series each, the one in focus begins when it is asked for', () => {
  const { meters, sampler } = sampled(300)
  meters.entered(7)
  sampler.catchUp(1001)
  const series = sampler.series(7)
  expect(values(series, 'timeUs')).toEqual([1000])
  expect(values(series, 'ready')).toEqual([Number.NaN])
  meters.entered(7)
  sampler.catchUp(2001)
  expect(values(series, 'ready')).toEqual([Number.NaN, 2])
  expect(sampler.series(7)).toBe(series)
})

test('a queue that comes later has a series that lines up with the others', () => {
  const { meters, queueNames, sampler } = sampled(1)
  sampler.catchUp(3001)
  queueNames.push('late')
  meters.declared(1, false)
  meters.entered(1)
  sampler.catchUp(5001)
  expect(values(sampler.series(1), 'timeUs')).toEqual([1000, 2000, 3000, 4000, 5000])
  expect(values(sampler.series(1), 'ready')).toEqual([NaN, NaN, NaN, 1, 1])
  expect(values(sampler.series(0), 'ready')).toEqual([0, 0, 0, 0, 0])
})
