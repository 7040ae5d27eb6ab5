import { expect, test } from 'vitest'
import { Rig } from './rig.fixture.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

test('what is published and acked leaves nothing behind, however different the messages are', () => {
  const rig = new Rig()
  const guest = rig.guest().open().queue('q')
  guest.method(1, 'exchange.declare', {
    reserved: 0,
    exchange: 'topics',
    type: 'topic',
    passive: false,
    durable: true,
    autoDelete: false,
    internal: false,
    nowait: false,
    arguments: { fields: [] },
  })
  guest.method(1, 'queue.bind', {
    reserved: 0,
    queue: 'q',
    exchange: 'topics',
    routingKey: '#',
    nowait: false,
    arguments: { fields: [] },
  })
  guest.consume('q', false).flush()
  let most = 0
  for (let i = 0; i < 150_000; i++) {
    guest.publish('topics', `key.${i}`, bytes(`body ${i}`), {
      correlationId: `c${i}`,
      expiration: String(60_000 + i),
      headers: { fields: [['n', { letter: 'I', value: i }]] },
    })
    guest.method(1, 'basic.ack', { deliveryTag: i + 1, multiple: false })
    if (i % 100 === 99) {
      guest.flush()
      guest.methods.length = 0
      most = Math.max(most, rig.broker.passingCount)
    }
  }
  guest.flush()
  expect(rig.broker.messagesHeld()).toBe(0)
  expect(rig.endpoint.letters.count).toBe(0)
  expect(rig.endpoint.letters.slabs.heldBytes).toBeLessThan(10 * 65_536)
  expect(most).toBeLessThanOrEqual(65_537)
  rig.broker.check()
})

test('what waits in a queue keeps its bytes when everything else is forgotten', () => {
  const rig = new Rig()
  const guest = rig.guest().open().queue('kept').queue('q')
  for (let i = 0; i < 100; i++)
    guest.publish('', 'kept', bytes(`kept ${i}`), { expiration: `${10_000 + i}` })
  guest.flush()
  for (let i = 0; i < 140_000; i++) {
    guest.publish('', `nowhere.${i}`, bytes('x'))
    if (i % 500 === 0) guest.flush()
  }
  guest.flush()
  for (let i = 0; i < 100; i++)
    guest.method(1, 'basic.get', { reserved: 0, queue: 'kept', noAck: true })
  const before = guest.bytes
  guest.flush()
  const got = guest.methods.filter(({ name }) => name === 'basic.get-ok')
  expect(got.length).toBe(100)
  for (const { fields } of got) expect(fields).toMatchObject({ exchange: '', routingKey: 'kept' })
  expect(guest.bytes - before).toBeGreaterThan(100 * 60)
  expect(rig.endpoint.letters.count).toBe(0)
})

test('a copy in every queue keeps the body, and the last one takes it along', () => {
  const rig = new Rig()
  const guest = rig.guest().open()
  for (const name of ['a', 'b', 'c']) {
    guest.queue(name).method(1, 'queue.bind', {
      reserved: 0,
      queue: name,
      exchange: 'amq.fanout',
      routingKey: '',
      nowait: false,
      arguments: { fields: [] },
    })
  }
  guest.publish('amq.fanout', '', bytes('three times')).flush()
  for (const [queue, left] of [
    ['a', 1],
    ['b', 1],
    ['c', 0],
  ] as const) {
    guest.method(1, 'basic.get', { reserved: 0, queue, noAck: true }).flush()
    expect(rig.endpoint.letters.count).toBe(left)
  }
})

test('channels that open and close leave nothing behind', () => {
  const rig = new Rig()
  const guest = rig.guest().open(2)
  guest.method(2, 'queue.declare', {
    reserved: 0,
    queue: 'q',
    passive: false,
    durable: true,
    exclusive: false,
    autoDelete: false,
    nowait: false,
    arguments: { fields: [] },
  })
  for (let i = 0; i < 2000; i++) {
    guest.open().consume('q', false)
    const fields = { replyCode: 200, replyText: '', classId: 0, methodId: 0 }
    guest.method(1, 'channel.close', fields).flush()
  }
  expect(guest.names().filter((name) => name === 'channel.close-ok').length).toBe(2000)
  guest.leave()
  expect(rig.endpoint.connectionCount).toBe(0)
  rig.broker.check()
})

test('a channel the broker closed and its connection are forgotten once', () => {
  const rig = new Rig()
  const guest = rig.guest().open().method(1, 'basic.ack', { deliveryTag: 9, multiple: false })
  guest.flush()
  expect(guest.refusal()).toBe('406 PRECONDITION_FAILED - unknown delivery tag 9')
  guest.leave()
  const held = [rig.guest(), rig.guest(), rig.guest()].map((one) => one.open().queue('q').flush())
  for (const one of held) one.publish('', 'q', bytes('x')).flush()
  for (const one of held)
    one.method(1, 'basic.get', { reserved: 0, queue: 'q', noAck: false }).flush()
  for (const one of held) one.method(1, 'basic.ack', { deliveryTag: 1, multiple: false }).flush()
  expect(held.map((one) => one.refusal())).toEqual([null, null, null])
  expect(rig.broker.messagesHeld()).toBe(0)
})

test('a burst of deliveries stops at the limit and goes on when it is taken', () => {
  const rig = new Rig('rabbitmq@4.3', { burstBytesMax: 10_000 })
  const guest = rig.guest().open().queue('q')
  for (let i = 0; i < 1000; i++) guest.publish('', 'q', new Uint8Array(1000))
  guest.flush().consume('q', true).flush()
  const seen = () => guest.names().filter((name) => name === 'basic.deliver').length
  expect(seen()).toBeLessThan(20)
  expect(rig.full.has(guest.number)).toBe(true)
  for (let turn = 0; turn < 200; turn++) rig.endpoint.reading(guest.number, true)
  expect(seen()).toBe(1000)
})

