import { expect, test } from 'vitest'
import { parseScenario } from './scenario-file.ts'
import { noArguments } from './topology.ts'

const text = (more: string) => `sluice: 1\nscenario: s\nduration: 1m\nqueues: { q: {} }\n${more}`

function read(more: string) {
  const { scenario, problems } = parseScenario(text(more))
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  return scenario!
}

test('a count makes numbered actors of one group; one alone keeps its name', () => {
  const { consumers } = read(
    'consumers: { worker: { from: q, count: 3, service: 5ms }, other: { from: q, service: 5ms } }',
  )
  expect(consumers.map(({ name, group }) => [name, group])).toEqual([
    ['worker-1', 'worker'],
    ['worker-2', 'worker'],
    ['worker-3', 'worker'],
    ['other', 'other'],
  ])
})

test('what is left out stands for what a broker and its clients do by default', () => {
  const { topology, producers, consumers } = read(
    'producers: { p: { to: "", key: q, rate: 1/s } }\nconsumers: { c: { from: q, service: 5ms } }',
  )
  expect(topology.queues[0]).toEqual({
    name: 'q',
    type: 'classic',
    durable: true,
    exclusive: false,
    autoDelete: false,
    arguments: noArguments,
  })
  expect(producers[0]).toMatchObject({
    arrivals: { law: 'poisson', ratePerSecond: 1 },
    sizeBytes: 512,
    persistent: true,
    mandatory: false,
    confirms: false,
    expirationMs: null,
    poisonShare: 0,
  })
  expect(consumers[0]).toMatchObject({
    prefetch: 0,
    autoAck: false,
    failure: { probability: 0, outcome: 'requeue', attemptsMax: null },
  })
})

test('everything a producer and a consumer can say', () => {
  const { producers, consumers } = read(`producers:
  p:
    to: ""
    key: [q, { key: other, weight: 3 }]
    rate: 840/min
    arrivals: { bursts: 10 }
    size: 4 KiB
    persistent: false
    mandatory: true
    confirm: true
    confirmWindow: 50
    ttl: 5s
    priority: 7
    headers: { big: 9007199254740993, list: [1, two, null], table: { __proto__: yes } }
    poison: 5 %
    messages: 1000
    start: 2s
    latency: 1ms
    bandwidth: 10 MB/s
    body: "{{id}}"
    node: 2
consumers:
  c:
    from: q
    prefetch: 4
    service: { lognormal: 100ms, sigma: 0.5 }
    ack: auto
    x-priority: -5
    exclusive: true
    fail: { probability: 0.25, then: reject, by: reject, attempts: 5 }
    crash: { probability: 1 %, restart: 5s }
    ackTimeout: 30m
    start: 1s
`)
  expect(producers[0]).toEqual({
    name: 'p',
    group: 'p',
    exchange: '',
    keys: [
      { key: 'q', weight: 1 },
      { key: 'other', weight: 3 },
    ],
    arrivals: { law: 'bursts', ratePerSecond: 14, size: 10 },
    sizeBytes: 4096,
    persistent: false,
    mandatory: true,
    confirms: true,
    confirmWindow: 50,
    expirationMs: 5000,
    priority: 7,
    headers: {
      fields: [
        ['big', 9007199254740993n],
        ['list', [1, 'two', null]],
        ['table', { fields: [['__proto__', 'yes']] }],
      ],
    },
    poisonShare: 0.05,
    messagesMax: 1000,
    startAtUs: 2_000_000,
    node: 2,
    link: { latencyUs: 1000, bandwidthBytesPerSecond: 10_000_000 },
    body: '{{id}}',
  })
  expect(consumers[0]).toEqual({
    name: 'c',
    group: 'c',
    queue: 'q',
    prefetch: 4,
    autoAck: true,
    priority: -5,
    exclusive: true,
    streamOffset: null,
    service: { law: 'lognormal', meanUs: 100_000, sigma: 0.5 },
    failure: { probability: 0.25, outcome: 'reject', by: 'reject', attemptsMax: 5 },
    crash: { probability: 0.01, restartAfterUs: 5_000_000 },
    ackTimeoutUs: 1_800_000_000,
    startAtUs: 1_000_000,
    node: 1,
    link: { latencyUs: 0, bandwidthBytesPerSecond: null },
  })
})

