import { expect, test } from 'vitest'
import { Scene } from './scene.ts'

test('competing consumers take turns, one message each', () => {
  const scene = new Scene()
  scene.queue('q')
  const [a, b] = [scene.consume('q', { prefetch: 1 }), scene.consume('q', { prefetch: 1 })]
  for (let i = 0; i < 4; i++) {
    scene.send('q')
    const { consumer, tag } = scene.got.at(-1)!
    scene.ack(consumer === a.consumer ? a.channel : b.channel, tag)
  }
  const takers = scene.got.map(({ consumer }) => consumer)
  expect(takers).toEqual([a.consumer, b.consumer, a.consumer, b.consumer])
})

test('a consumer that is full when its turn comes leaves the round and comes back at its end', () => {
  const scene = new Scene()
  scene.queue('q')
  const a = scene.consume('q', { prefetch: 1 })
  scene.consume('q')
  scene.consume('q')
  scene.sendTimes(4, 'q')
  scene.ack(a.channel, 1)
  scene.sendTimes(3, 'q')
  expect(scene.got.map(({ consumer }) => consumer)).toEqual([0, 1, 2, 1, 2, 1, 0])
})

test('a consumer that was full and is free again before its turn keeps its place', () => {
  const scene = new Scene()
  scene.queue('q')
  const a = scene.consume('q', { prefetch: 1 })
  scene.consume('q')
  scene.consume('q')
  scene.sendTimes(3, 'q')
  scene.ack(a.channel, 1)
  scene.sendTimes(3, 'q')
  expect(scene.got.map(({ consumer }) => consumer)).toEqual([0, 1, 2, 0, 1, 2])
})

test('prefetch bounds each consumer of a channel by itself', () => {
  const scene = new Scene()
  scene.queue('q')
  const { channel } = scene.consume('q', { prefetch: 2 })
  scene.consume('q', { prefetch: 2, channel })
  scene.sendTimes(6, 'q')
  expect(scene.got.length).toBe(4)
  expect(scene.unacked('q')).toBe(4)
})

test('a new prefetch of a running consumer holds at once', () => {
  const scene = new Scene()
  scene.queue('q')
  const { channel, consumer } = scene.consume('q', { prefetch: 3 })
  scene.sendTimes(6, 'q')
  scene.broker.setPrefetch(consumer, 4)
  scene.broker.check()
  expect(scene.deliveredIds()).toEqual([1, 2, 3, 4])
  scene.broker.setPrefetch(consumer, 2)
  scene.broker.check()
  scene.ack(channel, 1)
  scene.ack(channel, 2)
  expect(scene.got.length, 'two unacked are still its limit').toBe(4)
  scene.ack(channel, 3)
  expect(scene.deliveredIds()).toEqual([1, 2, 3, 4, 5])
})

test('requeued messages go back to their places, whatever the order they come back in', () => {
  const scene = new Scene()
  scene.queue('q')
  scene.sendTimes(5, 'q')
  const { channel, consumer } = scene.consume('q', { prefetch: 3 })
  scene.broker.cancel(consumer)
  for (const tag of [3, 1, 2]) scene.nack(channel, tag, true)
  expect(scene.ready('q')).toEqual([1, 2, 3, 4, 5])
  scene.got.length = 0
  scene.consume('q')
  expect(scene.got.map(({ id, redelivered }) => [id, redelivered])).toEqual([
    [1, true],
    [2, true],
    [3, true],
    [4, false],
    [5, false],
  ])
})

test('a lost channel returns all it held, in order, to the next consumer', () => {
  const scene = new Scene()
  scene.queue('q')
  const { channel } = scene.consume('q')
  scene.sendTimes(2, 'q')
  const next = scene.consume('q')
  scene.got.length = 0
  scene.close(channel)
  expect(scene.got.map(({ consumer, id, redelivered }) => [consumer, id, redelivered])).toEqual([
    [next.consumer, 1, true],
    [next.consumer, 2, true],
  ])
  expect(scene.log.slice(-4)).toEqual([
    'P1 requeued q (crash)',
    'P2 requeued q (crash)',
    'P1 delivered q',
    'P2 delivered q',
  ])
})

test('a cancelled consumer gets nothing more and keeps what it holds until its channel closes', () => {
  const scene = new Scene()
  scene.queue('q')
  scene.sendTimes(2, 'q')
  const { channel, consumer } = scene.consume('q', { prefetch: 2 })
  scene.broker.cancel(consumer)
  scene.send('q')
  expect(scene.ready('q')).toEqual([3])
  expect(scene.ack(channel, 1)).toBe(true)
  expect(scene.ready('q')).toEqual([3])
  scene.close(channel)
  expect(scene.ready('q')).toEqual([2, 3])
})

test('a tag that is unknown, settled, or of another channel settles nothing', () => {
  const scene = new Scene()
  scene.queue('q')
  scene.send('q')
  const { channel } = scene.consume('q')
  const other = scene.broker.openChannel()
  expect(scene.ack(channel, 2)).toBe(false)
  expect(scene.ack(channel, 0)).toBe(false)
  expect(scene.ack(channel, 2, true)).toBe(false)
  expect(scene.ack(other, 1)).toBe(false)
  expect(scene.unacked('q')).toBe(1)
  expect(scene.ack(channel, 1)).toBe(true)
  expect(scene.ack(channel, 1)).toBe(false)
  expect(scene.nack(channel, 1, true, true)).toBe(false)
})

