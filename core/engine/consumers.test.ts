import { expect, test } from 'vitest'
import { noArguments } from '#core/model/topology.ts'
import { TraceReason } from '#core/model/trace.ts'
import { Scene } from './scene.ts'

/** Which consumers the messages went to, in order. */
const takers = (scene: Scene) => scene.got.map(({ consumer }) => consumer)

test('the highest priority is served while it can take, equals take turns', () => {
  const scene = new Scene()
  scene.queue('q')
  scene.consume('q', { priority: -5 })
  scene.consume('q', { priority: 5, prefetch: 1 })
  scene.consume('q', { priority: 5, prefetch: 2 })
  scene.sendTimes(5, 'q')
  expect(takers(scene)).toEqual([1, 2, 2, 0, 0])
})

test('an exclusive consumer suffers no other and joins no other; a quorum queue heeds neither', () => {
  const scene = new Scene()
  for (const type of ['classic', 'quorum'] as const) scene.queue(type, {}, { type })
  scene.consume('classic', { exclusive: true })
  expect(scene.consume('classic').consumer).toBe(-403)
  scene.consume('quorum')
  expect(scene.consume('quorum', { exclusive: true }).consumer).toBe(2)
})

test('a tag is used once on a channel and free again after its end', () => {
  const scene = new Scene()
  scene.queue('q')
  const { channel, consumer } = scene.consume('q', { tag: 'c' })
  expect(scene.consume('q', { tag: 'c', channel }).consumer).toBe(-530)
  scene.broker.cancel(consumer)
  expect(scene.consume('q', { tag: 'c', channel }).consumer).toBe(1)
})

test('a single active consumer stays until it goes; its follower gets what it held first', () => {
  const scene = new Scene()
  scene.queue('q', { singleActiveConsumer: true })
  const first = scene.consume('q', { prefetch: 2 })
  scene.consume('q')
  scene.consume('q', { priority: 9 })
  scene.sendTimes(3, 'q')
  expect(takers(scene)).toEqual([0, 0])
  scene.close(first.channel)
  expect(scene.got.slice(2).map(({ consumer, id }) => [consumer, id])).toEqual([
    [2, 1],
    [2, 2],
    [2, 3],
  ])
})

test.each([
  ['rabbitmq@3.10', [0, 0]],
  ['rabbitmq@4.3', [0, 1]],
] as const)(
  'in %s the active one of a quorum queue gives way to a priority or not',
  (profile, to) => {
    const scene = new Scene(profile)
    scene.queue('q', { singleActiveConsumer: true }, { type: 'quorum' })
    const { channel } = scene.consume('q')
    scene.send('q')
    scene.consume('q', { priority: 1 })
    scene.ack(channel, 1)
    scene.send('q')
    expect(takers(scene)).toEqual(to)
    expect(scene.broker.get(channel, 1, scene.broker.queueId('q'), true)).toBe(-405)
  },
)

test.each([
  ['rabbitmq@4.0', [0, 0, 1]],
  ['rabbitmq@4.3', [0, 0, 0, 1, 1, 1]],
] as const)('in %s a global limit counts for the channel or for each consumer', (profile, to) => {
  const scene = new Scene(profile)
  scene.queue('q')
  const channel = scene.broker.openChannel()
  scene.sendTimes(7, 'q')
  scene.broker.qos(channel, 2)
  scene.broker.qos(channel, 3, { global: true })
  scene.consume('q', { channel })
  scene.consume('q', { channel })
  expect(takers(scene)).toEqual(to)
})

test('a shared limit that is used up holds no replies back', () => {
  const scene = new Scene('rabbitmq@4.0')
  scene.queue('q')
  const channel = scene.broker.openChannel()
  scene.broker.qos(channel, 1, { global: true })
  scene.send('q')
  scene.consume('q', { channel })
  scene.broker.consumeReplies(channel, 1, { autoAck: true })
  scene.send(`amq.rabbitmq.reply-to.${channel}`)
  expect(scene.deliveredIds()).toEqual([1, 2])
})

