import type { ConsumerSpec, ProducerSpec, Scenario } from '#core/model/scenario.ts'
import { emptyTable, noArguments } from '#core/model/topology.ts'
import { referenceScenario } from './reference-scenario.ts'

const base = referenceScenario()

/** One producer, one queue, one consumer at 80 %: the cheapest whole simulation there is. */
export function singleServer(): Scenario {
  return {
    ...base,
    producers: [{ ...base.producers[0]!, keys: [{ key: 'order.0.new', weight: 1 }] }],
    consumers: [{ ...base.consumers[0]! }],
  }
}

/** The reference load with confirms, links, a TTL nobody reaches, a limit, a dead-letter exchange and failures. */
export function everythingOn(): Scenario {
  const link = { latencyUs: 500, bandwidthBytesPerSecond: 125_000_000 }
  const dead = { ...base.topology.queues[0]!, name: 'dead', arguments: noArguments }
  const queues = base.topology.queues.map((queue) => ({
    ...queue,
    arguments: {
      ...noArguments,
      messageTtlMs: 600_000,
      maxLength: 10_000,
      deadLetterExchange: '',
      deadLetterRoutingKey: 'dead',
    },
  }))
  return {
    ...base,
    topology: { ...base.topology, queues: [...queues, dead] },
    producers: base.producers.map((producer) => ({
      ...producer,
      confirms: true,
      confirmWindow: 100,
      link,
    })),
    consumers: [
      ...base.consumers.map((consumer) => ({
        ...consumer,
        link,
        failure: {
          probability: 0.01,
          outcome: 'reject' as const,
          by: 'nack' as const,
          attemptsMax: null,
        },
      })),
      { ...base.consumers[0]!, name: 'undertaker', queue: 'dead', service: constant(100) },
    ],
  }
}

/** Ten thousand queues, a thousand producers and ten thousand consumers at the reference's 80 %. */
export function large(): Scenario {
  const queues = 10_000
  const places = Array.from({ length: queues }, (_, place) => place)
  const named = (place: number) => `queue-${place}`
  const producers: ProducerSpec[] = Array.from({ length: 1000 }, (_, index) => ({
    ...base.producers[0]!,
    name: `producer-${index}`,
    exchange: '',
    keys: Array.from({ length: 10 }, (__, nth) => ({ key: named(index * 10 + nth), weight: 1 })),
    arrivals: { law: 'poisson', ratePerSecond: 800 },
  }))
  const consumers: ConsumerSpec[] = places.map((place) => ({
    ...base.consumers[0]!,
    name: `consumer-${place}`,
    queue: named(place),
  }))
  const topology = {
    exchanges: [],
    queues: places.map((place) => ({ ...base.topology.queues[0]!, name: named(place) })),
    bindings: [],
  }
  return { ...base, topology, producers, consumers }
}

/** The reference with that many more bindings beside those in use. */
export function withBindings(count: number): Scenario {
  const more = Array.from({ length: count }, (_, place) => ({
    from: 'orders',
    to: `queue-${place % base.topology.queues.length}`,
    toExchange: false,
    key: `unused.*.${place}.#`,
    arguments: emptyTable,
  }))
  return { ...base, topology: { ...base.topology, bindings: [...base.topology.bindings, ...more] } }
}

function constant(meanUs: number): ConsumerSpec['service'] {
  return { law: 'constant', meanUs }
}
