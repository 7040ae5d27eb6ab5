import { expect, test } from 'vitest'
import { Clock } from '#core/model/clock.ts'
import { Meters } from './meters.ts'

test('an exchange counts what it routed and what matched nothing', () => {
  const meters = new Meters(new Clock())
  const exchange = meters.exchange(1)
  exchange.routed += 2
  exchange.unroutable += 1
  const { published, routed, unroutable } = meters.exchange(1)
  expect([published, routed, unroutable]).toEqual([3, 2, 1])
})

test('every queue has one meter of its own, whoever asks first', () => {
  const meters = new Meters(new Clock())
  meters.queue(2)
  meters.entered(2)
  expect([0, 1, 2].map((queue) => meters.queue(queue).published)).toEqual([0, 0, 1])
})
