import { expect, test } from 'vitest'
import type { PolicyDefinition, PolicySpec } from '#core/model/policy.ts'
import { Scene } from './scene.ts'

function policy(scene: Scene, definition: PolicyDefinition, more: Partial<PolicySpec> = {}): void {
  const plain = { name: 'p', operator: false, pattern: '', priority: 0, applyTo: 'all' } as const
  scene.broker.setPolicy({ ...plain, ...more, definition })
  scene.broker.check()
}

test('numbers take the smallest of argument, policy and operator policy', () => {
  const scene = new Scene()
  policy(scene, { maxLength: 4 })
  scene.queue('none')
  scene.queue('less', { maxLength: 3 })
  scene.queue('more', { maxLength: 5 })
  for (const name of ['none', 'less', 'more']) scene.sendTimes(6, name)
  expect(scene.ready('none')).toHaveLength(4)
  expect(scene.ready('less')).toHaveLength(3)
  expect(scene.ready('more')).toHaveLength(4)
  policy(scene, { maxLength: 2 }, { operator: true })
  expect(scene.ready('less')).toHaveLength(2)
})

test('for names the argument wins over the policy and an operator policy over both', () => {
  const scene = new Scene()
  scene.exchange('x', 'fanout')
  scene.exchange('y', 'fanout')
  scene.exchange('z', 'fanout')
  scene.queue('at-x')
  scene.queue('at-y')
  scene.queue('at-z')
  for (const name of ['x', 'y', 'z']) scene.bind(name, `at-${name}`)
  scene.queue('q', { deadLetterExchange: 'x', maxLength: 0 })
  policy(scene, { deadLetterExchange: 'y' }, { pattern: '^q$' })
  scene.send('q')
  expect(scene.ready('at-x')).toEqual([1])
  policy(scene, { deadLetterExchange: 'z' }, { pattern: '^q$', operator: true })
  scene.send('q')
  expect(scene.ready('at-z')).toEqual([2])
  expect(scene.ready('at-y')).toEqual([])
})

test('the matching policy of the highest priority counts alone, and a removed one no longer', () => {
  const scene = new Scene()
  scene.queue('orders.in')
  scene.queue('other')
  policy(scene, { maxLength: 1 }, { name: 'low', pattern: 'orders' })
  policy(scene, { maxLengthBytes: 3 }, { name: 'high', pattern: '^orders', priority: 2 })
  scene.sendTimes(5, 'orders.in')
  scene.sendTimes(5, 'other')
  expect(scene.ready('orders.in')).toEqual([3, 4, 5])
  expect(scene.ready('other')).toHaveLength(5)
  expect(scene.broker.clearPolicy('high', false)).toBe(true)
  expect(scene.ready('orders.in')).toEqual([5])
  expect(scene.broker.clearPolicy('high', false)).toBe(false)
})

test('a policy for exchanges or another type leaves a queue alone', () => {
  const scene = new Scene()
  scene.queue('q')
  policy(scene, { maxLength: 1 }, { applyTo: 'exchanges' })
  policy(scene, { maxLength: 1 }, { name: 'quorum', applyTo: 'quorum_queues' })
  scene.sendTimes(3, 'q')
  expect(scene.ready('q')).toHaveLength(3)
})

test('a limit set later dead-letters at once, oldest first', () => {
  const scene = new Scene()
  scene.exchange('dlx', 'fanout')
  scene.queue('dead')
  scene.bind('dlx', 'dead')
  scene.queue('q')
  scene.sendTimes(3, 'q')
  policy(scene, { maxLength: 1, deadLetterExchange: 'dlx' }, { pattern: '^q$' })
  expect(scene.ready('q')).toEqual([3])
  expect(scene.ready('dead')).toEqual([1, 2])
})

test('a message keeps the TTL its queue had when it entered', () => {
  const scene = new Scene()
  scene.queue('q')
  scene.send('q')
  policy(scene, { messageTtlMs: 10 })
  scene.at(20)
  expect(scene.ready('q')).toEqual([1])
  scene.consume('q', { prefetch: 1 })
  scene.send('q')
  scene.broker.clearPolicy('p', false)
  scene.send('q')
  scene.at(40)
  expect(scene.ready('q')).toEqual([3])
})

