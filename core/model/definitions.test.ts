import { expect, test } from 'vitest'
import { importDefinitions } from './definitions.ts'
import { topologyInEffect } from './in-effect.ts'
import type { Scenario } from './scenario.ts'
import { parseScenario } from './scenario-file.ts'

function imported(definitions: object) {
  const { imported, problems } = importDefinitions(JSON.stringify(definitions))
  expect(problems).toEqual([])
  const { scenario, problems: found } = parseScenario(imported!.text)
  expect(found.filter(({ severity }) => severity === 'error')).toEqual([])
  return { ...imported!, scenario: scenario as Scenario }
}

const queue = (name: string, set: object = {}, rest: object = {}) => ({
  name,
  vhost: '/',
  durable: true,
  auto_delete: false,
  arguments: set,
  ...rest,
})
const exchange = (name: string, type: string, rest: object = {}) => ({
  name,
  vhost: '/',
  type,
  durable: true,
  auto_delete: false,
  internal: false,
  arguments: {},
  ...rest,
})
const binding = (source: string, destination: string, key: string, rest: object = {}) => ({
  source,
  vhost: '/',
  destination,
  destination_type: 'queue',
  routing_key: key,
  arguments: {},
  ...rest,
})
const policy = (name: string, definition: object, rest: object = {}) => ({
  vhost: '/',
  name,
  pattern: '.*',
  'apply-to': 'all',
  priority: 0,
  definition,
  ...rest,
})

const shop = {
  product_name: 'RabbitMQ',
  product_version: '4.3.6',
  users: [{ name: 'guest' }, { name: 'shop' }],
  vhosts: [{ name: '/' }],
  permissions: [],
  parameters: [],
  exchanges: [
    exchange('orders', 'topic'),
    exchange('audit', 'fanout'),
    exchange('orders.dlx', 'direct'),
  ],
  queues: [
    queue('orders.work', {
      'x-dead-letter-exchange': 'orders.dlx',
      'x-dead-letter-routing-key': 'dead',
      'x-message-ttl': 60000,
    }),
    queue('orders.dead'),
    queue('audit.log'),
    queue('jobs'),
  ],
  bindings: [
    binding('orders', 'orders.work', 'order.*.#'),
    binding('orders', 'audit', '#', { destination_type: 'exchange' }),
    binding('audit', 'audit.log', ''),
    binding('orders.dlx', 'orders.dead', 'dead'),
  ],
}

test('exchanges, queues, bindings and their arguments come over', () => {
  const { scenario, counts, unsupported } = imported(shop)
  expect(counts).toEqual({ virtualHosts: 1, exchanges: 3, queues: 4, bindings: 4, policies: 0 })
  expect(scenario.topology.queues[0]!.arguments).toMatchObject({
    messageTtlMs: 60000,
    deadLetterExchange: 'orders.dlx',
    deadLetterRoutingKey: 'dead',
  })
  expect(scenario.topology.bindings[1]).toMatchObject({ to: 'audit', toExchange: true, key: '#' })
  expect(unsupported).toEqual(['2 users: left out, the simulation has no such thing.'])
})

test('the proposed load reaches every queue but those for dead letters, each consumer busy 60 %', () => {
  const { scenario, proposed } = imported(shop)
  expect(
    scenario.producers.map(({ exchange, keys }) => [exchange, ...keys.map(({ key }) => key)]),
  ).toEqual([
    ['orders', 'order.any.any', 'any'],
    ['audit', ''],
    ['', 'jobs'],
  ])
  expect(scenario.consumers.map(({ queue }) => queue)).toEqual(['orders.work', 'audit.log', 'jobs'])
  // audit.log gets both keys of orders and its own exchange's: 36/s, so 16.667 ms at 60 %.
  expect(scenario.consumers[1]!.service).toEqual({ law: 'exponential', meanUs: 16_667 })
  expect(proposed).toBe(
    '3 producers of 12/s per routing key, and 3 consumers that are busy 60 % of the time; 1 queue that only dead letters reach got none.',
  )
})

test('of matching policies the highest priority holds; an argument wins over it, the smallest number over both', () => {
  const { scenario } = imported({
    ...shop,
    policies: [
      policy('low', { 'message-ttl': 1, overflow: 'reject-publish' }, { priority: 1 }),
      policy(
        'high',
        { 'message-ttl': 50000, 'max-length': 10, 'dead-letter-exchange': 'audit' },
        { priority: 5, 'apply-to': 'queues', pattern: '^orders' },
      ),
    ],
    parameters: [
      {
        component: 'operator_policy',
        vhost: '/',
        name: 'cap',
        value: {
          pattern: '.*',
          'apply-to': 'queues',
          priority: 0,
          definition: { 'max-length': 5, 'message-ttl': 55000 },
        },
      },
    ],
  })
  expect(scenario.topology.queues[0]!.arguments.messageTtlMs).toBe(60000)
  expect(scenario.policies.map(({ name, operator }) => [name, operator])).toEqual([
    ['low', false],
    ['high', false],
    ['cap', true],
  ])
  const { topology, policies } = scenario
  const [work, dead, , jobs] = topologyInEffect(topology, policies).queues
  expect(work!.arguments).toMatchObject({
    messageTtlMs: 50000,
    maxLength: 5,
    overflow: 'drop-head',
    deadLetterExchange: 'orders.dlx',
  })
  expect(dead!.arguments).toMatchObject({
    messageTtlMs: 50000,
    maxLength: 5,
    deadLetterExchange: 'audit',
  })
  expect(jobs!.arguments).toMatchObject({
    messageTtlMs: 1,
    maxLength: 5,
    overflow: 'reject-publish',
  })
})

