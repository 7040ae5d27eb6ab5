import { expect, test } from 'vitest'
import { Scene } from '#core/engine/scene.ts'

/** Queue `q` dead-lettering to queue `dlq`. */
function limited(args: Parameters<Scene['queue']>[1]): Scene {
  const scene = new Scene()
  scene.queue('q', { deadLetterExchange: 'dlx', ...args })
  scene.queue('dlq')
  scene.exchange('dlx', 'fanout')
  scene.bind('dlx', 'dlq')
  return scene
}

test('drop-head: the oldest go to the dead-letter exchange, every publish is acked', () => {
  const scene = limited({ maxLength: 2 })
  scene.sendTimes(4, 'q')
  expect([scene.ready('q'), scene.ready('dlq')]).toEqual([
    [3, 4],
    [1, 2],
  ])
  expect(scene.heard).toEqual(['1+', '2+', '3+', '4+'])
  expect(scene.log.slice(-4)).toEqual([
    'P4 enqueued q',
    'P2 deadLettered q (maxlen)',
    'P4 confirmed',
    'P2 enqueued dlq',
  ])
})

test('reject-publish: the newest is refused and nacked, other queues keep their copy', () => {
  const scene = new Scene()
  scene.queue('q', { maxLength: 2, overflow: 'reject-publish' })
  scene.queue('all')
  scene.bind('amq.fanout', 'q')
  scene.bind('amq.fanout', 'all')
  scene.sendTimes(4, '', { exchange: 'amq.fanout' })
  expect(scene.heard).toEqual(['1+', '2+', '3-', '4-'])
  expect([scene.ready('q'), scene.ready('all')]).toEqual([
    [1, 2],
    [1, 2, 3, 4],
  ])
})

test('reject-publish-dlx: the refused message is nacked and dead-lettered', () => {
  const scene = limited({ maxLength: 2, overflow: 'reject-publish-dlx' })
  scene.sendTimes(4, 'q')
  expect(scene.heard).toEqual(['1+', '2+', '3-', '4-'])
  expect([scene.ready('q'), scene.ready('dlq')]).toEqual([
    [1, 2],
    [3, 4],
  ])
  const { broker } = scene
  const [death] = broker.deathsOf(broker.readySlots(broker.queueId('dlq'), 1)[0]!)
  expect([death!.queue, death!.reason, death!.count]).toEqual(['q', 'maxlen', 1])
})

test('a requeue beyond the limit drops the head, which is the requeued message itself', () => {
  const scene = limited({ maxLength: 2 })
  scene.sendTimes(2, 'q')
  const channel = scene.broker.openChannel()
  scene.get('q', channel)
  scene.send('q')
  scene.nack(channel, 1, true)
  expect([scene.ready('q'), scene.ready('dlq')]).toEqual([[2, 3], [1]])
})

test('a requeue into a full reject-publish queue drops nothing', () => {
  const scene = limited({ maxLength: 1, overflow: 'reject-publish' })
  scene.send('q')
  const channel = scene.broker.openChannel()
  scene.get('q', channel)
  scene.send('q')
  scene.nack(channel, 1, true)
  expect([scene.ready('q'), scene.ready('dlq')]).toEqual([[1, 2], []])
})

test('unacked messages do not count', () => {
  const scene = limited({ maxLength: 3 })
  scene.consume('q', { prefetch: 5 })
  scene.sendTimes(8, 'q')
  expect([scene.unacked('q'), scene.ready('q'), scene.ready('dlq')]).toEqual([5, [6, 7, 8], []])
})

test('with a limit of 0 a waiting consumer is still served by drop-head, and not by reject-publish', () => {
  const dropping = limited({ maxLength: 0 })
  dropping.consume('q')
  dropping.send('q')
  expect(dropping.deliveredIds()).toEqual([1])
  const refusing = limited({ maxLength: 0, overflow: 'reject-publish' })
  refusing.consume('q')
  refusing.send('q')
  expect([refusing.deliveredIds(), refusing.heard]).toEqual([[], ['1-']])
})

test('with a limit of 0 and nobody waiting the message itself is dropped', () => {
  const scene = limited({ maxLength: 0 })
  scene.send('q')
  expect([scene.ready('q'), scene.ready('dlq')]).toEqual([[], [1]])
})

test('a limit in bytes counts bodies and drops as many as it takes', () => {
  const scene = limited({ maxLengthBytes: 10 })
  scene.sendTimes(3, 'q', { sizeBytes: 3 })
  scene.send('q', { sizeBytes: 7 })
  expect([scene.ready('q'), scene.ready('dlq')]).toEqual([
    [3, 4],
    [1, 2],
  ])
  expect(scene.broker.readyBytes(0)).toBe(10)
  scene.send('q', { sizeBytes: 11 })
  expect(scene.ready('q'), 'a body larger than the limit cannot stay').toEqual([])
})

test('full queues that dead-letter into each other end, however many messages they displace', () => {
  const scene = new Scene()
  scene.queue('a', { maxLength: 3, deadLetterExchange: '', deadLetterRoutingKey: 'b' })
  scene.queue('b', { maxLength: 3, deadLetterExchange: '', deadLetterRoutingKey: 'a' })
  scene.sendTimes(20, 'a')
  expect([scene.ready('a').length, scene.ready('b').length]).toEqual([3, 3])
})

test('a message pushed on through thousands of full queues needs no stack', () => {
  const scene = new Scene()
  const queues = 5000
  for (let i = 0; i < queues; i++) {
    const next = { deadLetterExchange: '', deadLetterRoutingKey: `q${i + 1}` }
    scene.queue(`q${i}`, { maxLength: 0, ...next })
  }
  scene.queue(`q${queues}`)
  scene.send('q0')
  expect(scene.ready(`q${queues}`)).toEqual([1])
})