test('a policy gives an exchange that is there an alternate exchange', () => {
  const scene = new Scene()
  scene.exchange('x', 'direct')
  scene.exchange('rest', 'fanout')
  scene.queue('q')
  scene.bind('rest', 'q')
  scene.send('nowhere', { exchange: 'x' })
  policy(scene, { alternateExchange: 'rest' }, { pattern: '^x$', applyTo: 'exchanges' })
  scene.send('nowhere', { exchange: 'x' })
  expect(scene.ready('q')).toEqual([2])
  scene.broker.clearPolicy('p', false)
  scene.send('nowhere', { exchange: 'x' })
  expect(scene.ready('q')).toEqual([2])
})

test('a pattern that could take for ever is refused', () => {
  const scene = new Scene()
  expect(() => policy(scene, {}, { pattern: '(a+)+$' })).toThrow(
    "The pattern '(a+)+$' of policy 'p' cannot be tried safely. Use a regular expression with at most two repeats.",
  )
})

test('a policy of the same name replaces the former, and a deleted queue is nobody’s to govern', () => {
  const scene = new Scene()
  scene.queue('gone')
  scene.broker.deleteQueue(0)
  scene.queue('q')
  policy(scene, { maxLength: 1 })
  policy(scene, { maxLength: 3 })
  scene.sendTimes(4, 'q')
  expect(scene.ready('q')).toEqual([2, 3, 4])
  expect(scene.broker.clearPolicy('p', false)).toBe(true)
  expect(scene.broker.clearPolicy('p', false)).toBe(false)
})

test('a queue that gets another policy counts from then whether it is unused', () => {
  const scene = new Scene()
  scene.queue('q')
  scene.at(50)
  policy(scene, { expiresMs: 100 })
  scene.at(100)
  policy(scene, { expiresMs: 100 })
  policy(scene, { maxLength: 1 }, { name: 'lesser', priority: -1 })
  scene.at(149)
  expect(scene.broker.livingTopology().queues).toHaveLength(1)
  scene.at(150)
  expect(scene.broker.livingTopology().queues).toEqual([])
})

test('of policies with the same priority the one that was set first counts', () => {
  const scene = new Scene()
  policy(scene, { maxLength: 1 }, { name: 'first', priority: 1 })
  policy(scene, { maxLength: 2 }, { name: 'second', priority: 2 })
  policy(scene, { maxLength: 2 }, { name: 'second', priority: 1 })
  scene.queue('q')
  scene.sendTimes(3, 'q')
  expect(scene.ready('q')).toEqual([3])
})

test('no policy gives the default exchange an alternate exchange', () => {
  const scene = new Scene()
  scene.queue('q')
  scene.bind('amq.fanout', 'q')
  policy(scene, { alternateExchange: 'amq.fanout' })
  scene.send('nowhere')
  scene.send('nowhere', { exchange: 'amq.direct' })
  expect(scene.ready('q')).toEqual([2])
})

test('a priority queue that gets another policy looks at its head', () => {
  const scene = new Scene()
  scene.queue('q', { maxPriority: 2 })
  scene.send('q')
  scene.send('q', { priority: 2, expirationMs: 0 })
  expect(scene.ready('q')).toEqual([2, 1])
  policy(scene, { maxLength: 9 }, { pattern: '^other$' })
  expect(scene.ready('q')).toEqual([2, 1])
  policy(scene, { maxLength: 9 })
  expect(scene.ready('q')).toEqual([1])
})

test('a quorum queue counts from its policy up to 4.0, from 4.3 on from its last use', () => {
  for (const [profile, goneMs] of [
    ['rabbitmq@4.0', 150],
    ['rabbitmq@4.3', 100],
  ] as const) {
    const scene = new Scene(profile)
    scene.queue('q', {}, { type: 'quorum' })
    scene.at(50)
    policy(scene, { expiresMs: 100 })
    scene.at(goneMs - 1)
    expect(scene.broker.isDeleted(0)).toBe(false)
    scene.at(goneMs)
    expect(scene.broker.isDeleted(0)).toBe(true)
  }
})
