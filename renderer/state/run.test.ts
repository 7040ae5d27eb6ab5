import { beforeEach, expect, test } from 'vitest'
import {
  frameFlags,
  frameLayout,
  frameVersion,
  header,
  seriesFields,
} from '#core/contract/frame.ts'
import type { RunDescription } from '#core/model/run.ts'
import { adoptRun, chartSeries, latestFrame, onTick, takeFrame, useRun } from './run.ts'

const describe = (runId: number): RunDescription => ({
  runId,
  loadId: runId,
  guests: null,
  seed: 1,
  exchanges: [''],
  queues: ['tasks'],
  producers: [],
  consumers: [],
  scenario: {
    title: 'Test',
    summary: '',
    profile: 'rabbitmq@4.3',
    seed: 1,
    durationUs: null,
    topology: { exchanges: [], queues: [], bindings: [] },
    policies: [],
    producers: [],
    consumers: [],
    faults: [],
    expectations: [],
  },
})

interface Drawn {
  readonly nowUs?: number
  readonly state?: 0 | 1
  readonly points?: number
  readonly reset?: boolean
}

function draw(runId: number, { nowUs = 0, state = 1, points = 0, reset = false }: Drawn = {}) {
  const counts = { queues: 1, exchanges: 1, producers: 0, consumers: 0 }
  const flags = reset ? frameFlags.reset : 0
  const at = frameLayout(counts, flags, points, 0)
  const bytes = new Uint8Array(at.end)
  const view = new DataView(bytes.buffer)
  view.setUint16(header.version, frameVersion, true)
  view.setUint8(header.nodesUp, 0b111)
  view.setUint8(header.state, state)
  view.setUint8(header.flags, flags)
  view.setUint32(header.runId, runId, true)
  view.setUint32(header.sampleEvery, 1, true)
  view.setFloat64(header.nowUs, nowUs, true)
  view.setFloat64(header.speed, 1, true)
  view.setUint32(header.pointCount, points, true)
  for (let point = 0; point < points; point++) {
    view.setFloat64(at.points + point * seriesFields.length * 8, point, true)
  }
  return bytes
}

beforeEach(() => adoptRun(describe(1)))

test('frames that overtake the description of their run are not lost', () => {
  takeFrame(draw(2, { nowUs: 5, points: 3, reset: true }), 0)
  expect(latestFrame()).toBeNull()
  adoptRun(describe(2))
  expect(latestFrame()?.nowUs).toBe(5)
  expect(chartSeries().length).toBe(3)
})

test('a frame of the run before changes nothing', () => {
  adoptRun(describe(2))
  takeFrame(draw(1, { nowUs: 9 }), 0)
  expect(latestFrame()).toBeNull()
})

test('numbers are redrawn four times a second while it runs, and at once when it stands', () => {
  const { gauges } = useRun.getState()
  for (let tick = 0; tick < 20; tick++) takeFrame(draw(1, { nowUs: tick }), tick * 50)
  expect(useRun.getState().gauges - gauges).toBe(4)
  takeFrame(draw(1, { state: 0 }), 1000)
  takeFrame(draw(1, { state: 0 }), 1001)
  expect(useRun.getState().gauges - gauges).toBe(6)
  expect(useRun.getState().state).toBe('paused')
})

test('a reset brings the whole past of the charts anew', () => {
  takeFrame(draw(1, { points: 4 }), 0)
  takeFrame(draw(1, { points: 2 }), 50)
  expect(chartSeries().length).toBe(6)
  takeFrame(draw(1, { points: 3, reset: true }), 100)
  expect(chartSeries().length).toBe(3)
})

test('a frame nobody can read is said once and in words', () => {
  const bytes = draw(1)
  bytes[header.state] = 200
  takeFrame(bytes, 0)
  expect(useRun.getState().failure).toMatch(/reload the page/)
})

test('a listener hears each frame until it stops listening', () => {
  const heard: number[] = []
  const stop = onTick(({ nowUs }) => heard.push(nowUs))
  takeFrame(draw(1, { nowUs: 1 }), 0)
  takeFrame(draw(1, { nowUs: 2 }), 50)
  stop()
  takeFrame(draw(1, { nowUs: 3 }), 100)
  expect(heard).toEqual([1, 2])
})