test('streams, policies and what befalls the broker', () => {
  const { scenario, problems } = parseScenario(`sluice: 1
scenario: s
duration: 1m
queues:
  q: {}
  log: { x-queue-type: stream, x-max-age: 7D, x-stream-max-segment-size-bytes: 1000 }
policies:
  short: { pattern: ^q, apply-to: queues, priority: 2, definition: { max-length: 10 } }
operatorPolicies:
  cap: { pattern: "", definition: { message-ttl: 60000, alternate-exchange: rest } }
consumers:
  replay: { from: log, prefetch: 10, service: 1ms, x-stream-offset: first }
  late: { from: log, prefetch: 10, service: 1ms, x-stream-offset: 12h }
  third: { from: log, prefetch: 10, service: 1ms, x-stream-offset: 42 }
exchanges: { rest: { type: fanout } }
faults:
  - { at: 1s, alarm: disk, for: 2s }
  - { at: 1s, stopNode: 2 }
  - { at: 1s, partition: 3, for: 5s }
  - { at: 9s, restartBroker: crash }
`)
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  const { topology, policies, consumers, faults } = scenario!
  expect(topology.queues[1]).toMatchObject({
    type: 'stream',
    arguments: { maxAgeS: 604_800, maxSegmentBytes: 1000 },
  })
  expect(policies).toEqual([
    {
      name: 'short',
      operator: false,
      pattern: '^q',
      priority: 2,
      applyTo: 'queues',
      definition: { maxLength: 10 },
    },
    {
      name: 'cap',
      operator: true,
      pattern: '',
      priority: 0,
      applyTo: 'all',
      definition: { messageTtlMs: 60_000, alternateExchange: 'rest' },
    },
  ])
  expect(consumers.map(({ streamOffset }) => streamOffset)).toEqual(['first', '12h', 42])
  expect(faults).toEqual([
    { kind: 'alarm', atUs: 1_000_000, alarm: 'disk', forUs: 2_000_000 },
    { kind: 'stopNode', atUs: 1_000_000, node: 2, forUs: null },
    { kind: 'partition', atUs: 1_000_000, node: 3, forUs: 5_000_000 },
    { kind: 'restartBroker', atUs: 9_000_000, how: 'crash' },
  ])
})

test('JSON is read like YAML, tabs and all, and so is a byte order mark', () => {
  const content = { sluice: 1, scenario: 's', queues: { q: {} } }
  const plain = parseScenario(JSON.stringify(content)).scenario
  expect(plain?.topology.queues).toHaveLength(1)
  expect(parseScenario(JSON.stringify(content, null, '\t')).scenario).toEqual(plain)
  expect(parseScenario(`\uFEFF${JSON.stringify(content)}`).scenario).toEqual(plain)
})

test('a size left out is that of the body in UTF-8', () => {
  const { producers } = read('producers: { p: { to: "", key: q, rate: 1/s, body: "é€😀" } }')
  expect(producers[0]!.sizeBytes).toBe(9)
})

test('every problem of a file is said at once, errors before hints, in the order of the file', () => {
  const { problems } = parseScenario(
    text('producers: { p: { to: "", rate: 12 } }\nconsumers: { c: { service: 5 } }\nfoo: 1\n'),
  )
  expect(problems.map(({ place }) => place)).toEqual([
    { line: 5, column: 33 },
    { line: 6, column: 17 },
    { line: 6, column: 28 },
    { line: 7, column: 1 },
  ])
})

test('a message that reaches no queue is hinted at, and one through an alternate exchange is not', () => {
  const lost = parseScenario(text('producers: { p: { to: "", key: nowhere, rate: 1/s } }'))
  expect(lost.problems.map(({ message }) => message).join()).toMatch(/"nowhere".*lost/)
  const caught = parseScenario(
    text(`exchanges: { x: { type: direct, alternate-exchange: rest }, rest: { type: fanout } }
bindings: [{ from: rest, to: q }]
producers: { p: { to: x, key: nowhere, rate: 1/s } }
consumers: { c: { from: q, service: 5ms } }
`),
  )
  expect(caught.problems).toEqual([])
})
