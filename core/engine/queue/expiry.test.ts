import { expect, test } from 'vitest'
import { Scene } from '#core/engine/scene.ts'

/** Queue `q` dead-lettering to queue `dlq`. */
function timed(args: Parameters<Scene['queue']>[1] = {}): Scene {
  const scene = new Scene()
  scene.queue('q', { deadLetterExchange: '', deadLetterRoutingKey: 'dlq', ...args })
  scene.queue('dlq')
  return scene
}

test('only the head is examined: a short-lived message leaves with the longer-lived one before it', () => {
  const scene = timed()
  scene.send('q', { expirationMs: 5000 })
  scene.send('q', { expirationMs: 500 })
  scene.at(1000)
  expect(scene.ready('q')).toEqual([1, 2])
  scene.at(5000)
  expect([scene.ready('q'), scene.ready('dlq')]).toEqual([[], [1, 2]])
})

test('the smaller of queue and message TTL wins', () => {
  const scene = timed({ messageTtlMs: 1000 })
  scene.send('q', { expirationMs: 5000 })
  expect(scene.broker.nextExpiryUs()).toBe(1_000_000)
  scene.at(1000)
  scene.send('q', { expirationMs: 200 })
  expect(scene.broker.nextExpiryUs()).toBe(1_200_000)
})

test('a requeue keeps the deadline', () => {
  const scene = timed({ messageTtlMs: 500 })
  scene.send('q')
  const channel = scene.broker.openChannel()
  scene.at(300)
  scene.get('q', channel)
  expect(scene.broker.nextExpiryUs()).toBe(Number.POSITIVE_INFINITY)
  scene.nack(channel, 1, true)
  expect(scene.broker.nextExpiryUs()).toBe(500_000)
  scene.at(499)
  expect(scene.ready('q')).toEqual([1])
  scene.at(500)
  expect(scene.ready('dlq')).toEqual([1])
})

test('a message that comes back after its deadline expires at once', () => {
  const scene = timed({ messageTtlMs: 500 })
  scene.send('q')
  const channel = scene.broker.openChannel()
  scene.get('q', channel)
  scene.at(800)
  scene.nack(channel, 1, true)
  expect([scene.ready('q'), scene.ready('dlq')]).toEqual([[], [1]])
})

test('a message handed out at once still has its deadline when it comes back', () => {
  const scene = timed()
  const { channel } = scene.consume('q', { prefetch: 1 })
  scene.send('q', { expirationMs: 100 })
  scene.at(100)
  scene.nack(channel, 1, true)
  expect([scene.got.length, scene.ready('dlq')]).toEqual([1, [1]])
})

test('an expired message is not delivered, even when nobody has moved it out yet', () => {
  const scene = timed({ messageTtlMs: 500 })
  scene.sendTimes(2, 'q')
  scene.broker.nowUs = 500_000
  scene.consume('q')
  expect([scene.deliveredIds(), scene.ready('dlq')]).toEqual([[], [1, 2]])
})

test('the next in line may have expired long ago: it is not delivered either', () => {
  const scene = timed()
  scene.send('q')
  scene.send('q', { expirationMs: 10 })
  scene.send('q')
  scene.at(20)
  const channel = scene.broker.openChannel()
  expect([scene.get('q', channel), scene.get('q', channel)]).toEqual([1, 3])
  expect(scene.ready('dlq')).toEqual([2])
})

test.each([
  ['of the queue', { messageTtlMs: 0 }, null],
  ['of the message', {}, 0],
])('TTL 0 %s: taken by a waiting consumer, else expired at once', (_, args, expirationMs) => {
  const scene = timed(args)
  scene.send('q', { expirationMs })
  expect([scene.ready('q'), scene.ready('dlq')]).toEqual([[], [1]])
  scene.consume('q')
  scene.send('q', { expirationMs })
  expect(scene.deliveredIds()).toEqual([2])
})

test('without a dead-letter exchange an expired message is gone', () => {
  const scene = timed({ deadLetterExchange: null, deadLetterRoutingKey: null, messageTtlMs: 5 })
  scene.send('q')
  scene.at(5)
  expect(scene.log.at(-1)).toBe('P1 dropped q (expired)')
})

test('copies in several queues expire each at its own time', () => {
  const scene = new Scene()
  for (const [index, name] of ['a', 'b', 'c'].entries()) {
    scene.queue(name, { messageTtlMs: 300 - index * 100 })
    scene.bind('amq.fanout', name)
  }
  scene.send('', { exchange: 'amq.fanout' })
  scene.at(300)
  expect(scene.log.slice(-3)).toEqual([
    'P1 dropped c (expired)',
    'P1 dropped b (expired)',
    'P1 dropped a (expired)',
  ])
})

test('a purged or deleted queue expires nothing more', () => {
  const scene = timed({ messageTtlMs: 500 })
  scene.send('q')
  scene.broker.purge(0)
  expect(scene.broker.nextExpiryUs()).toBe(Number.POSITIVE_INFINITY)
  scene.send('q')
  scene.broker.deleteQueue(0)
  expect(scene.broker.nextExpiryUs()).toBe(Number.POSITIVE_INFINITY)
})

test('what basic.get gave can be read although the message behind it died and was sent on', () => {
  const scene = new Scene()
  scene.queue('dead')
  scene.queue('q', { deadLetterExchange: '', deadLetterRoutingKey: 'dead' })
  scene.send('q')
  scene.send('q', { expirationMs: 1 })
  scene.at(5)
  const channel = scene.broker.openChannel()
  const slot = scene.broker.get(channel, 1, scene.broker.queueId('q'), true)
  expect(scene.broker.messageIdOf(slot)).toBe(1)
  expect(scene.ready('dead')).toEqual([2])
})
