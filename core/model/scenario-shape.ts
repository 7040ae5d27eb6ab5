/** The schema of a resolved scenario (scenario.ts): what crosses the contract and enters the simulation. */
import { z } from 'zod'
import { limits } from './limits.ts'
import { policyTargets } from './policy.ts'
import {
  alarmKinds,
  brokerNodes,
  brokerProfiles,
  restartKinds,
  returnMethods,
  type Scenario,
} from './scenario.ts'
import {
  deadLetterStrategies,
  exchangeTypes,
  type FieldTable,
  type FieldValue,
  overflowModes,
  priorityMax,
  queueTypes,
  retryTypes,
} from './topology.ts'

export const fieldValue: z.ZodType<FieldValue> = z.lazy(() =>
  z.union([
    z.null(),
    z.boolean(),
    z.number(),
    z.bigint(),
    z.string(),
    z.array(fieldValue),
    fieldTable,
  ]),
)
export const fieldTable: z.ZodType<FieldTable> = z.lazy(() =>
  z.strictObject({ fields: z.array(z.tuple([z.string(), fieldValue])) }),
)

const name = z.string().max(limits.nameBytes)
const us = z.int().min(0)
const ratePerSecond = z.number().min(0).max(1e9)
const share = z.number().min(0).max(1)
const count = z.int().min(0)

const exchange = z.strictObject({
  name,
  type: z.enum(exchangeTypes),
  durable: z.boolean(),
  autoDelete: z.boolean(),
  internal: z.boolean(),
  alternateExchange: name.nullable(),
})

const queueArguments = z.strictObject({
  messageTtlMs: count.nullable(),
  maxLength: count.nullable(),
  maxLengthBytes: count.nullable(),
  overflow: z.enum(overflowModes),
  deadLetterExchange: name.nullable(),
  deadLetterRoutingKey: name.nullable(),
  expiresMs: count.nullable(),
  singleActiveConsumer: z.boolean(),
  maxPriority: count.nullable(),
  deliveryLimit: z.int().nullable(),
  deadLetterStrategy: z.enum(deadLetterStrategies).nullable(),
  delayedRetryType: z.enum(retryTypes).nullable(),
  delayedRetryMinMs: count.nullable(),
  delayedRetryMaxMs: count.nullable(),
  consumerTimeoutMs: count.nullable(),
  maxAgeS: count.nullable(),
  maxSegmentBytes: count.nullable(),
})

const queue = z.strictObject({
  name,
  type: z.enum(queueTypes),
  durable: z.boolean(),
  exclusive: z.boolean(),
  autoDelete: z.boolean(),
  arguments: queueArguments,
})

const policy = z.strictObject({
  name,
  operator: z.boolean(),
  pattern: z.string().max(1000),
  priority: z.int(),
  applyTo: z.enum(policyTargets),
  definition: queueArguments.partial().extend({ alternateExchange: name.nullable().optional() }),
})

const node = z.literal(brokerNodes)

const binding = z.strictObject({
  from: name,
  to: name,
  toExchange: z.boolean(),
  key: name,
  arguments: fieldTable,
})

const link = z.strictObject({
  latencyUs: us,
  bandwidthBytesPerSecond: z.number().positive().nullable(),
})

const arrivals = z.discriminatedUnion('law', [
  z.strictObject({ law: z.literal('constant'), ratePerSecond }),
  z.strictObject({ law: z.literal('poisson'), ratePerSecond }),
  z.strictObject({ law: z.literal('bursts'), ratePerSecond, size: z.int().min(1).max(1_000_000) }),
])

const producer = z.strictObject({
  name,
  group: name,
  exchange: name,
  keys: z
    .array(z.strictObject({ key: name, weight: z.number().positive() }))
    .min(1)
    .max(10_000),
  arrivals,
  sizeBytes: z.int().min(0).max(limits.publishBodyBytes),
  persistent: z.boolean(),
  mandatory: z.boolean(),
  confirms: z.boolean(),
  confirmWindow: z.int().min(1).nullable(),
  expirationMs: count.nullable(),
  priority: z.int().min(0).max(priorityMax).nullable(),
  headers: fieldTable,
  poisonShare: share,
  messagesMax: count.nullable(),
  startAtUs: us,
  node,
  link,
  body: z.string().max(65536).nullable(),
})

const service = z.discriminatedUnion('law', [
  z.strictObject({ law: z.literal('constant'), meanUs: us }),
  z.strictObject({ law: z.literal('exponential'), meanUs: us }),
  z.strictObject({ law: z.literal('lognormal'), meanUs: us, sigma: z.number().min(0).max(10) }),
  z.strictObject({ law: z.literal('uniform'), minUs: us, maxUs: us }),
])

const consumer = z.strictObject({
  name,
  group: name,
  queue: name,
  prefetch: z.int().min(0).max(65535),
  autoAck: z.boolean(),
  priority: z.int(),
  exclusive: z.boolean(),
  streamOffset: z.union([count, z.string().max(32)]).nullable(),
  service,
  failure: z.strictObject({
    probability: share,
    outcome: z.enum(['requeue', 'reject']),
    by: z.enum(returnMethods),
    attemptsMax: z.int().min(1).nullable(),
  }),
  crash: z.strictObject({ probability: share, restartAfterUs: us.nullable() }),
  ackTimeoutUs: us.nullable(),
  startAtUs: us,
  node,
  link,
})

const fault = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('crash'),
    atUs: us,
    consumer: name,
    restartAfterUs: us.nullable(),
  }),
  z.strictObject({
    kind: z.literal('slow'),
    atUs: us,
    consumer: name,
    factor: z.number().positive(),
    forUs: us.nullable(),
  }),
  z.strictObject({ kind: z.literal('stop'), atUs: us, producer: name, forUs: us.nullable() }),
  z.strictObject({
    kind: z.literal('surge'),
    atUs: us,
    producer: name,
    factor: z.number().positive(),
    forUs: us.nullable(),
  }),
  z.strictObject({
    kind: z.literal('alarm'),
    atUs: us,
    alarm: z.enum(alarmKinds),
    forUs: us.nullable(),
  }),
  z.strictObject({ kind: z.literal('stopNode'), atUs: us, node, forUs: us.nullable() }),
  z.strictObject({ kind: z.literal('partition'), atUs: us, node, forUs: us.nullable() }),
  z.strictObject({ kind: z.literal('restartBroker'), atUs: us, how: z.enum(restartKinds) }),
])

export const expectationShape = z.strictObject({
  of: z.enum(['queue', 'producer', 'consumer']),
  name,
  measure: z.string(),
  atLeast: z.number().nullable(),
  atMost: z.number().nullable(),
})

export const scenarioShape = z.strictObject({
  title: z.string().min(1).max(200),
  summary: z.string().max(2000),
  profile: z.enum(brokerProfiles),
  seed: z.int().min(0).max(0xffffffff),
  durationUs: us.nullable(),
  topology: z.strictObject({
    exchanges: z.array(exchange).max(limits.exchanges),
    queues: z.array(queue).max(limits.queues),
    bindings: z.array(binding).max(limits.bindings),
  }),
  policies: z.array(policy).max(limits.policies),
  producers: z.array(producer).max(limits.producers),
  consumers: z.array(consumer).max(limits.consumers),
  faults: z.array(fault).max(10_000),
  expectations: z.array(expectationShape).max(1000),
}) satisfies z.ZodType<Scenario>
