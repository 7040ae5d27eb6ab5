/** The scenario of the pictures: three producers, one exchange, a work queue, three workers and a dead-letter queue. */
import type { RunDescription } from '#core/model/run.ts'
import type { ConsumerSpec, ProducerSpec, Scenario } from '#core/model/scenario.ts'
import { emptyTable, noArguments, type QueueSpec } from '#core/model/topology.ts'

const link = { latencyUs: 0, bandwidthBytesPerSecond: null }

export const producerSpec = (name: string, ratePerSecond: number): ProducerSpec => ({
  name,
  group: name,
  exchange: 'orders',
  keys: [{ key: 'order', weight: 1 }],
  arrivals: { law: 'poisson', ratePerSecond },
  sizeBytes: 512,
  persistent: true,
  mandatory: false,
  confirms: false,
  confirmWindow: null,
  expirationMs: null,
  priority: null,
  headers: emptyTable,
  poisonShare: 0.05,
  messagesMax: null,
  startAtUs: 0,
  node: 1,
  link,
  body: null,
})

export const consumerSpec = (name: string, queue: string, group = name): ConsumerSpec => ({
  name,
  group,
  queue,
  prefetch: 4,
  autoAck: false,
  priority: 0,
  exclusive: false,
  streamOffset: null,
  service: { law: 'exponential', meanUs: 100_000 },
  failure: { probability: 0, outcome: 'requeue', by: 'nack', attemptsMax: 5 },
  crash: { probability: 0, restartAfterUs: null },
  ackTimeoutUs: null,
  startAtUs: 0,
  node: 1,
  link,
})

export const queueSpec = (name: string, set: Partial<QueueSpec['arguments']> = {}): QueueSpec => ({
  name,
  type: 'classic',
  durable: true,
  exclusive: false,
  autoDelete: false,
  arguments: { ...noArguments, ...set },
})

const exchange = (name: string, type: 'direct' | 'fanout') => ({
  name,
  type,
  durable: true,
  autoDelete: false,
  internal: false,
  alternateExchange: null,
})

const binding = (from: string, to: string, key: string) => ({
  from,
  to,
  toExchange: false,
  key,
  arguments: emptyTable,
})

export const poison: Scenario = {
  title: 'Poison message',
  summary: '',
  profile: 'rabbitmq@4.3',
  seed: 4255,
  durationUs: null,
  topology: {
    exchanges: [exchange('orders', 'direct'), exchange('orders.dlx', 'fanout')],
    queues: [
      queueSpec('orders.work', { deadLetterExchange: 'orders.dlx' }),
      queueSpec('orders.dead'),
    ],
    bindings: [binding('orders', 'orders.work', 'order'), binding('orders.dlx', 'orders.dead', '')],
  },
  policies: [],
  producers: [
    producerSpec('checkout', 14),
    producerSpec('mobile-api', 8),
    producerSpec('bulk-import', 2),
  ],
  consumers: ['worker-1', 'worker-2', 'worker-3'].map((name) =>
    consumerSpec(name, 'orders.work', 'worker'),
  ),
  faults: [],
  expectations: [],
}

export const poisonRun: RunDescription = {
  runId: 1,
  loadId: 1,
  guests: null,
  scenario: poison,
  seed: 1,
  exchanges: ['', 'orders', 'orders.dlx'],
  queues: ['orders.work', 'orders.dead'],
  producers: poison.producers.map(({ name }) => name),
  consumers: poison.consumers.map(({ name }) => name),
}
