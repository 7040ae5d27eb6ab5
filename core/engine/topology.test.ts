import { expect, test } from 'vitest'
import { noArguments } from '#core/model/topology.ts'
import { queuesMax } from './message-pages.ts'
import { NoObserver } from './observer.ts'
import { profiles } from './profile.ts'
import { Scene } from './scene.ts'
import { Topology } from './topology.ts'

/** The reply code of a refusal, or 'ok'. */
function code(declared: ReturnType<Scene['queue']>): number | 'ok' {
  return declared.ok ? 'ok' : declared.replyCode
}

test('the pre-declared exchanges have the numbers 0 to 6', () => {
  expect(new Scene().broker.exchangeNames).toEqual([
    '',
    'amq.direct',
    'amq.fanout',
    'amq.topic',
    'amq.headers',
    'amq.match',
    'amq.rabbitmq.trace',
  ])
})

test('the default exchange cannot be bound, declared or deleted; names of the broker are reserved', () => {
  const scene = new Scene()
  scene.queue('q')
  expect(code(scene.bind('', 'q', 'k'))).toBe(403)
  expect(code(scene.broker.unbind(scene.binding('', 'q', 'q')))).toBe(403)
  expect(code(scene.bind('amq.fanout', '', 'k'))).toBe(403)
  expect(code(scene.exchange('', 'direct'))).toBe(403)
  expect(code(scene.exchange('amq.x', 'direct'))).toBe(403)
  expect(code(scene.queue('amq.x'))).toBe(403)
  expect(code(scene.broker.deleteExchange(0))).toBe(403)
  expect(code(scene.broker.deleteExchange(scene.broker.exchangeId('amq.direct')))).toBe(403)
  expect(code(scene.exchange('amq.direct', 'direct'))).toBe('ok')
})

test.each([
  // what differs                                code
  [{ messageTtlMs: 5 }, {}, 'ok'],
  [{ messageTtlMs: 6 }, {}, 406],
  [{ messageTtlMs: 5, maxLength: 1 }, {}, 406],
  [{ messageTtlMs: 5, overflow: 'reject-publish' }, {}, 406],
  [{ messageTtlMs: 5, deadLetterExchange: '' }, {}, 406],
  [{ messageTtlMs: 5 }, { durable: false }, 406],
  [{ messageTtlMs: 5 }, { autoDelete: true }, 406],
  [{ messageTtlMs: 5 }, { exclusive: true }, 405],
] as const)('redeclaring a queue with %j %j: %s', (args, more, outcome) => {
  const scene = new Scene()
  scene.queue('q', { messageTtlMs: 5 })
  expect(code(scene.queue('q', args, more))).toBe(outcome)
  expect(scene.broker.queueNames).toEqual(['q'])
})

test.each([
  [{}, 'ok'],
  [{ type: 'topic' }, 406],
  [{ durable: false }, 406],
  [{ autoDelete: true }, 406],
  [{ internal: true }, 406],
  [{ alternateExchange: 'other' }, 406],
] as const)('redeclaring an exchange with %j: %s', (more, outcome) => {
  const scene = new Scene()
  scene.exchange('x', 'direct')
  expect(code(scene.exchange('x', 'direct', more))).toBe(outcome)
})

test.each([
  { messageTtlMs: -1 },
  { messageTtlMs: 1.5 },
  { expiresMs: 0 },
  { expiresMs: -1 },
  { maxLength: -1 },
  { maxLengthBytes: Number.NaN },
  { deadLetterRoutingKey: 'k' },
])('a queue with %j is refused with 406', (args) => {
  const scene = new Scene()
  expect(code(scene.queue('q', args))).toBe(406)
  expect(scene.broker.queueId('q')).toBe(-1)
})

test('a queue without a name gets one of its own', () => {
  const scene = new Scene()
  scene.queue('')
  scene.queue('')
  expect(scene.broker.queueNames).toEqual(['amq.gen-1', 'amq.gen-2'])
})

test('binding a missing end is 404, repeating a binding does nothing, unbinding what is not bound succeeds', () => {
  const scene = new Scene()
  scene.queue('q')
  expect(code(scene.bind('missing', 'q'))).toBe(404)
  expect(code(scene.bind('amq.direct', 'missing'))).toBe(404)
  const first = scene.bind('amq.direct', 'q', 'k')
  expect(scene.bind('amq.direct', 'q', 'k')).toEqual(first)
  expect(code(scene.broker.unbind(scene.binding('amq.direct', 'q', 'other')))).toBe('ok')
  expect(code(scene.broker.unbind(scene.binding('amq.direct', 'q', 'k')))).toBe('ok')
  scene.send('k', { exchange: 'amq.direct' })
  expect(scene.ready('q')).toEqual([])
})

