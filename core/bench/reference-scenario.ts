import type { ConsumerSpec, ProducerSpec, Scenario } from '#core/model/scenario.ts'
import { emptyTable, noArguments } from '#core/model/topology.ts'

/** The load everything here is measured with: each queue at 80 % of what its consumers can do. */
export const reference = {
  queues: 10,
  producers: 100,
  consumers: 100,
  prefetch: 10,
  ratePerSecond: 80,
  serviceMeanUs: 10_000,
  sizeBytes: 100,
} as const

const link = { latencyUs: 0, bandwidthBytesPerSecond: null } as const

/** Ten queues bound to a topic exchange, a hundred producers that draw one of ten keys, a hundred consumers. */
export function referenceScenario(): Scenario {
  const places = Array.from({ length: reference.queues }, (_, place) => place)
  return {
    title: 'Reference',
    summary: '',
    profile: 'rabbitmq@4.3',
    seed: 1,
    durationUs: null,
    topology: {
      exchanges: [
        {
          name: 'orders',
          type: 'topic',
          durable: true,
          autoDelete: false,
          internal: false,
          alternateExchange: null,
        },
      ],
      queues: places.map((place) => ({
        name: `queue-${place}`,
        type: 'classic',
        durable: true,
        exclusive: false,
        autoDelete: false,
        arguments: noArguments,
      })),
      bindings: places.map((place) => ({
        from: 'orders',
        to: `queue-${place}`,
        toExchange: false,
        key: `order.${place}.*`,
        arguments: emptyTable,
      })),
    },
    policies: [],
    producers: Array.from({ length: reference.producers }, (_, index) => producer(index, places)),
    consumers: Array.from({ length: reference.consumers }, (_, index) => consumer(index)),
    faults: [],
    expectations: [],
  }
}

function producer(index: number, places: readonly number[]): ProducerSpec {
  return {
    name: `producer-${index}`,
    group: 'producer',
    exchange: 'orders',
    keys: places.map((place) => ({ key: `order.${place}.new`, weight: 1 })),
    arrivals: { law: 'poisson', ratePerSecond: reference.ratePerSecond },
    sizeBytes: reference.sizeBytes,
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
    link,
    body: null,
  }
}

function consumer(index: number): ConsumerSpec {
  return {
    name: `consumer-${index}`,
    group: 'consumer',
    queue: `queue-${index % reference.queues}`,
    prefetch: reference.prefetch,
    autoAck: false,
    priority: 0,
    exclusive: false,
    streamOffset: null,
    service: { law: 'exponential', meanUs: reference.serviceMeanUs },
    failure: { probability: 0, outcome: 'requeue', by: 'nack', attemptsMax: null },
    crash: { probability: 0, restartAfterUs: null },
    ackTimeoutUs: null,
    startAtUs: 0,
    node: 1,
    link,
  }
}
