import { expect, test } from 'vitest'
import { Scene } from '#core/engine/scene.ts'
import type { QueueArguments } from '#core/model/topology.ts'

/** Rules a random run found broken: each needs several features of a quorum queue at once. */

function withQuorum(
  profile: 'rabbitmq@3.10' | 'rabbitmq@3.13' | 'rabbitmq@4.0',
  args: Partial<QueueArguments> = {},
): Scene {
  const scene = new Scene(profile)
  expect(scene.queue('q', args, { type: 'quorum' }).ok).toBe(true)
  return scene
}

test('a return that enters anew at the tail keeps the TTL it met at first', () => {
  const scene = withQuorum('rabbitmq@3.13')
  const { broker } = scene
  scene.send('q')
  const channel = broker.openChannel()
  scene.get('q', channel)
  broker.setPolicy({
    name: 'p',
    operator: false,
    pattern: '',
    priority: 0,
    applyTo: 'queues',
    definition: { messageTtlMs: 10 },
  })
  scene.nack(channel, 1, true)
  scene.at(20)
  expect(scene.ready('q')).toEqual([1])
  scene.send('q')
  scene.at(40)
  expect(scene.ready('q')).toEqual([1, 2])
  scene.get('q', channel)
  expect(scene.ready('q')).toEqual([])
})

test('a return that waits for its retry keeps the TTL it met when a policy goes', () => {
  const scene = new Scene('rabbitmq@4.3')
  scene.queue('q', { delayedRetryType: 'all', delayedRetryMinMs: 5 }, { type: 'quorum' })
  const { broker } = scene
  broker.setPolicy({
    name: 'p',
    operator: false,
    pattern: '',
    priority: 0,
    applyTo: 'queues',
    definition: { messageTtlMs: 10 },
  })
  scene.send('q')
  const channel = broker.openChannel()
  scene.get('q', channel)
  scene.nack(channel, 1, true)
  broker.clearPolicy('p', false)
  scene.at(9)
  expect(scene.ready('q')).toEqual([1])
  scene.at(10)
  expect(scene.ready('q')).toEqual([])
})

test('what goes straight to a consumer counts towards the turn of the normal level', () => {
  const scene = withQuorum('rabbitmq@4.0')
  scene.consume('q', { prefetch: 1 })
  scene.send('q', { priority: 9 })
  scene.send('q', { priority: 1 })
  scene.send('q', { priority: 9 })
  scene.send('q', { priority: 9 })
  const channel = scene.broker.openChannel()
  const taken = [1, 2, 3].map(() => scene.get('q', channel))
  expect(taken).toEqual([3, 2, 4])
})

test('a length limit that lets the head go looks at the time of the next one', () => {
  const scene = withQuorum('rabbitmq@3.13', { maxLength: 1 })
  const { channel } = scene.consume('q', { prefetch: 2 })
  scene.send('q')
  scene.send('q', { expirationMs: 10 })
  scene.at(20)
  scene.close(channel)
  expect(scene.ready('q')).toEqual([])
  scene.broker.check()
})

test('what is over its time goes level by level, what came back first of all', () => {
  const scene = new Scene('rabbitmq@4.3')
  scene.queue('q', { messageTtlMs: 10 }, { type: 'quorum' })
  const channel = scene.broker.openChannel()
  for (const priority of [1, 1, 9, 9, 1, 1]) scene.send('q', { priority })
  for (const id of [3, 4, 1]) expect(scene.get('q', channel)).toBe(id)
  scene.nack(channel, 3, true)
  scene.nack(channel, 1, true)
  for (const priority of [9, 9]) scene.send('q', { priority })
  scene.log.length = 0
  scene.at(10)
  const order = [1, 3, 7, 8, 2, 5, 6]
  expect(scene.log).toEqual(order.map((id) => `P${id} dropped q (expired)`))
})

test('in the turn of the normal level an older high message still goes first', () => {
  const scene = withQuorum('rabbitmq@4.0')
  scene.sendTimes(3, 'q', { priority: 9 })
  scene.sendTimes(2, 'q', { priority: 1 })
  const channel = scene.broker.openChannel()
  expect([1, 2, 3, 4, 5].map(() => scene.get('q', channel))).toEqual([1, 2, 3, 4, 5])
})

test('on 3.10 a death by the delivery limit lets in a consumer whose limit was lowered below what it holds', () => {
  const scene = withQuorum('rabbitmq@3.10', { deliveryLimit: 0 })
  scene.sendTimes(3, 'q')
  const { channel, consumer } = scene.consume('q', { prefetch: 2 })
  scene.broker.setPrefetch(consumer, 1)
  scene.nack(channel, 1, true)
  expect(scene.deliveredIds()).toEqual([1, 2, 3])
})

test('after a purge the levels take turns from the beginning', () => {
  for (const before of [0, 1, 2]) {
    const scene = withQuorum('rabbitmq@4.0')
    const channel = scene.broker.openChannel()
    scene.sendTimes(before + 1, 'q')
    for (let i = 0; i < before; i++) scene.get('q', channel)
    scene.broker.purge(0)
    scene.send('q')
    scene.sendTimes(3, 'q', { priority: 9 })
    const order = [1, 2, 3, 4].map(() => scene.get('q', channel)! - before - 2)
    expect(order).toEqual([1, 2, 0, 3])
  }
})