test('what a cancelled consumer left behind uses up a shared limit and frees it again', () => {
  const scene = new Scene('rabbitmq@4.0')
  for (const name of ['a', 'b']) scene.queue(name)
  const { channel, consumer } = scene.consume('a')
  scene.sendTimes(2, 'a')
  scene.broker.cancel(consumer)
  scene.broker.qos(channel, 2, { global: true })
  scene.ack(channel, 1)
  scene.sendTimes(2, 'b')
  scene.consume('b', { channel })
  expect(scene.deliveredIds()).toEqual([1, 2, 3])
  scene.ack(channel, 2)
  expect(scene.deliveredIds()).toEqual([1, 2, 3, 4])
})

test('an ack frees a shared limit for every queue of the channel', () => {
  const scene = new Scene('rabbitmq@3.13')
  for (const name of ['a', 'b']) scene.queue(name)
  scene.queue('quorum', {}, { type: 'quorum' })
  const channel = scene.broker.openChannel()
  scene.broker.qos(channel, 1, { global: true })
  scene.consume('a', { channel })
  scene.consume('b', { channel })
  expect(scene.consume('quorum', { channel }).consumer).toBe(-540)
  scene.send('a')
  scene.send('b')
  expect(scene.deliveredIds()).toEqual([1])
  scene.ack(channel, 1)
  expect(scene.deliveredIds()).toEqual([1, 2])
  scene.broker.qos(channel, 0, { global: true })
  scene.send('a')
  expect(scene.deliveredIds()).toEqual([1, 2, 3])
})

test('who holds a delivery too long loses its channel before 4.3, later the quorum consumer alone', () => {
  for (const [profile, type, closed, gone] of [
    ['rabbitmq@4.0', 'classic', 1, 0],
    ['rabbitmq@4.3', 'classic', 0, 0],
    ['rabbitmq@4.3', 'quorum', 0, 1],
  ] as const) {
    const scene = new Scene(profile)
    scene.queue('q', {}, { type })
    scene.broker.setAckTimeout(5_000)
    scene.consume('q')
    scene.send('q')
    scene.at(4)
    expect(scene.unacked('q')).toBe(1)
    scene.at(5)
    expect([scene.blocked.length, scene.cancelled.length]).toEqual([closed, gone])
    expect(scene.ready('q')).toEqual(closed + gone > 0 ? [1] : [])
  }
})

test('recover gives all back but what a transaction has settled; without requeue it is refused', () => {
  const scene = new Scene()
  scene.queue('q')
  const channel = scene.broker.openChannel()
  scene.sendTimes(3, 'q')
  for (let i = 0; i < 3; i++) scene.get('q', channel)
  scene.broker.txSelect(channel)
  scene.ack(channel, 2)
  expect(scene.broker.recover(channel, false)).toMatchObject({
    replyCode: 540,
    scope: 'connection',
  })
  scene.broker.recover(channel, true)
  scene.broker.check()
  expect(scene.ready('q')).toEqual([1, 3])
  scene.broker.txCommit(channel)
  expect(scene.unacked('q')).toBe(0)
})

test('a transaction happens at its commit; what is rolled back or lost with the channel never does', () => {
  const scene = new Scene()
  scene.queue('q')
  const { broker } = scene
  scene.send('q')
  scene.publisher = broker.openChannel()
  expect(broker.txSelect(scene.publisher).ok).toBe(true)
  expect(broker.confirmSelect(scene.publisher)).toMatchObject({ replyCode: 406 })
  scene.send('q')
  scene.get('q', scene.publisher)
  expect(scene.ack(scene.publisher, 1)).toBe(true)
  expect(scene.ack(scene.publisher, 1)).toBe(false)
  broker.txRollback(scene.publisher)
  expect([scene.ready('q'), scene.unacked('q')]).toEqual([[], 1])
  scene.send('q')
  scene.ack(scene.publisher, 0, true)
  broker.txCommit(scene.publisher)
  expect([scene.ready('q'), scene.unacked('q')]).toEqual([[2], 0])
  scene.send('q')
  scene.get('q', scene.publisher)
  scene.ack(scene.publisher, 2)
  scene.close(scene.publisher)
  expect(scene.ready('q')).toEqual([2])
})

