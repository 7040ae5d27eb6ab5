import { expect, test } from 'vitest'
import {
  frameFlags,
  frameLayout,
  frameVersion,
  header,
  queueFields,
  seriesFields,
} from '#core/contract/frame.ts'
import { none, recordBytes, TraceKind } from '#core/model/trace.ts'
import { FrameView, readFrame } from './run-frame.ts'
import { RateTable } from './run-rates.ts'
import { RecentEvents, Sparklines } from './run-recent.ts'
import { SeriesColumns } from './run-series.ts'

const counts = { queues: 2, exchanges: 1, producers: 1, consumers: 1 }

interface Drawn {
  readonly runId?: number
  readonly nowUs?: number
  readonly state?: number
  readonly published?: number
  readonly points?: number
  readonly events?: readonly { readonly messageId: number; readonly queue: number }[]
}

function draw(drawn: Drawn): Uint8Array {
  const events = drawn.events ?? []
  const points = drawn.points ?? 0
  const flags = frameFlags.tanks
  const at = frameLayout(counts, flags, points, events.length)
  const bytes = new Uint8Array(at.end)
  const view = new DataView(bytes.buffer)
  view.setUint16(header.version, frameVersion, true)
  view.setUint8(header.nodesUp, 0b111)
  view.setUint8(header.state, drawn.state ?? 1)
  view.setUint8(header.flags, flags)
  view.setUint32(header.runId, drawn.runId ?? 7, true)
  view.setUint32(header.sampleEvery, 1, true)
  view.setFloat64(header.nowUs, drawn.nowUs ?? 0, true)
  view.setFloat64(header.speed, Number.POSITIVE_INFINITY, true)
  view.setFloat64(header.recordsTotal, 100, true)
  view.setUint32(header.pointCount, points, true)
  view.setUint32(header.eventCount, events.length, true)
  const secondQueue = at.queues + queueFields.length * 8
  view.setFloat64(secondQueue + queueFields.indexOf('published') * 8, drawn.published ?? 0, true)
  view.setFloat64(secondQueue + queueFields.indexOf('oldestUs') * 8, Number.NaN, true)
  bytes[at.tanks + 96] = 1
  for (let point = 0; point < points; point++) {
    view.setFloat64(at.points + point * seriesFields.length * 8, point * 1000, true)
  }
  events.forEach((event, index) => {
    const record = at.events + index * recordBytes
    view.setUint32(record + 8, TraceKind.delivered, true)
    view.setUint32(record + 12, event.messageId, true)
    view.setUint32(record + 20, event.queue, true)
    view.setUint32(record + 24, none, true)
  })
  return bytes
}

function read(drawn: Drawn): FrameView {
  const frame = readFrame(draw(drawn), counts, 7)
  if (!(frame instanceof FrameView)) throw new Error(`refused: ${frame}`)
  return frame
}

test('a field is read from the row of its own queue', () => {
  const frame = read({ published: 42 })
  expect(frame.queue(1, 'published')).toBe(42)
  expect(frame.queue(0, 'published')).toBe(0)
  expect(frame.tank(1)?.[0]).toBe(1)
  expect(frame.tank(0)?.[0]).toBe(0)
  expect(frame.slots(0)).toBeNull()
})

test('an event is called by its place in the log when none was left out', () => {
  const frame = read({
    events: [
      { messageId: 5, queue: 0 },
      { messageId: 6, queue: none },
    ],
  })
  expect(frame.event(0)).toMatchObject({ index: 98, messageId: 5, queue: 0 })
  expect(frame.event(1)).toMatchObject({ index: 99, messageId: 6, queue: none })
})

test('a frame is read at any address', () => {
  const bytes = draw({ published: 9 })
  const shifted = new Uint8Array(bytes.length + 3)
  shifted.set(bytes, 3)
  const frame = readFrame(shifted.subarray(3), counts, 7)
  expect(frame instanceof FrameView && frame.queue(1, 'published')).toBe(9)
})

test('a frame of another run is stale', () => {
  expect(readFrame(draw({ runId: 8 }), counts, 7)).toBe('stale')
})

