import { expect, test } from 'vitest'
import { backlogSince, DepthHistory, usualLevel } from './depth-history.ts'
import type { FrameView } from './run-frame.ts'

/** All a history reads of a frame. */
const frame = (nowUs: number, ready: readonly number[]) =>
  ({ nowUs, queue: (at: number) => ready[at] ?? Number.NaN }) as unknown as FrameView

test('the past of several queues is summed point by point', () => {
  const history = new DepthHistory(3)
  history.take(frame(0, [1, 2, 3]))
  history.take(frame(1e6, [10, 20, 30]))
  expect([...history.timeUs]).toEqual([0, 1e6])
  expect([...history.sum([0, 2])]).toEqual([4, 40])
})

test('a long run is thinned evenly and keeps its beginning and its end', () => {
  const history = new DepthHistory(1)
  for (let second = 0; second <= 5000; second++) history.take(frame(second * 1e6, [second]))
  expect(history.length).toBeLessThanOrEqual(480)
  expect(history.length).toBeGreaterThan(200)
  expect(history.timeUs[0]).toBe(0)
  expect(history.timeUs.at(-1)!).toBeGreaterThan(4980e6)
  const steps = [...history.timeUs].slice(1).map((at, index) => at - history.timeUs[index]!)
  expect(Math.max(...steps)).toBeLessThanOrEqual(2 * Math.min(...steps))
  expect([...history.sum([0])]).toEqual([...history.timeUs].map((us) => us / 1e6))
})

test('time that goes back begins a new past', () => {
  const history = new DepthHistory(1)
  history.take(frame(5e6, [9]))
  history.take(frame(1e6, [1]))
  expect([...history.timeUs]).toEqual([1e6])
})

test('a broker with very many queues keeps fewer points, not more memory', () => {
  const history = new DepthHistory(20_000)
  for (let second = 0; second < 1000; second++) history.take(frame(second * 1e6, []))
  expect(history.length).toBeLessThanOrEqual(200)
})

test('the usual level survives a backlog that fills most of the run', () => {
  const depths = Float64Array.from({ length: 100 }, (_, at) => (at < 33 ? 200 : 200 + at * 100))
  expect(usualLevel(depths)).toBe(200)
  expect(usualLevel(new Float64Array([0, 0, 1]))).toBe(10)
})

test('a backlog began when its depth last left what is usual', () => {
  const timeUs = Float64Array.from({ length: 6 }, (_, at) => at * 1e6)
  expect(backlogSince(timeUs, new Float64Array([10, 50, 10, 10, 30, 80]))).toBe(4e6)
  expect(backlogSince(timeUs, new Float64Array([10, 50, 90, 10, 10, 12]))).toBeNull()
})
