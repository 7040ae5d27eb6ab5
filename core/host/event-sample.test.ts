import { expect, test } from 'vitest'
import { Clock } from '#core/model/clock.ts'
import { limits } from '#core/model/limits.ts'
import { readRecord, TraceKind } from '#core/model/trace.ts'
import { EventLog } from '#core/simulation/event-log.ts'
import { EventSample } from './event-sample.ts'

function logOf(count: number, kindOf: (index: number) => number): EventLog {
  const log = new EventLog(new Clock())
  for (let index = 0; index < count; index += 1) log.append(kindOf(index), index, 0, 0, 0)
  return log
}

const sampled = (sample: EventSample) => {
  const view = new DataView(sample.bytes.buffer)
  return Array.from({ length: sample.count }, (_, n) => readRecord(view, n, n))
}

test('up to a thousand records are all kept, in order', () => {
  const sample = new EventSample()
  sample.take(
    logOf(1500, () => TraceKind.acked),
    500,
  )
  expect(sample.every).toBe(1)
  expect(sampled(sample).map(({ messageId }) => messageId)).toEqual(
    Array.from({ length: 1000 }, (_, n) => 500 + n),
  )
})

test.each([1001, 5000, 16_384, 100_000, 900_000])(
  'of %d records one in n is kept, and every rare one near the end',
  (count) => {
    const rareAt = [count - 7, count - 900, count - 901]
    const log = logOf(count, (index) =>
      rareAt.includes(index) ? TraceKind.crashed : TraceKind.delivered,
    )
    const sample = new EventSample()
    sample.take(log, 0)
    expect(sample.count).toBeLessThanOrEqual(limits.frameEvents)
    expect(sample.count).toBeGreaterThan(count / sample.every - 3)
    const events = sampled(sample)
    const crashed = events.filter(({ kind }) => kind === TraceKind.crashed)
    expect(crashed.map(({ messageId }) => messageId)).toEqual(rareAt.sort((a, b) => a - b))
    for (const { kind, messageId } of events) {
      if (kind === TraceKind.delivered) expect(messageId % sample.every).toBe(0)
    }
    const ids = events.map(({ messageId }) => messageId)
    expect(ids).toEqual(ids.toSorted((a, b) => a - b))
  },
)

test('a storm of rare records does not crowd out the rest', () => {
  const sample = new EventSample()
  sample.take(
    logOf(10_000, () => TraceKind.requeued),
    0,
  )
  expect(sample.count).toBeLessThanOrEqual(limits.frameEvents)
  const last = sampled(sample).at(-1)
  expect(last?.messageId).toBeGreaterThan(9900)
})

test('records the log no longer holds are left out', () => {
  const log = new EventLog(new Clock(), 65_536)
  for (let index = 0; index < 300_000; index += 1) log.append(TraceKind.acked, index, 0, 0, 0)
  const sample = new EventSample()
  sample.take(log, 0)
  for (const { messageId } of sampled(sample)) expect(messageId).toBeGreaterThanOrEqual(log.oldest)
})
