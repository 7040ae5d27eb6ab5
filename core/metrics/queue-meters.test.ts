import { expect, test } from 'vitest'
import { TraceReason } from '#core/model/trace.ts'
import { QueueMeters } from './queue-meters.ts'

test('mean depth is weighted by time, not by changes', () => {
  const meters = new QueueMeters(1, 0)
  meters.entered(0)
  meters.nowUs = 10
  meters.entered(0)
  meters.nowUs = 20
  meters.acked(0, 0, 20)
  meters.acked(0, 0, 10)
  meters.nowUs = 60
  // 1 for 10, 2 for 10, 0 for 40.
  expect(meters.depthMean(0)).toBe(0.5)
})

test('a message that waits for its ack still counts into the depth', () => {
  const meters = new QueueMeters(1, 0)
  meters.entered(0)
  meters.nowUs = 4
  meters.delivered(0, 0, 4, 1)
  meters.nowUs = 8
  meters.requeued(0, 0)
  meters.nowUs = 10
  expect(meters.depthMean(0)).toBe(1)
})

test('what leaves is counted once: dead-lettered before expired before dropped', () => {
  const meters = new QueueMeters(1, 0)
  for (let i = 0; i < 5; i += 1) meters.entered(0)
  meters.left(0, TraceReason.expired, true)
  meters.left(0, TraceReason.expired, false)
  meters.left(0, TraceReason.maxlen, true)
  meters.left(0, TraceReason.maxlen, false)
  meters.left(0, TraceReason.purged, false)
  const { published, deadLettered, expired, dropped } = meters.queues
  expect([published[0], deadLettered[0], expired[0], dropped[0]]).toEqual([5, 2, 1, 2])
})

test('the wait of a message is counted at its first delivery only', () => {
  const meters = new QueueMeters(1, 0)
  meters.delivered(0, 0, 100, 1)
  meters.delivered(0, 0, 900, 2)
  expect(meters.wait(0).count).toBe(1)
  expect(meters.wait(0).mean()).toBe(100)
  expect(meters.queues.redelivered[0]).toBe(1)
})

test('closing a window moves its waits to the past and loses none', () => {
  const meters = new QueueMeters(1, 0)
  meters.delivered(0, 0, 50, 1)
  meters.closeWindow(0)
  meters.delivered(0, 0, 60, 1)
  expect(meters.waitWindow(0).count).toBe(1)
  expect(meters.wait(0).count).toBe(2)
})

test('an exchange counts what it routed and what matched nothing', () => {
  const meters = new QueueMeters(0, 2)
  meters.exchanged(1, true)
  meters.exchanged(1, true)
  meters.exchanged(1, false)
  const { published, routed, unroutable } = meters.exchanges
  expect([published[1], routed[1], unroutable[1]]).toEqual([3, 2, 1])
})
