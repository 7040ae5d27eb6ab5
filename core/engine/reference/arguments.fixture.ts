import fc from 'fast-check'
import {
  noArguments,
  type QueueArguments,
  type QueueSpec,
  type QueueType,
  retryTypes,
} from '#core/model/topology.ts'
import { maybe, queueNames } from './verbs.fixture.ts'

/** Queues of the property tests, by what is tried with them. */

const rarely = fc.nat(4).map((one) => one === 0)

const limits = {
  messageTtlMs: maybe(20),
  maxLength: maybe(3),
  maxLengthBytes: maybe(12),
  overflow: fc.constantFrom('drop-head', 'reject-publish', 'reject-publish-dlx'),
} as const

const letters = {
  deadLetterExchange: fc.constantFrom(null, '', 'fan', 'missing'),
  deadLetterRoutingKey: fc.constantFrom(null, ...queueNames),
}

/** Limits of every kind, priorities, and dead letters of one queue in another. */
export const fullClassic = args({
  ...limits,
  ...letters,
  maxPriority: fc.option(fc.constantFrom(0, 2, 9), { nil: null, freq: 2 }),
})

/** What concerns consumers, and enough of the rest to see what becomes of messages. */
export const consumedClassic = args({
  ...letters,
  messageTtlMs: fc.option(fc.nat(20), { nil: null, freq: 2 }),
  maxLength: fc.option(fc.nat(4), { nil: null, freq: 2 }),
  singleActiveConsumer: rarely,
  expiresMs: fc.option(fc.integer({ min: 1, max: 60 }), { nil: null, freq: 2 }),
  maxPriority: fc.option(fc.constantFrom(2), { nil: null, freq: 2 }),
})

/** All that is a quorum queue's own, at-least-once dead letters apart. */
export const fullQuorum = args({
  ...limits,
  ...letters,
  maxLengthBytes: fc.option(fc.nat(40), { nil: null, freq: 2 }),
  maxLength: fc.option(fc.nat(6), { nil: null, freq: 2 }),
  deliveryLimit: fc.option(fc.integer({ min: -1, max: 3 }), { nil: null, freq: 2 }),
  delayedRetryType: fc.option(fc.constantFrom(...retryTypes), { nil: null, freq: 2 }),
  delayedRetryMinMs: maybe(8),
  delayedRetryMaxMs: maybe(12),
  consumerTimeoutMs: fc.option(fc.integer({ min: 1, max: 30 }), { nil: null, freq: 2 }),
  singleActiveConsumer: rarely,
})

/** A dead-letter routing key without an exchange is refused at declare. */
function args(some: { [Name in keyof QueueArguments]?: fc.Arbitrary<QueueArguments[Name]> }) {
  return fc
    .record(some as { [Name in keyof QueueArguments]: fc.Arbitrary<QueueArguments[Name]> })
    .map((drawn): QueueArguments => {
      const all = { ...noArguments, ...drawn }
      return all.deadLetterExchange === null ? { ...all, deadLetterRoutingKey: null } : all
    })
}

/** A queue of that place and type. */
export function queueAt(
  at: number,
  type: QueueType,
  queueArguments: QueueArguments,
  more: Partial<QueueSpec> = {},
): QueueSpec {
  const flags = { durable: true, exclusive: false, autoDelete: false }
  return { name: queueNames[at]!, type, ...flags, ...more, arguments: queueArguments }
}
