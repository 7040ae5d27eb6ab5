import { expect, test } from 'vitest'
import { emptyTable, noArguments } from '#core/model/topology.ts'
import { Broker } from './broker.ts'
import { PublishResult } from './publish-result.ts'
import { Scene } from './scene.ts'

test('an unroutable message is acked; a mandatory one is returned first', () => {
  const scene = new Scene()
  expect(scene.send('nowhere')).toBe(PublishResult.unroutable)
  expect(scene.send('nowhere', { mandatory: true })).toBe(PublishResult.unroutable)
  expect(scene.heard).toEqual(['1+', '2 returned', '2+'])
  expect(scene.log).toEqual(['P1 unroutable', 'P1 confirmed', 'P2 returned', 'P2 confirmed'])
})

test('publishing to a missing exchange is a refusal: no message, no confirm', () => {
  const scene = new Scene()
  scene.exchange('x', 'fanout')
  const gone = scene.broker.exchangeId('x')
  scene.broker.deleteExchange(gone)
  expect(scene.send('k', { exchange: 'never was' })).toBe(PublishResult.noExchange)
  const template = { sizeBytes: 1, persistent: false, expirationMs: null, headers: emptyTable }
  const id = scene.broker.templateId({ ...template, priority: null, userRef: 0 })
  const key = scene.broker.keyId('k')
  expect(scene.broker.publish(0, 0, gone, key, id, false, 0)).toBe(PublishResult.noExchange)
  expect([scene.heard, scene.log]).toEqual([[], []])
})

test('an exchange deleted after it was used takes no more messages', () => {
  const scene = new Scene()
  scene.exchange('x', 'fanout')
  const id = scene.broker.exchangeId('x')
  const key = scene.broker.keyId('k')
  const template = scene.broker.templateId({
    sizeBytes: 1,
    persistent: false,
    expirationMs: null,
    headers: emptyTable,
    priority: null,
    userRef: 0,
  })
  const publish = () => scene.broker.publish(0, 0, id, key, template, false, 0)
  expect(publish()).toBe(PublishResult.unroutable)
  scene.broker.deleteExchange(id)
  expect(publish()).toBe(PublishResult.noExchange)
})

test('a client may not publish to an internal exchange', () => {
  const scene = new Scene()
  scene.exchange('x', 'fanout', { internal: true })
  expect(scene.send('k', { exchange: 'x' })).toBe(PublishResult.forbidden)
  expect(scene.heard).toEqual([])
})

test('an internal exchange may be reached by dead letters, and stays closed to clients afterwards', () => {
  const scene = new Scene()
  scene.exchange('x', 'fanout', { internal: true })
  scene.queue('dlq')
  scene.bind('x', 'dlq')
  scene.queue('q', { maxLength: 0, deadLetterExchange: 'x' })
  scene.send('q')
  expect(scene.ready('dlq')).toEqual([1])
  expect(scene.send('q', { exchange: 'x' })).toBe(PublishResult.forbidden)
})

test('an impossible expiration or size fails with a sentence', () => {
  const scene = new Scene()
  expect(() => scene.send('q', { expirationMs: -1 })).toThrow('An expiration of -1 ms')
  expect(() => scene.send('q', { expirationMs: 2 ** 32 })).toThrow('is not possible')
  expect(() => scene.send('q', { sizeBytes: 0.5 })).toThrow('A body of 0.5 B')
})

test('confirms are numbered from 1, one verdict each', () => {
  const scene = new Scene()
  scene.queue('q')
  scene.sendTimes(3, 'q')
  expect(scene.heard).toEqual(['1+', '2+', '3+'])
})

test('every copy of a message has its id; slots tell what it was sent with', () => {
  const scene = new Scene()
  scene.queue('a')
  scene.queue('b')
  scene.bind('amq.fanout', 'a')
  scene.bind('amq.fanout', 'b')
  scene.at(7)
  scene.send('some.key', { exchange: 'amq.fanout', mark: 200 })
  const { broker } = scene
  for (const queue of [0, 1]) {
    const slot = broker.readySlots(queue, 9)[0]!
    expect({
      id: broker.messageIdOf(slot),
      key: broker.keyName(broker.keyOf(slot)),
      exchange: broker.exchangeNames[broker.exchangeOf(slot)],
      queue: broker.queueOf(slot),
      mark: broker.markOf(slot),
      attempts: broker.attemptsOf(slot),
      enqueuedUs: broker.enqueuedUsOf(slot),
      deaths: broker.deathsOf(slot),
    }).toEqual({
      id: 1,
      key: 'some.key',
      exchange: 'amq.fanout',
      queue,
      mark: 200,
      attempts: 0,
      enqueuedUs: 7000,
      deaths: [],
    })
  }
})

test('a broker that may hold no more says so and changes nothing', () => {
  const ignore = () => {}
  const sink = {
    delivered: ignore,
    confirmed: ignore,
    returned: ignore,
    cancelled: ignore,
    blocked: ignore,
    unblocked: ignore,
    failed: ignore,
  }
  const broker = new Broker({
    profile: 'rabbitmq@4.3',
    sink,
    trace: { append: ignore },
    messagesMax: 1,
  })
  const scene = new Scene()
  scene.queue('q')
  broker.declareQueue({
    name: 'q',
    type: 'classic',
    durable: true,
    exclusive: false,
    autoDelete: false,
    arguments: noArguments,
  })
  const template = { sizeBytes: 1, persistent: false, expirationMs: null, headers: emptyTable }
  const id = broker.templateId({ ...template, priority: null, userRef: 0 })
  const send = () => broker.publish(broker.openChannel(), 0, 0, broker.keyId('q'), id, false, 0)
  send()
  expect(send).toThrow('holds 1 messages and may hold 1')
  broker.check()
  expect(broker.ready(0)).toBe(1)
})

test('cells show the ready messages from the head, then the unacked ones', () => {
  const scene = new Scene()
  scene.queue('q')
  scene.sendTimes(5, 'q')
  const { channel, consumer } = scene.consume('q', { prefetch: 3 })
  scene.broker.cancel(consumer)
  scene.nack(channel, 1, true)
  scene.nack(channel, 3, true)
  const cells = (max: number) => {
    const out = new Uint8Array(8)
    return [scene.broker.cells(0, out, 1, max), [...out]]
  }
  expect(cells(7)).toEqual([5, [0, 2, 2, 1, 1, 3, 0, 0]])
  expect(cells(3)).toEqual([3, [0, 2, 2, 1, 0, 0, 0, 0]])
  const again = scene.consume('q', { prefetch: 1 })
  expect(cells(7)).toEqual([5, [0, 2, 1, 1, 4, 3, 0, 0]])
  expect(scene.broker.unackedOf(again.consumer)).toBe(1)
})

test('a broker without room for every copy of a message takes none', () => {
  const scene = new Scene('rabbitmq@4.3', 2)
  for (const name of ['a', 'b']) {
    scene.queue(name)
    scene.bind('amq.fanout', name)
  }
  scene.send('a')
  expect(() => scene.send('', { exchange: 'amq.fanout' })).toThrow('may hold 2')
  expect([scene.ready('a'), scene.ready('b'), scene.heard]).toEqual([[1], [], ['1+']])
})

test('a body larger than the broker takes fails with a sentence, by version', () => {
  const bytes = 17 * 2 ** 20
  const send = (scene: Scene) => scene.send('q', { sizeBytes: bytes })
  expect(() => send(new Scene('rabbitmq@4.0'))).toThrow('16 MiB')
  expect(send(new Scene('rabbitmq@3.13'))).toBe(PublishResult.unroutable)
})