test('multiple settles up to the tag; tag 0 settles all', () => {
  const scene = new Scene()
  scene.queue('q')
  scene.sendTimes(5, 'q')
  const { channel } = scene.consume('q')
  scene.ack(channel, 3, true)
  expect(scene.unacked('q')).toBe(2)
  scene.ack(channel, 0, true)
  expect(scene.unacked('q')).toBe(0)
  expect(scene.ack(channel, 0, true), 'all of nothing is no error').toBe(true)
})

test('nack multiple over two queues gives each its messages back', () => {
  const scene = new Scene()
  scene.queue('a')
  scene.queue('b')
  for (const key of ['a', 'b', 'a', 'b']) scene.send(key)
  const one = scene.consume('a')
  const two = scene.consume('b', { channel: one.channel })
  scene.broker.cancel(one.consumer)
  scene.broker.cancel(two.consumer)
  scene.nack(one.channel, 3, true, true)
  expect([scene.ready('a'), scene.ready('b')]).toEqual([[1, 3], [2]])
})

test('basic.get takes the oldest ready message, whatever any prefetch, and null when there is none', () => {
  const scene = new Scene()
  scene.queue('q')
  scene.sendTimes(3, 'q')
  const channel = scene.broker.openChannel()
  const seen = [1, 2, 3, 4].map(() => [scene.get('q', channel), scene.ready('q').length])
  expect(seen).toEqual([
    [1, 2],
    [2, 1],
    [3, 0],
    [null, 0],
  ])
  scene.nack(channel, 2, true)
  const slot = scene.broker.get(channel, 1, 0, false)
  expect(scene.broker.messageIdOf(slot)).toBe(2)
  expect(scene.broker.redeliveredOf(slot)).toBe(true)
  expect(scene.broker.lastTag(channel)).toBe(4)
})

test('what basic.get took without an ack can be read like any other, its history and its counts too', () => {
  const scene = new Scene('rabbitmq@3.10')
  const { broker } = scene
  scene.queue('q', { maxLength: 0, deadLetterExchange: '', deadLetterRoutingKey: 'dlq' })
  scene.queue('dlq', {}, { type: 'quorum' })
  scene.sendTimes(3, 'q')
  const channel = broker.openChannel()
  for (const id of [1, 2, 3]) {
    const slot = broker.get(channel, 1, broker.queueId('dlq'), true)
    broker.check()
    expect(broker.messageIdOf(slot)).toBe(id)
    expect(broker.deathsOf(slot).map(({ queue, reason }) => [queue, reason])).toEqual([
      ['q', 'maxlen'],
    ])
    expect(broker.countHeadersOf(slot).fields).toEqual([['x-delivery-count', 0]])
    expect(broker.messagesHeld()).toBe(3 - id)
  }
})

test('a message rejected back thirty times is delivered again each time: classic queues have no limit', () => {
  const scene = new Scene()
  scene.queue('q', { deadLetterExchange: 'amq.fanout' })
  const { channel } = scene.consume('q', { prefetch: 1 })
  scene.send('q')
  for (let tag = 1; tag <= 30; tag++) scene.reject(channel, tag, true)
  expect(scene.got.length).toBe(31)
  expect(scene.broker.attemptsOf(scene.got.at(-1)!.slot)).toBe(31)
  expect(scene.broker.deathsOf(scene.got.at(-1)!.slot)).toEqual([])
})

test('a deleted queue cancels its consumers', () => {
  const scene = new Scene()
  scene.queue('q')
  const { consumer } = scene.consume('q')
  scene.broker.deleteQueue(0)
  scene.broker.check()
  expect(scene.cancelled).toEqual([consumer])
})

test('an auto-ack delivery is done when it is made, and uses up a tag', () => {
  const scene = new Scene()
  scene.queue('q')
  const { channel } = scene.consume('q', { autoAck: true, prefetch: 1 })
  scene.sendTimes(3, 'q')
  expect(scene.deliveredIds()).toEqual([1, 2, 3])
  expect([scene.unacked('q'), scene.broker.messagesHeld()]).toEqual([0, 0])
  expect(scene.broker.lastTag(channel)).toBe(3)
  expect(scene.ack(channel, 3)).toBe(false)
})

test('purge drops what is ready and leaves what is unacked', () => {
  const scene = new Scene()
  scene.queue('q', { deadLetterExchange: 'amq.fanout' })
  scene.sendTimes(4, 'q')
  scene.consume('q', { prefetch: 1 })
  expect(scene.broker.purge(0)).toBe(3)
  scene.broker.check()
  expect([scene.ready('q'), scene.unacked('q')]).toEqual([[], 1])
  expect(scene.log.slice(-3)).toEqual([
    'P2 dropped q (purged)',
    'P3 dropped q (purged)',
    'P4 dropped q (purged)',
  ])
})

test('an ack makes room for the next message, and what is over its time behind it goes', () => {
  const scene = new Scene()
  scene.queue('dlq')
  scene.queue('q', { deadLetterExchange: '', deadLetterRoutingKey: 'dlq' })
  const { channel } = scene.consume('q', { prefetch: 1 })
  scene.sendTimes(2, 'q')
  scene.send('q', { expirationMs: 5 })
  scene.at(10)
  expect(scene.ready('q')).toEqual([2, 3])
  scene.ack(channel, 1)
  scene.broker.check()
  expect([scene.deliveredIds(), scene.ready('q'), scene.ready('dlq')]).toEqual([[1, 2], [], [3]])
})

test('a paused consumer is given nothing until it goes on', () => {
  const scene = new Scene()
  scene.queue('q')
  const { consumer } = scene.consume('q')
  scene.broker.pauseConsumer(consumer, true)
  scene.send('q')
  scene.broker.check()
  expect(scene.got).toEqual([])
  scene.broker.pauseConsumer(consumer, false)
  scene.broker.check()
  expect(scene.deliveredIds()).toEqual([1])
})
