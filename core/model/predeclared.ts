import type { ExchangeSpec, ExchangeType } from './topology.ts'

const own = { durable: true, autoDelete: false, internal: false, alternateExchange: null }

/** Exchanges every broker starts with, in the order of their numbers. [RabbitMQ: pre-declared exchanges] */
export const predeclared: readonly ExchangeSpec[] = [
  { ...own, name: '', type: 'direct' },
  { ...own, name: 'amq.direct', type: 'direct' },
  { ...own, name: 'amq.fanout', type: 'fanout' },
  { ...own, name: 'amq.topic', type: 'topic' },
  { ...own, name: 'amq.headers', type: 'headers' },
  { ...own, name: 'amq.match', type: 'headers' },
  // Tracing publishes to it; nothing is traced here. [RabbitMQ: Firehose Tracer]
  { ...own, name: 'amq.rabbitmq.trace', type: 'topic', internal: true },
]

/** Types of those that can be bound: all but the default exchange. */
export const predeclaredTypes: ReadonlyMap<string, ExchangeType> = new Map(
  predeclared.filter(({ name }) => name !== '').map(({ name, type }) => [name, type]),
)
