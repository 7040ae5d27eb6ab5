import { expect, test } from 'vitest'
import { TraceReason } from '#core/model/trace.ts'
import { Scene } from './scene.ts'

test('what waits for its retry is aside: neither ready nor unacked', () => {
  const scene = new Scene()
  scene.queue('c')
  const retry = { delayedRetryType: 'all', delayedRetryMinMs: 500 } as const
  scene.queue('q', retry, { type: 'quorum' })
  scene.send('q')
  const { channel } = scene.consume('q')
  scene.nack(channel, 1, true)
  const { broker } = scene
  expect([broker.ready(1), broker.aside(1), broker.unacked(1)]).toEqual([0, 1, 0])
  expect([broker.aside(0), broker.lettersKept(0), broker.lettersWithheld(0)]).toEqual([0, 0, 0])
})

test('the oldest message is the one at the head, and an empty queue has none', () => {
  const scene = new Scene()
  scene.queue('q')
  expect(scene.broker.oldestUs(0)).toBeNaN()
  scene.at(7)
  scene.send('q')
  scene.at(9)
  scene.send('q')
  expect(scene.broker.oldestUs(0)).toBe(7000)
})

test('only a quorum queue has a leader', () => {
  const scene = new Scene()
  scene.queue('c')
  scene.queue('q', {}, { type: 'quorum' })
  expect([scene.broker.leaderOf(0), scene.broker.leaderOf(1)]).toEqual([-1, 0])
})

test('of a single active consumer’s queue one is served; of others all that live', () => {
  const scene = new Scene()
  scene.queue('one', { singleActiveConsumer: true })
  scene.queue('many')
  const { consumer: first } = scene.consume('one')
  const { consumer: second } = scene.consume('one')
  const { consumer: other } = scene.consume('many')
  const served = () => [first, second, other].map((one) => scene.broker.isServed(one))
  expect(served()).toEqual([true, false, true])
  scene.broker.cancel(first)
  scene.broker.cancel(other)
  expect(served()).toEqual([false, true, false])
})

test('a reader is behind by what it was not given yet; who reads no stream never is', () => {
  const scene = new Scene()
  scene.queue('s', {}, { type: 'stream' })
  scene.queue('c')
  scene.sendTimes(5, 's')
  const { consumer } = scene.consume('s', { prefetch: 2, streamOffset: 'first' })
  const { consumer: plain } = scene.consume('c')
  expect(scene.broker.behindOf(consumer)).toBe(3)
  expect(scene.broker.behindOf(plain)).toBeNaN()
})

test('a connection is open until it is closed, a channel until it or its connection is', () => {
  const { broker } = new Scene()
  const connection = broker.openConnection()
  const [mine, other] = [broker.openChannel(connection), broker.openChannel()]
  const open = () => [
    broker.isConnectionOpen(connection),
    broker.isOpen(mine),
    broker.isOpen(other),
  ]
  expect(open()).toEqual([true, true, true])
  expect(broker.isOpen(-1)).toBe(false)
  broker.closeConnection(connection, TraceReason.crash)
  expect(open()).toEqual([false, false, true])
  broker.closeChannel(other, TraceReason.cancel)
  expect(open()).toEqual([false, false, false])
})

test('the cells of a priority queue go from the highest level down, and no further than asked', () => {
  const scene = new Scene()
  scene.queue('q', { maxPriority: 3 })
  scene.sendTimes(2, 'q', { priority: 0 })
  scene.send('q', { priority: 2 })
  const channel = scene.broker.openChannel()
  scene.get('q', channel)
  scene.nack(channel, 1, true)
  scene.get('q', scene.broker.openChannel())
  scene.send('q', { priority: 1 })
  scene.nack(channel, 1, true)
  const cells = new Uint8Array(8)
  expect(scene.broker.cells(0, cells, 1, 7)).toBe(4)
  expect([...cells]).toEqual([0, 1, 1, 1, 4, 0, 0, 0])
  expect(scene.broker.cells(0, cells, 0, 2)).toBe(2)
})