test('a client that asks for more than it takes is not heard until it has taken it', () => {
  const rig = new Rig('rabbitmq@4.3', { burstBytesMax: 10_000 })
  const guest = rig.guest().open().queue('q')
  for (let i = 0; i < 100; i++) guest.publish('', 'q', new Uint8Array(5000))
  guest.flush()
  for (let i = 0; i < 100; i++)
    guest.method(1, 'basic.get', { reserved: 0, queue: 'q', noAck: false })
  guest.flush()
  const seen = () => guest.names().filter((name) => name === 'basic.get-ok').length
  expect(seen()).toBeLessThan(5)
  for (let turn = 0; turn < 100; turn++) rig.endpoint.reading(guest.number, true)
  expect(seen()).toBe(100)
})

test('while it does not read a client is given nothing, and others get what it leaves', () => {
  const rig = new Rig()
  const deaf = rig.guest().open().queue('q').consume('q', true).flush()
  rig.endpoint.reading(deaf.number, false)
  const other = rig.guest().open().consume('q', true).flush()
  const sender = rig.guest().open()
  for (let i = 0; i < 10; i++) sender.publish('', 'q', bytes('x'))
  sender.flush()
  const given = (guest: typeof deaf) =>
    guest.names().filter((name) => name === 'basic.deliver').length
  expect([given(deaf), given(other)]).toEqual([0, 10])
  rig.endpoint.reading(deaf.number, true)
  sender.publish('', 'q', bytes('x')).publish('', 'q', bytes('x')).flush()
  expect(given(deaf)).toBe(1)
})

test('an alarm blocks who publishes, and what it had sent arrives afterwards in order', () => {
  const rig = new Rig()
  const guest = rig.guest().open().queue('q').method(1, 'confirm.select', { nowait: false }).flush()
  rig.broker.setAlarm('memory', true)
  for (const body of ['1', '2', '3']) guest.publish('', 'q', bytes(body))
  guest.flush()
  expect(rig.unheeded.has(guest.number)).toBe(true)
  expect(rig.broker.ready(rig.broker.queueId('q'))).toBe(0)
  rig.broker.setAlarm('memory', false)
  rig.endpoint.settle()
  expect(rig.unheeded.has(guest.number)).toBe(false)
  expect(rig.broker.ready(rig.broker.queueId('q'))).toBe(3)
  expect(guest.names().at(-1)).toBe('basic.ack')
  expect(rig.endpoint.letters.count).toBe(3)
})

test('what a queue without a majority keeps back enters it with its body, and what never enters is forgotten', () => {
  const { rig, guest } = keeping()
  rig.broker.partition([0, 1, 1])
  guest
    .publish('', 'q', Uint8Array.of(1, 2, 3))
    .publish('', 'q', Uint8Array.of(4, 5))
    .flush()
  const leaving = rig.guest().open()
  leaving.publish('', 'q', Uint8Array.of(6)).flush().leave()
  expect(rig.endpoint.letters.count).toBe(3)
  rig.broker.partition([0, 0, 0])
  rig.endpoint.settle()
  expect(rig.endpoint.letters.count).toBe(2)
  expect(rig.broker.ready(rig.broker.queueId('q'))).toBe(2)
  guest.consume('q', true).flush()
  expect(guest.names().filter((name) => name === 'basic.deliver')).toHaveLength(2)
  expect(rig.endpoint.letters.count).toBe(0)
})

test('what a transaction holds is published by its commit and forgotten by its end', () => {
  const rig = new Rig()
  const guest = rig.guest().open().queue('q').method(1, 'tx.select', {})
  guest.publish('', 'q', bytes('1')).publish('', 'q', bytes('2')).flush()
  expect(rig.endpoint.letters.count).toBe(0)
  guest.method(1, 'tx.commit', {}).flush()
  expect(rig.endpoint.letters.count).toBe(2)
  guest.publish('', 'q', bytes('3')).method(1, 'tx.rollback', {}).flush()
  guest.publish('', 'q', bytes('4')).flush().leave()
  expect(rig.endpoint.letters.count).toBe(2)
  expect(rig.endpoint.letters.slabs.heldBytes).toBe(65_536)
})

test('confirms of one turn are one frame', () => {
  const rig = new Rig()
  const guest = rig.guest().open().method(1, 'confirm.select', { nowait: false })
  for (let i = 0; i < 50; i++) guest.publish('', 'nobody', bytes('x'))
  guest.flush()
  const acks = guest.methods.filter(({ name }) => name === 'basic.ack')
  expect(acks).toEqual([{ name: 'basic.ack', fields: { deliveryTag: 50, multiple: true } }])
})

test('the same calls at the same times are the same verbs and names', () => {
  const run = () => {
    const rig = new Rig()
    const guest = rig.guest().open().queue('').queue('').consume('', false).flush()
    return guest.methods
  }
  expect(run()).toEqual(run())
})

/** A guest that confirms, with a quorum queue. */
function keeping() {
  const rig = new Rig()
  const guest = rig.guest().open().method(1, 'confirm.select', { nowait: false })
  guest.queue('q', { arguments: { fields: [['x-queue-type', { letter: 'S', value: 'quorum' }]] } })
  return { rig, guest: guest.flush() }
}
