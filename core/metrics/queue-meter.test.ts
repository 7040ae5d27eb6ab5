import { expect, test } from 'vitest'
import { Clock } from '#core/model/clock.ts'
import { TraceReason } from '#core/model/trace.ts'
import { Meters } from './meters.ts'

/** A queue's meter, and what its broker tells about it. */
function heard(clock = new Clock()) {
  const meters = new Meters(clock)
  meters.declared(0, false)
  return { meters, meter: meters.queue(0) }
}

test('mean depth is weighted by time, not by changes', () => {
  const clock = new Clock()
  const { meters, meter } = heard(clock)
  meters.entered(0)
  clock.nowUs = 10
  meters.entered(0)
  clock.nowUs = 20
  meters.settled(0, 20)
  meters.settled(0, 10)
  clock.nowUs = 60
  // 1 for 10, 2 for 10, 0 for 40.
  expect(meter.depthMean()).toBe(0.5)
})

test('a message that waits for its ack still counts into the depth', () => {
  const clock = new Clock()
  const { meters, meter } = heard(clock)
  meters.entered(0)
  clock.nowUs = 4
  meters.handed(0, 4, 1)
  clock.nowUs = 10
  expect(meter.depthMean()).toBe(1)
})

test('what leaves is counted once: dead-lettered before expired before dropped', () => {
  const { meters, meter } = heard()
  for (let i = 0; i < 5; i += 1) meters.entered(0)
  meters.left(0, TraceReason.expired, true)
  meters.left(0, TraceReason.expired, false)
  meters.left(0, TraceReason.maxlen, true)
  meters.left(0, TraceReason.maxlen, false)
  meters.left(0, TraceReason.purged, false)
  const { published, deadLettered, expired, dropped } = meter
  expect([published, deadLettered, expired, dropped]).toEqual([5, 2, 1, 2])
})

test('the wait of a message is counted at its first delivery only', () => {
  const { meters, meter } = heard()
  meters.handed(0, 100, 1)
  meters.handed(0, 900, 2)
  expect(meter.wait().count).toBe(1)
  expect(meter.wait().mean()).toBe(100)
  expect(meter.redelivered).toBe(1)
})

test('closing a window moves its waits to the past and loses none', () => {
  const { meters, meter } = heard()
  meter.keepWindow(true)
  meters.handed(0, 50, 1)
  meter.closeWindow()
  meters.handed(0, 60, 1)
  expect(meter.waitWindow?.count).toBe(1)
  expect(meter.wait().count).toBe(2)
})
