/** Names, values and the specs of producers and consumers by chance. */
import fc from 'fast-check'
import { limits } from '#core/model/limits.ts'
import { brokerNodes, returnMethods } from '#core/model/scenario.ts'
import { type FieldTable, type FieldValue, priorityMax } from '#core/model/topology.ts'

/** Names that have broken YAML, JSON or JavaScript before, and any other well-formed text. */
const awkward = [
  '__proto__',
  'constructor',
  '12',
  '1e3',
  'null',
  'true',
  '~',
  '- a',
  'a: b',
  '#',
  '*',
  '&a',
  '!x',
  ' ',
  "'",
  '"',
  '{',
  '%',
  '@',
  '`',
  '0x1f',
  '.nan',
  '=',
  '<<',
  'a\nb',
  '\t',
  '?',
  '…',
  '名',
]
export const word = fc.oneof(
  fc.constantFrom(...awkward),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
)
export const shortText = fc.oneof(fc.constant(''), word)
export const fits = (name: string) => new TextEncoder().encode(name).length <= 200
export const ownName = word.filter((name) => !name.startsWith('amq.') && fits(name))

export const nullOr = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null })
export const us = fc.oneof(
  fc.constantFrom(0, 1, 1000, 1_000_000, 60_000_000, 600_000_000, 3_600_000_000),
  fc.nat(),
)
export const expiryMs = fc.integer({ min: 0, max: 4_294_967_295 })
const share = fc
  .oneof(fc.constantFrom(0, 1, 0.05), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(Math.abs)
const rate = fc
  .oneof(fc.constantFrom(0, 14, 0.8), fc.double({ min: 0, max: 1e9, noNaN: true }))
  .map(Math.abs)
export const factor = fc.double({ min: 1e-9, max: 1e6, noNaN: true })

const fieldValue: fc.Arbitrary<FieldValue> = fc.letrec<{ value: FieldValue; table: FieldTable }>(
  (tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.constant(null),
      fc.boolean(),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value)),
      fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n - 1n }),
      fc.bigInt({ min: -(2n ** 63n), max: -(2n ** 53n) }),
      fc.string({ unit: 'grapheme' }),
      fc.array(tie('value'), { maxLength: 3 }),
      tie('table'),
    ),
    table: tableOf(tie('value')),
  }),
).value

function tableOf(value: fc.Arbitrary<FieldValue>): fc.Arbitrary<FieldTable> {
  return fc
    .uniqueArray(fc.tuple(word.filter(fits), value), { maxLength: 3, selector: ([name]) => name })
    .map((fields) => ({ fields }))
}
export const table = tableOf(fieldValue)

const link = fc.record({
  latencyUs: us,
  bandwidthBytesPerSecond: nullOr(
    fc.oneof(fc.integer({ min: 1, max: 1e9 }), fc.double({ min: 0.001, max: 1e12, noNaN: true })),
  ),
})

export const anyProducer = (exchanges: readonly string[]) =>
  fc.record({
    exchange: fc.constantFrom('', 'amq.topic', ...exchanges),
    keys: fc.array(
      fc.record({ key: shortText.filter(fits), weight: fc.oneof(fc.constant(1), factor) }),
      { minLength: 1, maxLength: 3 },
    ),
    arrivals: fc.oneof(
      fc.record({
        law: fc.constantFrom('constant' as const, 'poisson' as const),
        ratePerSecond: rate,
      }),
      fc.record({
        law: fc.constant('bursts' as const),
        ratePerSecond: rate,
        size: fc.integer({ min: 1, max: 1e6 }),
      }),
    ),
    sizeBytes: fc.integer({ min: 0, max: limits.publishBodyBytes }),
    persistent: fc.boolean(),
    mandatory: fc.boolean(),
    confirms: fc.boolean(),
    confirmWindow: nullOr(fc.integer({ min: 1, max: 1000 })),
    expirationMs: nullOr(expiryMs),
    priority: nullOr(fc.integer({ min: 0, max: priorityMax })),
    headers: table,
    poisonShare: share,
    messagesMax: nullOr(fc.nat()),
    startAtUs: us,
    node: fc.constantFrom(...brokerNodes),
    link,
    body: nullOr(fc.string({ unit: 'grapheme' })),
  })

export const anyConsumer = (queues: readonly string[]) =>
  fc.record({
    queue: fc.constantFrom(...queues),
    prefetch: fc.integer({ min: 0, max: 65_535 }),
    autoAck: fc.boolean(),
    priority: fc.integer({ min: -10, max: 10 }),
    exclusive: fc.boolean(),
    streamOffset: nullOr(fc.oneof(fc.nat(), fc.constantFrom('first', 'last', 'next', '7D'))),
    service: fc.oneof(
      fc.record({ law: fc.constantFrom('constant' as const, 'exponential' as const), meanUs: us }),
      fc.record({
        law: fc.constant('lognormal' as const),
        meanUs: us,
        sigma: fc.double({ min: 0, max: 10, noNaN: true }).map(Math.abs),
      }),
      fc.tuple(us, us).map(([a, b]) => ({
        law: 'uniform' as const,
        minUs: Math.min(a, b),
        maxUs: Math.max(a, b),
      })),
    ),
    failure: fc.record({
      probability: share,
      outcome: fc.constantFrom('requeue' as const, 'reject' as const),
      by: fc.constantFrom(...returnMethods),
      attemptsMax: nullOr(fc.integer({ min: 1, max: 1000 })),
    }),
    crash: fc.record({ probability: share, restartAfterUs: nullOr(us) }),
    ackTimeoutUs: nullOr(us),
    startAtUs: us,
    node: fc.constantFrom(...brokerNodes),
    link,
  })