test('a policy of another virtual host or kind of thing does not apply', () => {
  const { scenario } = imported({
    ...shop,
    policies: [
      policy('elsewhere', { 'max-length': 1 }, { vhost: 'other' }),
      policy(
        'exchanges',
        { 'max-length': 2, 'alternate-exchange': 'audit' },
        { 'apply-to': 'exchanges' },
      ),
      policy('quorum', { 'max-length': 3 }, { 'apply-to': 'quorum_queues' }),
    ],
  })
  const { queues, exchanges } = topologyInEffect(scenario.topology, scenario.policies)
  expect(queues.map((each) => each.arguments.maxLength)).toEqual([null, null, null, null])
  expect(exchanges.map((each) => each.alternateExchange)).toEqual(['audit', 'audit', 'audit'])
})

test('with several virtual hosts, whose names get prefixes no pattern knows, policies become arguments', () => {
  const { scenario } = imported({
    queues: [queue('work'), queue('work', {}, { vhost: 'test' })],
    exchanges: [],
    bindings: [],
    policies: [policy('short', { 'max-length': 3, 'dead-letter-exchange': '' }, { vhost: 'test' })],
  })
  expect(scenario.policies).toEqual([])
  expect(scenario.topology.queues.map((each) => each.arguments.maxLength)).toEqual([null, 3])
})

test('streams come over with their retention, and a policy of mirrors is said to be left out', () => {
  const { scenario, unsupported } = imported({
    queues: [
      queue('log', { 'x-queue-type': 'stream', 'x-max-age': '7D', 'x-max-length-bytes': 1000 }),
    ],
    exchanges: [],
    bindings: [],
    policies: [policy('mirror', { 'ha-mode': 'all' })],
  })
  expect(scenario.topology.queues[0]).toMatchObject({
    type: 'stream',
    arguments: { maxAgeS: 604_800, maxLengthBytes: 1000 },
  })
  expect(scenario.policies).toEqual([])
  expect(unsupported.join('\n')).toContain('ha-mode')
})

test('with several virtual hosts names get a prefix, and routing keys through the default exchange follow', () => {
  const { scenario, unsupported } = imported({
    queues: [
      queue('work', { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'dead' }),
      queue('dead'),
      queue('work', {}, { vhost: 'test' }),
    ],
    exchanges: [],
    bindings: [binding('amq.topic', 'work', 'a.b', { vhost: 'test' })],
  })
  const { queues, exchanges, bindings } = scenario.topology
  expect(queues.map(({ name }) => name)).toEqual(['/work', '/dead', 'test/work'])
  expect(queues[0]!.arguments.deadLetterRoutingKey).toBe('/dead')
  expect(exchanges.map(({ name, type }) => [name, type])).toEqual([['test/amq.topic', 'topic']])
  expect(bindings[0]).toMatchObject({ from: 'test/amq.topic', to: 'test/work' })
  expect(unsupported[0]).toContain('prefix')
})

test('what the engine does not know is imported as what it knows, and listed', () => {
  const { scenario, unsupported } = imported({
    queues: [
      queue('q', { 'x-queue-type': 'quorum', 'x-delivery-limit': 5 }),
      queue('s', {}, { type: 'stream' }),
      queue('p', { 'x-max-priority': 5 }),
      queue('amq.gen-1'),
    ],
    exchanges: [
      exchange('later', 'x-delayed-message', { arguments: { 'x-delayed-type': 'topic' } }),
      exchange('spread', 'x-consistent-hash'),
    ],
    bindings: [binding('later', 'q', 'a.*'), binding('gone', 'q', ''), binding('spread', 'p', '1')],
    parameters: [{ component: 'shovel', vhost: '/', name: 'up', value: {} }],
    policies: [policy('slow', { 'max-length': 1 }, { pattern: '(a+)+$' })],
  })
  expect(scenario.topology.queues.map(({ name, type }) => [name, type])).toEqual([
    ['q', 'quorum'],
    ['s', 'stream'],
    ['p', 'classic'],
  ])
  const [q, , p] = scenario.topology.queues
  expect(q!.arguments.deliveryLimit).toBe(5)
  expect(p!.arguments.maxPriority).toBe(5)
  expect(scenario.topology.exchanges.map(({ type }) => type)).toEqual(['topic', 'direct'])
  const said = unsupported.join('\n')
  for (const part of [
    'amq.gen-1',
    'x-delayed-message',
    'x-consistent-hash',
    '"gone to q"',
    '1 shovel parameter',
    '"slow"',
  ]) {
    expect(said).toContain(part)
  }
})

test('a retry by TTL is left alone: the waiting queue gets neither producer nor consumer', () => {
  const { scenario } = imported({
    queues: [
      queue('work', { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'wait' }),
      queue('wait', {
        'x-message-ttl': 5000,
        'x-dead-letter-exchange': 'back',
      }),
    ],
    exchanges: [exchange('back', 'fanout'), exchange('in', 'direct')],
    bindings: [binding('back', 'work', ''), binding('in', 'work', 'k')],
  })
  expect(scenario.producers.map(({ exchange }) => exchange)).toEqual(['in'])
  expect(scenario.consumers.map(({ queue }) => queue)).toEqual(['work'])
})

test('the same file gives the same text', () => {
  const text = JSON.stringify(shop)
  expect(importDefinitions(text)).toEqual(importDefinitions(text))
})