test('bindings that differ in their arguments only are two: one remains when the other goes', () => {
  const scene = new Scene()
  scene.queue('q')
  scene.bind('amq.direct', 'q', 'k')
  scene.bind('amq.direct', 'q', 'k', { fields: [['n', 1]] })
  scene.broker.unbind(scene.binding('amq.direct', 'q', 'k'))
  scene.send('k', { exchange: 'amq.direct' })
  expect(scene.ready('q')).toEqual([1])
})

test('an x-match that is not one of the four, and more than two # in a topic key, are 406', () => {
  const scene = new Scene()
  scene.queue('q')
  expect(code(scene.bind('amq.headers', 'q', '', { fields: [['x-match', 'some']] }))).toBe(406)
  expect(code(scene.bind('amq.topic', 'q', '#.a.#.b.#'))).toBe(406)
  expect(code(scene.bind('amq.topic', 'q', '#.a.#.b'))).toBe('ok')
})

test('queue.delete: if-empty counts ready messages only, if-unused counts consumers, a second delete succeeds', () => {
  const scene = new Scene()
  scene.queue('q')
  scene.send('q')
  expect(code(scene.broker.deleteQueue(0, { ifEmpty: true }))).toBe(406)
  const { channel } = scene.consume('q')
  expect(code(scene.broker.deleteQueue(0, { ifUnused: true }))).toBe(406)
  expect(code(scene.broker.deleteQueue(0, { ifEmpty: true }))).toBe('ok')
  expect(scene.cancelled).toEqual([0])
  expect(code(scene.broker.deleteQueue(0))).toBe('ok')
  expect(scene.ack(channel, 1), 'its tag stays valid').toBe(true)
  expect(scene.ack(channel, 1)).toBe(false)
})

test('a name declared again after a deletion is a new queue', () => {
  const scene = new Scene()
  scene.queue('q')
  scene.send('q')
  scene.broker.deleteQueue(0)
  expect(scene.queue('q', { maxLength: 5 })).toEqual({ ok: true, id: 1 })
  expect(scene.ready('q')).toEqual([])
})

test('exchange.delete: if-unused refuses while it has bindings', () => {
  const scene = new Scene()
  scene.exchange('x', 'fanout')
  scene.queue('q')
  scene.bind('x', 'q')
  const id = scene.broker.exchangeId('x')
  expect(code(scene.broker.deleteExchange(id, { ifUnused: true }))).toBe(406)
  expect(code(scene.broker.deleteExchange(id))).toBe('ok')
  expect(scene.broker.exchangeId('x')).toBe(-1)
})

test('an auto-delete queue goes with its last consumer; without ever having one it stays', () => {
  const scene = new Scene()
  scene.queue('q', {}, { autoDelete: true })
  scene.send('q')
  const getter = scene.broker.openChannel()
  expect(scene.get('q', getter)).toBe(1)
  scene.close(getter)
  expect(scene.broker.queueId('q')).toBe(0)
  const { consumer } = scene.consume('q')
  scene.broker.cancel(consumer)
  scene.broker.check()
  expect(scene.broker.queueId('q')).toBe(-1)
})

test('an auto-delete exchange goes with the last binding it is the source of', () => {
  const scene = new Scene()
  scene.exchange('x', 'fanout', { autoDelete: true })
  scene.queue('q')
  scene.bind('x', 'q')
  scene.broker.deleteQueue(0)
  expect(scene.broker.exchangeId('x')).toBe(-1)
})

test('deleting an exchange that is gone already succeeds, and an exchange is not bound to a missing one', () => {
  const scene = new Scene()
  scene.exchange('x', 'fanout')
  const x = scene.broker.exchangeId('x')
  const missing = { ...scene.binding('x', 'missing'), toExchange: true }
  expect(code(scene.broker.bind(missing))).toBe(404)
  for (let i = 0; i < 2; i++) expect(code(scene.broker.deleteExchange(x))).toBe('ok')
})

test('a broker that has had as many queues as it can number declares no more', () => {
  const topology = new Topology(profiles['rabbitmq@4.3'], new NoObserver())
  topology.queues.length = queuesMax
  const spec = { name: 'q', type: 'classic', durable: true, exclusive: false } as const
  const declared = topology.declareQueue({ ...spec, autoDelete: false, arguments: noArguments })
  expect(declared).toMatchObject({ ok: false, replyCode: 406 })
})