test('a frame that is too short, of another version or out of range is refused with the reason', () => {
  const whole = draw({})
  expect(readFrame(whole.subarray(0, 63), counts, 7)).toBe('length')
  expect(readFrame(whole.subarray(0, whole.length - 8), counts, 7)).toBe('length')
  expect(readFrame(whole, { ...counts, queues: 3 }, 7)).toBe('length')
  const other = draw({})
  other[0] = 9
  expect(readFrame(other, counts, 7)).toBe('version')
  expect(readFrame(draw({ state: 9 }), counts, 7)).toBe('range')
  expect(readFrame(draw({ events: [{ messageId: 1, queue: 2 }] }), counts, 7)).toBe('range')
})

test('points are appended until a series is full, then every second one goes', () => {
  const series = new SeriesColumns(4)
  series.append(read({ points: 4 }).points)
  expect([...series.column('timeUs')]).toEqual([0, 1000, 2000, 3000])
  series.append(read({ points: 1 }).points)
  expect([...series.column('timeUs')]).toEqual([0, 2000, 0])
  series.reset()
  expect(series.length).toBe(0)
  expect(series.last('ready')).toBeNaN()
})

test('a rate is the growth of a counter per virtual second', () => {
  const rates = new RateTable(counts)
  for (let second = 0; second <= 20; second++) {
    const frame = read({ nowUs: second * 1e6, published: second * 12 })
    rates.add(frame.gauges, frame.nowUs)
  }
  expect(rates.queue(1, 'published')).toBeCloseTo(12, 9)
  expect(rates.queue(1, 'oldestUs')).toBe(0)
})

test('a rate starts anew when time goes back', () => {
  const rates = new RateTable(counts)
  rates.add(read({ nowUs: 0 }).gauges, 0)
  rates.add(read({ published: 50 }).gauges, 1e6)
  expect(rates.queue(1, 'published')).toBeCloseTo(50, 9)
  rates.add(read({}).gauges, 0)
  expect(rates.queue(1, 'published')).toBe(0)
})

test('a rate over a pause is that of the time that passed in the run', () => {
  const rates = new RateTable(counts)
  rates.add(read({ nowUs: 0 }).gauges, 0)
  rates.add(read({ published: 10 }).gauges, 1e6)
  rates.add(read({ published: 10 }).gauges, 1e6)
  expect(rates.queue(1, 'published')).toBeCloseTo(10, 9)
})

test('recent events are kept newest first and bounded', () => {
  const recent = new RecentEvents()
  for (let frame = 0; frame < 3; frame++) {
    const events = Array.from({ length: 1000 }, (_, index) => ({
      messageId: frame * 1000 + index,
      queue: 0,
    }))
    recent.take(read({ events }))
  }
  expect(recent.length).toBe(2000)
  expect(recent.newest(0)?.messageId).toBe(2999)
  expect(recent.newest(1999)?.messageId).toBe(1000)
  expect(recent.newest(2000)).toBeUndefined()
})

test('a sparkline keeps the last minute and skips frames that come too soon', () => {
  const sparklines = new Sparklines(2)
  const frame = read({})
  expect(sparklines.take(frame, 0)).toBe(true)
  expect(sparklines.take(frame, 50)).toBe(false)
  for (let sample = 1; sample <= 200; sample++) sparklines.take(frame, sample * 500)
  expect(sparklines.read(1)).toHaveLength(120)
})

test('a renewed mean keeps what the quicker one knows and learns as fast', () => {
  const quick = new RateTable(counts)
  const steady = new RateTable(counts, 20e6)
  const both = (second: number, published: number) => {
    const frame = read({ nowUs: second * 1e6, published })
    quick.add(frame.gauges, frame.nowUs)
    steady.add(frame.gauges, frame.nowUs)
  }
  for (let second = 0; second <= 60; second++) both(second, second * 10)
  steady.renew(quick)
  expect(steady.queue(1, 'published')).toBeCloseTo(10, 6)
  for (let second = 61; second <= 70; second++) both(second, 600 + (second - 60) * 50)
  expect(steady.queue(1, 'published')).toBeGreaterThan(35)
})
