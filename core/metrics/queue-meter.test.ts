import { expect, test } from 'vitest'
import { Clock } from '#core/model/clock.ts'
import { TraceReason } from '#core/model/trace.ts'
import { Meters } from './meters.ts'
import type { QueueMeter } from './queue-meter.ts'

function meterOf(clock: Clock): QueueMeter {
  return new Meters(clock).queue(0)
}

test('mean depth is weighted by time, not by changes', () => {
  const clock = new Clock()
  const meter = meterOf(clock)
  meter.entered()
  clock.nowUs = 10
  meter.entered()
  clock.nowUs = 20
  meter.settled(20)
  meter.settled(10)
  clock.nowUs = 60
  // 1 for 10, 2 for 10, 0 for 40.
  expect(meter.depthMean()).toBe(0.5)
})

test('a message that waits for its ack still counts into the depth', () => {
  const clock = new Clock()
  const meter = meterOf(clock)
  meter.entered()
  clock.nowUs = 4
  meter.handed(4, 1)
  clock.nowUs = 10
  expect(meter.depthMean()).toBe(1)
})

test('what leaves is counted once: dead-lettered before expired before dropped', () => {
  const meter = meterOf(new Clock())
  for (let i = 0; i < 5; i += 1) meter.entered()
  meter.left(TraceReason.expired, true)
  meter.left(TraceReason.expired, false)
  meter.left(TraceReason.maxlen, true)
  meter.left(TraceReason.maxlen, false)
  meter.left(TraceReason.purged, false)
  const { published, deadLettered, expired, dropped } = meter
  expect([published, deadLettered, expired, dropped]).toEqual([5, 2, 1, 2])
})

test('the wait of a message is counted at its first delivery only', () => {
  const meter = meterOf(new Clock())
  meter.handed(100, 1)
  meter.handed(900, 2)
  expect(meter.wait().count).toBe(1)
  expect(meter.wait().mean()).toBe(100)
  expect(meter.redelivered).toBe(1)
})

test('closing a window moves its waits to the past and loses none', () => {
  const meter = meterOf(new Clock())
  meter.handed(50, 1)
  meter.closeWindow()
  meter.handed(60, 1)
  expect(meter.waitWindow?.count).toBe(1)
  expect(meter.wait().count).toBe(2)
})
