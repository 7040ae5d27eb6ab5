import { expect, test } from 'vitest'
import { Scene } from './scene.ts'

const kept = { persistent: true }

test('a clean restart keeps persistent messages of durable queues and marks what had been handed out', () => {
  const scene = new Scene()
  scene.queue('q')
  scene.send('q', kept)
  scene.send('q')
  scene.send('q', kept)
  scene.consume('q', { prefetch: 1 })
  scene.broker.restart('clean')
  scene.broker.check()
  expect(scene.ready('q')).toEqual([1, 3])
  scene.consume('q')
  expect(scene.got.slice(1).map(({ id, redelivered }) => [id, redelivered])).toEqual([
    [1, true],
    [3, false],
  ])
})

test('after a crash everything that is left counts as delivered before', () => {
  const scene = new Scene()
  scene.queue('q')
  scene.send('q', kept)
  scene.send('q', kept)
  scene.broker.restart('crash')
  scene.consume('q')
  expect(scene.got.map(({ redelivered }) => redelivered)).toEqual([true, true])
})

test('nothing is handed to another consumer while the channels go', () => {
  const scene = new Scene()
  scene.queue('q')
  scene.consume('q', { prefetch: 1 })
  scene.consume('q', { prefetch: 1 })
  scene.sendTimes(3, 'q', kept)
  expect(scene.got).toHaveLength(2)
  scene.broker.restart('clean')
  expect(scene.got).toHaveLength(2)
  expect(scene.ready('q')).toEqual([1, 2, 3])
  expect(scene.cancelled).toEqual([])
})

test('queues that are transient or exclusive go, and their bindings with them', () => {
  const scene = new Scene()
  scene.exchange('x', 'fanout')
  scene.queue('durable')
  scene.queue('transient', {}, { durable: false })
  scene.queue('own', {}, { exclusive: true })
  for (const name of ['durable', 'transient', 'own']) scene.bind('x', name)
  scene.broker.restart('clean')
  expect(scene.broker.queueId('transient')).toBe(-1)
  expect(scene.broker.queueId('own')).toBe(-1)
})

test('an exchange that is not durable goes up to 4.0 and stays in 4.3', () => {
  for (const [profile, stays] of [
    ['rabbitmq@3.10', false],
    ['rabbitmq@4.0', false],
    ['rabbitmq@4.3', true],
  ] as const) {
    const scene = new Scene(profile)
    scene.exchange('x', 'direct', { durable: false })
    scene.exchange('kept', 'direct')
    scene.broker.restart('clean')
    expect(scene.broker.exchangeId('x') >= 0).toBe(stays)
    expect(scene.broker.exchangeId('kept')).toBeGreaterThan(0)
  }
})

test('a limit and dead letters work on after a crash', () => {
  const scene = new Scene()
  scene.queue('q', { maxLength: 2, messageTtlMs: 50 })
  scene.send('q', kept)
  scene.send('q', kept)
  scene.broker.restart('crash')
  const publisher = scene.reopen()
  expect(publisher).toBeGreaterThan(0)
  scene.send('q', kept)
  expect(scene.ready('q')).toEqual([2, 3])
  scene.at(60)
  expect(scene.ready('q')).toEqual([])
})

test('a priority queue comes back with its levels, a quorum queue with all it held', () => {
  const scene = new Scene()
  scene.queue('levels', { maxPriority: 5 })
  scene.queue('counted', { delayedRetryType: 'all', delayedRetryMinMs: 500 }, { type: 'quorum' })
  for (const priority of [1, 5, 1]) scene.send('levels', { ...kept, priority })
  scene.sendTimes(2, 'counted')
  scene.consume('counted', { prefetch: 1 })
  scene.broker.restart('crash')
  scene.broker.check()
  expect(scene.ready('levels')).toEqual([2, 1, 3])
  expect([scene.ready('counted'), scene.broker.aside(1)]).toEqual([[5], 1])
  scene.at(500)
  expect(scene.ready('counted')).toEqual([4, 5])
})

test('a message that dies of its delivery limit in a restart is not sent to an exchange that goes', () => {
  const scene = new Scene('rabbitmq@4.0')
  scene.exchange('x', 'fanout', { durable: false })
  scene.queue('q', { deliveryLimit: 0, deadLetterExchange: 'x' }, { type: 'quorum' })
  scene.send('q', kept)
  scene.consume('q')
  scene.broker.restart('crash')
  scene.broker.check()
  expect(scene.ready('q')).toEqual([])
  expect(scene.log.at(-1)).toBe('P1 deadLettered q (deliveryLimit)')
})

test('what a lost message hid is over at once when its time is over', () => {
  const scene = new Scene()
  scene.queue('q', { maxPriority: 1, messageTtlMs: 10 })
  scene.send('q', { ...kept, priority: 0 })
  scene.at(5)
  scene.send('q', { priority: 1 })
  scene.at(12)
  scene.broker.restart('crash')
  expect(scene.ready('q')).toEqual([])
  expect(scene.broker.nextExpiryUs()).toBe(Number.POSITIVE_INFINITY)
})

test('what a lost message hid is looked at when its own time is over', () => {
  const scene = new Scene()
  scene.queue('q', { maxPriority: 1, messageTtlMs: 20 })
  scene.send('q', { ...kept, priority: 0 })
  scene.at(15)
  scene.send('q', { priority: 1 })
  scene.at(17)
  expect(scene.broker.nextExpiryUs()).toBe(20_000)
  scene.broker.restart('crash')
  expect(scene.broker.nextExpiryUs()).toBe(20_000)
  scene.at(20)
  expect(scene.ready('q')).toEqual([])
})
