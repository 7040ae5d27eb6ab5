import { expect, test } from 'vitest'
import { type TraceEvent, TraceKind } from '#core/model/trace.ts'
import { type LogEntry, LogReader } from './log-entries.ts'
import { LogFeed, passes, readablePerSecond, wholeLog } from './log-feed.ts'

const record = (index: number, kind: TraceEvent['kind'] = TraceKind.acked): TraceEvent => ({
  index,
  timeUs: index,
  kind,
  reason: 0,
  attempt: 1,
  messageId: index,
  queue: index % 2,
  actor: 0,
  detail: 0,
})
const event = (index: number, kind?: TraceEvent['kind']): LogEntry => ({
  event: record(index, kind),
  around: {},
})
const events = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => event(from + index))

test('a slow log shows every event, newest first', () => {
  const feed = new LogFeed()
  for (let tick = 0; tick < 100; tick++)
    feed.offer(tick % 2 === 0 ? [event(tick)] : [], 1, tick * 50)
  expect(feed.rows).toHaveLength(50)
  expect(feed.rows[0]?.event.index).toBe(98)
  expect(feed.oneIn).toBe(1)
})

test('a fast log shows as many as can be read and says one in how many', () => {
  const feed = new LogFeed()
  for (let tick = 0; tick < 200; tick++) feed.offer(events(30, tick * 30), 1, tick * 50)
  expect(feed.oneIn).toBeGreaterThan(35)
  expect(feed.oneIn).toBeLessThan(45)
})

test('events that were sampled before count for what they stand for', () => {
  const feed = new LogFeed()
  for (let tick = 0; tick < 100; tick++) feed.offer([event(tick)], 1000, tick * 100)
  expect(feed.oneIn).toBe(1000)
})

test('a rare event is shown among many everyday ones', () => {
  const feed = new LogFeed()
  feed.offer([...events(500), event(500, TraceKind.deadLettered)], 1, 0)
  expect(feed.rows[0]?.event.kind).toBe(TraceKind.deadLettered)
  expect(feed.rows).toHaveLength(readablePerSecond + 1)
})

test('a filter keeps what is about its queue, actor or message', () => {
  expect(passes(wholeLog, record(3))).toBe(true)
  expect(passes({ ...wholeLog, queue: 1 }, record(3))).toBe(true)
  expect(passes({ ...wholeLog, queue: 0 }, record(3))).toBe(false)
  expect(passes({ ...wholeLog, message: 4 }, record(3))).toBe(false)
})

test('a publish and the queues it entered are one entry', () => {
  const reader = new LogReader()
  const entered = (queue: number, messageId: number) => ({
    ...record(0, TraceKind.enqueued),
    queue,
    messageId,
    detail: 1,
  })
  const published = { ...record(0, TraceKind.published), messageId: 7 }
  const entries = reader.read([published, entered(0, 7), entered(1, 7), entered(0, 8)])
  expect(entries).toMatchObject([
    { event: { messageId: 7 }, around: { routedTo: [0, 1] } },
    { event: { messageId: 8, kind: TraceKind.enqueued } },
  ])
})

test('an ack knows how long its message was in the queue, over several frames', () => {
  const reader = new LogReader()
  reader.read([{ ...record(0, TraceKind.enqueued), timeUs: 100, messageId: 7, detail: 1 }])
  const [ack] = reader.read([{ ...record(2), timeUs: 350, messageId: 7 }])
  expect(ack?.around).toEqual({ tookUs: 250 })
})
