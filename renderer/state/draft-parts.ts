/** What a new part of a draft starts as. Names are free ones; everything else is the file format's default. */
import type { ConsumerSpec, ProducerSpec, Scenario } from '#core/model/scenario.ts'
import {
  type ExchangeSpec,
  type ExchangeType,
  emptyTable,
  noArguments,
  type QueueSpec,
} from '#core/model/topology.ts'

export type PartKind = 'producer' | 'exchange' | 'queue' | 'consumer'

const instant = { latencyUs: 0, bandwidthBytesPerSecond: null } as const

export const emptyScenario: Scenario = {
  title: 'New scenario',
  summary: '',
  profile: 'rabbitmq@4.3',
  seed: 1,
  durationUs: 600_000_000,
  topology: { exchanges: [], queues: [], bindings: [] },
  policies: [],
  producers: [],
  consumers: [],
  faults: [],
  expectations: [],
}

export const newExchange = (name: string, type: ExchangeType = 'direct'): ExchangeSpec => ({
  name,
  type,
  durable: true,
  autoDelete: false,
  internal: false,
  alternateExchange: null,
})

export const newQueue = (name: string): QueueSpec => ({
  name,
  type: 'classic',
  durable: true,
  exclusive: false,
  autoDelete: false,
  arguments: noArguments,
})

export const newProducer = (name: string): ProducerSpec => ({
  name,
  group: name,
  exchange: '',
  keys: [{ key: '', weight: 1 }],
  arrivals: { law: 'poisson', ratePerSecond: 5 },
  sizeBytes: 512,
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
})

export const newConsumer = (name: string, queue = ''): ConsumerSpec => ({
  name,
  group: name,
  queue,
  prefetch: 4,
  autoAck: false,
  priority: 0,
  exclusive: false,
  streamOffset: null,
  service: { law: 'exponential', meanUs: 100_000 },
  failure: { probability: 0, outcome: 'requeue', by: 'nack', attemptsMax: null },
  crash: { probability: 0, restartAfterUs: null },
  ackTimeoutUs: null,
  startAtUs: 0,
  node: 1,
  link: instant,
})

/** `stem`, or the first of `stem-2`, `stem-3` … that no part of that kind has. */
export function freeName(scenario: Scenario, kind: PartKind, stem: string): string {
  const taken = new Set(namesOf(scenario, kind))
  for (let number = 1; ; number++) {
    const name = number === 1 ? stem : `${stem}-${number}`
    if (!taken.has(name)) return name
  }
}

/** Names that a new part of a kind may not have: actors share one set, and their groups belong to it. */
export function namesOf(scenario: Scenario, kind: PartKind): string[] {
  const { topology, producers, consumers } = scenario
  switch (kind) {
    case 'exchange':
      return ['', ...topology.exchanges.map(({ name }) => name)]
    case 'queue':
      return topology.queues.map(({ name }) => name)
    case 'producer':
    case 'consumer':
      return [...producers, ...consumers].flatMap(({ name, group }) => [name, group])
  }
}

/** As the file format names them: one keeps the name, several get numbers. */
export const replicaNames = (group: string, count: number): string[] =>
  count === 1 ? [group] : Array.from({ length: count }, (_, index) => `${group}-${index + 1}`)