test('an exclusive queue is its connection’s own and goes with it', () => {
  const scene = new Scene()
  const { broker } = scene
  const [own, other] = [broker.openConnection(), broker.openConnection()]
  const spec = { exclusive: true, durable: false, autoDelete: false, name: 'q' } as const
  const whole = { ...spec, type: 'classic', arguments: noArguments } as const
  const queue = broker.declareQueue(whole, own)
  expect(broker.declareQueue(whole, own)).toEqual(queue)
  for (const refused of [
    broker.declareQueue(whole, other),
    broker.lookAtQueue('q', other),
    broker.deleteQueue(0, { connection: other }),
    broker.mayUse(0, other),
  ])
    expect(refused).toMatchObject({ ok: false, replyCode: 405 })
  const channel = broker.openChannel(other)
  expect(scene.consume('q', { channel }).consumer).toBe(-405)
  expect([broker.get(channel, 1, 0, true), broker.purge(0, other)]).toEqual([-405, -405])
  broker.closeConnection(own, TraceReason.crash)
  broker.check()
  expect(broker.lookAtQueue('q', own)).toMatchObject({ replyCode: 404 })
})

test('an unused queue goes; a consumer, basic.get and declaring a classic one again keep it', () => {
  const scene = new Scene()
  scene.queue('q', { expiresMs: 10 })
  scene.queue('quorum', { expiresMs: 10 }, { type: 'quorum' })
  scene.at(6)
  scene.queue('q', { expiresMs: 10 })
  scene.queue('quorum', { expiresMs: 10 }, { type: 'quorum' })
  scene.at(15)
  expect([scene.broker.queueId('q'), scene.broker.queueId('quorum')]).toEqual([0, -1])
  scene.get('q', scene.publisher)
  scene.at(24)
  const { consumer } = scene.consume('q')
  scene.at(100)
  expect(scene.broker.queueId('q')).toBe(0)
  scene.broker.cancel(consumer)
  scene.at(109)
  expect(scene.broker.queueId('q')).toBe(0)
  scene.at(110)
  expect(scene.broker.queueId('q')).toBe(-1)
})

test.each([
  ['rabbitmq@4.0', ['1 returned', '1+']],
  ['rabbitmq@4.3', ['1+']],
] as const)('a direct reply arrives in %s, and mandatory says so or not', (profile, heard) => {
  const scene = new Scene(profile)
  const { broker } = scene
  const asker = broker.openChannel()
  expect(broker.replyAddress(asker)).toBeNull()
  expect(broker.consumeReplies(asker, 1, { autoAck: false })).toBe(-406)
  const consumer = broker.consumeReplies(asker, 1, { autoAck: true })
  expect(broker.consumeReplies(asker, 1, { autoAck: true })).toBe(-406)
  const address = broker.replyAddress(asker)!
  scene.send(address, { mandatory: true })
  expect(scene.got.map((got) => [got.consumer, got.id])).toEqual([[consumer, 1]])
  expect(scene.heard).toEqual(heard)
  scene.close(asker)
  scene.send(address)
  expect(scene.got.length).toBe(1)
})

test('a limit of the channel counts what a cancelled consumer left, and forgets it when it is settled', () => {
  const scene = new Scene('rabbitmq@4.0')
  const { broker } = scene
  scene.queue('q')
  scene.send('q')
  const { channel, consumer } = scene.consume('q', { prefetch: 1 })
  broker.cancel(consumer)
  broker.qos(channel, 1, { global: true })
  broker.check()
  scene.ack(channel, 1)
  broker.check()
})
