import { expect, test } from 'vitest'
import { queueArguments } from '#core/model/queue-arguments.ts'
import { parseScenario } from '#core/model/scenario-file.ts'
import { queueTypeOf, rulesInUse } from './rules-in-use.ts'

const { scenario, problems } = parseScenario(`
sluice: 1
scenario: Rules
exchanges:
  orders: { type: topic }
queues:
  work: {}
  safe: { x-queue-type: quorum, x-delivery-limit: 3, x-max-length: 10 }
bindings:
  - { from: orders, to: work, key: new }
producers:
  shop: { to: orders, key: new, rate: 1/s, confirm: true, ttl: 1s, poison: 1 % }
consumers:
  worker: { from: work, service: 1ms, prefetch: 5, fail: { then: requeue } }
  tap: { from: work, service: 1ms, ack: auto }
`)

test('the scenario of this test has no errors', () => {
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
})

test.each([
  ['queue', 'work', ['durable', 'acks', 'prefetch', 'requeue', 'autoAck']],
  ['queue', 'safe', ['quorum', 'durable']],
  ['consumer', 'tap', ['autoAck']],
  ['producer', 'shop', ['confirms', 'ttl']],
  ['exchange', 'orders', ['topicExchange']],
  ['exchange', '', ['routing']],
  ['queue', 'gone', []],
] as const)('%s "%s" makes use of %j', (kind, name, rules) => {
  expect(rulesInUse(scenario!, { kind, name })).toEqual(rules)
})

test('a queue and its consumer are about its kind, others about none', () => {
  expect(queueTypeOf(scenario!, { kind: 'consumer', name: 'tap' })).toBe('classic')
  expect(queueTypeOf(scenario!, { kind: 'producer', name: 'shop' })).toBeNull()
})

test('a queue lists the arguments that are set, and its limit with what happens there', () => {
  const named = (name: string) => scenario!.topology.queues.find((queue) => queue.name === name)!
  expect(queueArguments(named('work'))).toEqual([])
  expect(queueArguments(named('safe'))).toEqual([
    ['x-queue-type', 'quorum'],
    ['x-max-length', '10'],
    ['x-overflow', 'drop-head'],
    ['x-delivery-limit', '3'],
  ])
})
