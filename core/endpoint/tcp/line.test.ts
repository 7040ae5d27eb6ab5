import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Line } from './line.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function line() {
  const arrived: string[] = []
  const one = new Line()
  return { one, arrived, send: (text: string) => one.carry(text.length, () => arrived.push(text)) }
}

test('without a hindrance everything arrives at once', () => {
  const { arrived, send } = line()
  send('a')
  expect(arrived).toEqual(['a'])
})

test('latency delays, and the order stays when it falls', () => {
  const { one, arrived, send } = line()
  one.hinder(100, false)
  send('a')
  one.hinder(0, false)
  send('b')
  expect(arrived).toEqual([])
  expect(one.waitingBytes).toBe(2)
  vi.advanceTimersByTime(100)
  expect(arrived).toEqual(['a', 'b'])
  expect(one.waitingBytes).toBe(0)
})

test('nothing passes a stalled line until it goes on', () => {
  const { one, arrived, send } = line()
  one.hinder(0, true)
  send('a')
  vi.advanceTimersByTime(60_000)
  expect(arrived).toEqual([])
  one.hinder(0, false)
  vi.advanceTimersByTime(1)
  expect(arrived).toEqual(['a'])
})

test('what a cut line carried is lost', () => {
  const { one, arrived, send } = line()
  one.hinder(10, false)
  send('a')
  one.cut()
  vi.advanceTimersByTime(100)
  expect(arrived).toEqual([])
})
