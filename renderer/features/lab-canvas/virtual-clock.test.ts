import { expect, test } from 'vitest'
import { VirtualClock } from './virtual-clock.ts'

test('time glides between frames and never passes the newest', () => {
  const clock = new VirtualClock()
  clock.take(1_000_000, 1, 0)
  expect(clock.now(0)).toBe(940_000)
  expect(clock.now(30)).toBe(970_000)
  expect(clock.now(500)).toBe(1_000_000)
})

test('a late frame does not turn time back', () => {
  const clock = new VirtualClock()
  clock.take(1_000_000, 1, 0)
  const before = clock.now(60)
  clock.take(1_010_000, 1, 61)
  expect(clock.now(61)).toBe(before)
})

test('a pause freezes the picture where it is', () => {
  const clock = new VirtualClock()
  clock.take(1_000_000, 1, 0)
  const before = clock.now(20)
  clock.take(1_020_000, 0, 20)
  expect(clock.now(20)).toBe(before)
  expect(clock.now(5000)).toBe(before)
})

test('a step moves the picture to the stepped time', () => {
  const clock = new VirtualClock()
  clock.take(1_000_000, 0, 0)
  clock.take(1_250_000, 0, 100)
  expect(clock.now(100)).toBe(1_250_000)
})

test('a restart begins again at zero', () => {
  const clock = new VirtualClock()
  clock.take(9_000_000, 1, 0)
  clock.now(60)
  clock.take(0, 1, 100)
  expect(clock.now(160)).toBe(0)
})
