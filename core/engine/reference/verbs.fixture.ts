import fc from 'fast-check'
import type { PolicyDefinition } from '#core/model/policy.ts'
import { emptyTable, type FieldTable } from '#core/model/topology.ts'

/** What the random clients of the property tests do. Numbers are places, brought into range by who does it. */

export const queueNames = ['a', 'b', 'c'] as const
/** Channels of consumers; one more only publishes, in confirm mode. */
export const placeCount = 3

/** 0 often enough to matter, small always: limits are met within a few verbs. */
export const maybe = (max: number) => fc.option(fc.nat(max), { nil: null, freq: 2 })

const place = fc.nat(placeCount - 1)
const queue = fc.nat(queueNames.length - 1)
const consumer = fc.nat(7)
const flag = fc.boolean()
const rarely = fc.nat(4).map((one) => one === 0)

const keys = fc.subarray(['a', 'b', 'x.y'])
const copies: fc.Arbitrary<FieldTable> = fc.oneof(
  { weight: 8, arbitrary: fc.constant(emptyTable) },
  { weight: 1, arbitrary: keys.map((list): FieldTable => ({ fields: [['CC', list]] })) },
  { weight: 1, arbitrary: keys.map((list): FieldTable => ({ fields: [['BCC', list]] })) },
  {
    weight: 1,
    arbitrary: fc.tuple(keys, keys).map(
      ([cc, bcc]): FieldTable => ({
        fields: [
          ['BCC', bcc],
          ['CC', cc],
        ],
      }),
    ),
  },
)

const policy: fc.Arbitrary<PolicyDefinition> = fc.record(
  {
    messageTtlMs: fc.nat(20),
    maxLength: fc.nat(3),
    maxLengthBytes: fc.nat(12),
    overflow: fc.constantFrom('drop-head', 'reject-publish', 'reject-publish-dlx'),
    deadLetterExchange: fc.constantFrom('', 'fan', 'missing'),
    deadLetterRoutingKey: fc.constantFrom(...queueNames),
    expiresMs: fc.integer({ min: 1, max: 30 }),
    deliveryLimit: fc.nat(3),
    alternateExchange: fc.constantFrom('fan', 'other', 'missing'),
  },
  { requiredKeys: [] },
)

/** Every verb there is, by name. */
export const verbs = {
  publish: fc.record({
    verb: fc.constant('publish' as const),
    /** The place past the last is the publisher's own. */
    from: fc.oneof(
      { weight: 4, arbitrary: fc.constant(placeCount) },
      { weight: 1, arbitrary: place },
    ),
    exchange: fc.constantFrom<string>('', '', '', 'fan', 'fan', 'other', 'missing'),
    key: fc.constantFrom<string>(...queueNames, ...queueNames, 'nowhere', '', 'x.y', 'x..y'),
    sizeBytes: fc.nat(6),
    expirationMs: maybe(20),
    priority: fc.option(fc.constantFrom(0, 1, 2, 4, 5, 9, 31, 40), { nil: null, freq: 2 }),
    persistent: flag,
    mandatory: flag,
    headers: copies,
  }),
  settle: fc.record({
    verb: fc.constant('settle' as const),
    place,
    back: fc.nat(4),
    multiple: flag,
    how: fc.constantFrom('ack', 'requeue', 'discard'),
    rejects: flag,
  }),
  consume: fc.record({
    verb: fc.constant('consume' as const),
    place,
    queue,
    autoAck: rarely,
    prefetch: fc.nat(3),
    priority: fc.constantFrom(0, 0, 0, 1, -1),
    exclusive: fc.nat(9).map((one) => one === 0),
    start: fc.oneof(
      fc.constantFrom('first', 'last', 'next'),
      fc.nat(12),
      fc.nat(60).map((timestampMs) => ({ timestampMs })),
    ),
  }),
  get: fc.record({ verb: fc.constant('get' as const), place, queue, autoAck: rarely }),
  advance: fc.record({ verb: fc.constant('advance' as const), byMs: fc.nat(15) }),
  prefetch: fc.record({ verb: fc.constant('prefetch' as const), consumer, prefetch: fc.nat(3) }),
  cancel: fc.record({ verb: fc.constant('cancel' as const), consumer }),
  close: fc.record({ verb: fc.constant('close' as const), place }),
  purge: fc.record({ verb: fc.constant('purge' as const), queue }),
  delete: fc.record({ verb: fc.constant('delete' as const), queue }),
  declare: fc.record({ verb: fc.constant('declare' as const), queue }),
  qos: fc.record({ verb: fc.constant('qos' as const), place, prefetch: fc.nat(3), global: flag }),
  transaction: fc.record({
    verb: fc.constantFrom('select' as const, 'commit' as const, 'rollback' as const),
    place,
  }),
  recover: fc.record({ verb: fc.constant('recover' as const), place }),
  policy: fc.record({
    verb: fc.constant('policy' as const),
    name: fc.constantFrom('one', 'two'),
    operator: flag,
    pattern: fc.constantFrom('', '^a$', 'b|c', 'fan'),
    priority: fc.nat(2),
    applyTo: fc.constantFrom('all', 'queues', 'classic_queues', 'quorum_queues', 'exchanges'),
    definition: policy,
  }),
  clearPolicy: fc.record({
    verb: fc.constant('clearPolicy' as const),
    name: fc.constantFrom('one', 'two'),
    operator: flag,
  }),
  restart: fc.record({ verb: fc.constant('restart' as const), isCrash: flag }),
  bind: fc.record({
    verb: fc.constantFrom('bind' as const, 'unbind' as const),
    from: fc.constantFrom('fan', 'other', 'direct', 'topic', 'headers'),
    to: fc.constantFrom<string>(...queueNames, 'fan', 'other', 'direct', 'topic', 'headers'),
    key: fc.constantFrom('a', 'b', '', '#', '*', 'x.*', '*.y', 'x.#', '#.y', 'a.#.#.y'),
    match: fc.constantFrom(null, 'all', 'any', 'all-with-x', 'any-with-x'),
    criteria: fc.subarray([
      ['color', 'red'],
      ['size', 1],
      ['x-kind', true],
      ['CC', null],
    ] as const),
  }),
  deleteExchange: fc.record({
    verb: fc.constant('deleteExchange' as const),
    exchange: fc.constantFrom('fan', 'other', 'direct', 'topic', 'headers'),
  }),
}

type VerbName = keyof typeof verbs
export type Verb = (typeof verbs)[VerbName] extends fc.Arbitrary<infer T> ? T : never

/** One of these verbs, as often as their weights say. */
export function anyVerb(weights: Partial<Record<VerbName, number>>): fc.Arbitrary<Verb> {
  const named = Object.entries(weights) as [VerbName, number][]
  return fc.oneof(
    ...named.map(([name, weight]) => ({ weight, arbitrary: verbs[name] as fc.Arbitrary<Verb> })),
  )
}
