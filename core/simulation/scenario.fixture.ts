/** Scenarios for tests in a few words: everything a test does not speak of is as plain as can be. */
import type { ConsumerSpec, ProducerSpec, Scenario } from '#core/model/scenario.ts'
import {
  type BindingSpec,
  type ExchangeSpec,
  emptyTable,
  noArguments,
  type QueueArguments,
  type QueueSpec,
} from '#core/model/topology.ts'

export const second = 1_000_000
export const instant = { latencyUs: 0, bandwidthBytesPerSecond: null }

export function queue(name: string, set: Partial<QueueArguments> = {}): QueueSpec {
  const lasting = { durable: true, exclusive: false, autoDelete: false }
  return { name, type: 'classic', ...lasting, arguments: { ...noArguments, ...set } }
}

export function exchange(name: string, type: ExchangeSpec['type'] = 'direct'): ExchangeSpec {
  const plain = { durable: true, autoDelete: false, internal: false, alternateExchange: null }
  return { name, type, ...plain }
}

export function binding(from: string, to: string, key = ''): BindingSpec {
  return { from, to, toExchange: false, key, arguments: emptyTable }
}

/** Publishes to the default exchange with `key`, a message every second. */
export function producer(name: string, key: string, set: Partial<ProducerSpec> = {}): ProducerSpec {
  return {
    name,
    group: name,
    exchange: '',
    keys: [{ key, weight: 1 }],
    arrivals: { law: 'constant', ratePerSecond: 1 },
    sizeBytes: 100,
    persistent: true,
    mandatory: false,
    confirms: false,
    confirmWindow: null,
    expirationMs: null,
    priority: null,
    headers: emptyTable,
    poisonShare: 0,
    messagesMax: null,
    startAtUs: 0,
    node: 1,
    link: instant,
    body: null,
    ...set,
  }
}

/** Works on each message for 100 ms, prefetch 1, never fails. */
export function consumer(name: string, of: string, set: Partial<ConsumerSpec> = {}): ConsumerSpec {
  return {
    name,
    group: name,
    queue: of,
    prefetch: 1,
    autoAck: false,
    priority: 0,
    exclusive: false,
    streamOffset: null,
    service: { law: 'constant', meanUs: 100_000 },
    failure: { probability: 0, outcome: 'requeue', by: 'nack', attemptsMax: null },
    crash: { probability: 0, restartAfterUs: null },
    ackTimeoutUs: null,
    startAtUs: 0,
    node: 1,
    link: instant,
    ...set,
  }
}

export function scenario(
  topology: Partial<Scenario['topology']>,
  set: Partial<Omit<Scenario, 'topology'>>,
): Scenario {
  return {
    title: 'test',
    summary: '',
    profile: 'rabbitmq@4.3',
    seed: 1,
    durationUs: null,
    policies: [],
    producers: [],
    consumers: [],
    faults: [],
    expectations: [],
    ...set,
    topology: { exchanges: [], queues: [], bindings: [], ...topology },
  }
}

/** c servers with exponential service of mean 1 s behind one queue, Poisson arrivals of this rate per second. */
export function markov(servers: number, ratePerSecond: number, messagesMax: number): Scenario {
  return scenario(
    { queues: [queue('q')] },
    {
      producers: [
        producer('source', 'q', { arrivals: { law: 'poisson', ratePerSecond }, messagesMax }),
      ],
      consumers: Array.from({ length: servers }, (_, index) =>
        consumer(`server-${index + 1}`, 'q', {
          group: 'server',
          service: { law: 'exponential', meanUs: second },
        }),
      ),
    },
  )
}

/** A bit of everything: links, failures, poison, crashes, TTL, limits, dead letters, confirms, faults. */
export function rough(): Scenario {
  const link = { latencyUs: 3_000, bandwidthBytesPerSecond: 50_000 }
  return scenario(
    {
      exchanges: [exchange('orders', 'topic'), exchange('dlx', 'fanout')],
      queues: [
        queue('work', { deadLetterExchange: 'dlx', maxLength: 60 }),
        queue('brief', { messageTtlMs: 400, deadLetterExchange: 'dlx' }),
        queue('full', { maxLength: 5, overflow: 'reject-publish' }),
        queue('dead', { maxLength: 200 }),
      ],
      bindings: [
        binding('orders', 'work', 'order.#'),
        binding('orders', 'brief', 'order.created'),
        binding('orders', 'full', '*.created'),
        binding('dlx', 'dead'),
      ],
    },
    {
      seed: 11,
      durationUs: 120 * second,
      producers: [
        producer('shop', '', {
          exchange: 'orders',
          keys: [
            { key: 'order.created', weight: 3 },
            { key: 'order.paid', weight: 2 },
            { key: 'nobody.listens', weight: 1 },
          ],
          arrivals: { law: 'poisson', ratePerSecond: 30 },
          mandatory: true,
          confirms: true,
          confirmWindow: 4,
          poisonShare: 0.05,
          link,
        }),
        producer('batch', 'work', { arrivals: { law: 'bursts', ratePerSecond: 5, size: 20 } }),
        producer('clock', 'brief', { arrivals: { law: 'constant', ratePerSecond: 10 } }),
      ],
      consumers: [
        consumer('worker-1', 'work', {
          group: 'worker',
          prefetch: 5,
          service: { law: 'lognormal', meanUs: 40_000, sigma: 0.7 },
          failure: { probability: 0.1, outcome: 'requeue', by: 'nack', attemptsMax: 3 },
          crash: { probability: 0.01, restartAfterUs: 2 * second },
          link,
        }),
        consumer('worker-2', 'work', {
          group: 'worker',
          prefetch: 3,
          service: { law: 'exponential', meanUs: 40_000 },
          failure: { probability: 0.1, outcome: 'reject', by: 'nack', attemptsMax: null },
        }),
        consumer('slow', 'brief', {
          prefetch: 4,
          service: { law: 'exponential', meanUs: 150_000 },
          ackTimeoutUs: 500_000,
        }),
        consumer('taker', 'full', {
          autoAck: true,
          priority: 0,
          exclusive: false,
          streamOffset: null,
          prefetch: 0,
          service: { law: 'uniform', minUs: 10_000, maxUs: 60_000 },
          startAtUs: 20 * second,
        }),
      ],
      faults: [
        { kind: 'crash', atUs: 30 * second, consumer: 'worker', restartAfterUs: 5 * second },
        { kind: 'slow', atUs: 50 * second, consumer: 'worker-2', factor: 5, forUs: 10 * second },
        { kind: 'stop', atUs: 70 * second, producer: 'batch', forUs: 5 * second },
        { kind: 'surge', atUs: 90 * second, producer: 'shop', factor: 3, forUs: 10 * second },
      ],
    },
  )
}
