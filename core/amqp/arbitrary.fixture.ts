/** Anything the codec may meet, for its tests. */
import fc from 'fast-check'
import type { WireField, WireTable, WireValue } from './field-table.ts'
import type { FieldType } from './method-list.ts'
import { type FieldsOf, type MethodName, type MethodSpec, methodSpecs } from './methods.ts'
import type { Properties } from './properties.ts'

/** A number while that is exact, as the codec gives it. */
const exact = (value: bigint) => {
  const number = Number(value)
  return Number.isSafeInteger(number) && BigInt(number) === value ? number : value
}
const text = fc.string({ unit: 'binary', maxLength: 40 }).filter(isPlain)
const unsigned = (bits: number) => fc.integer({ min: 0, max: 2 ** bits - 1 })
const signed = (bits: number) => fc.integer({ min: -(2 ** (bits - 1)), max: 2 ** (bits - 1) - 1 })
const signed64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(exact)
const unsigned64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((value) =>
  // The codec gives numbers below 2^53 only.
  value < 2n ** 53n ? Number(value) : value,
)

/** Lone surrogates of other ranges cannot come from bytes. */
function isPlain(value: string): boolean {
  return !/\p{Surrogate}/u.test(value)
}

const { table: anyTable } = fc.letrec<{ table: WireTable; value: WireValue }>((tie) => ({
  table: fc
    .array(fc.tuple(text, tie('value')) as fc.Arbitrary<WireField>, { maxLength: 5 })
    .map((fields) => ({ fields })),
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constant<WireValue>({ letter: 'V' }),
    fc.record({ letter: fc.constant('t' as const), value: fc.boolean() }),
    fc.record({ letter: fc.constant('b' as const), value: signed(8) }),
    fc.record({ letter: fc.constant('B' as const), value: unsigned(8) }),
    fc.record({ letter: fc.constantFrom('s' as const, 'U' as const), value: signed(16) }),
    fc.record({ letter: fc.constant('u' as const), value: unsigned(16) }),
    fc.record({ letter: fc.constant('I' as const), value: signed(32) }),
    fc.record({ letter: fc.constant('i' as const), value: unsigned(32) }),
    fc.record({ letter: fc.constant('l' as const), value: signed64 }),
    fc.record({ letter: fc.constantFrom('L' as const, 'T' as const), value: unsigned64 }),
    fc.record({ letter: fc.constant('f' as const), value: fc.float() }),
    fc.record({ letter: fc.constant('d' as const), value: fc.double() }),
    fc.record({ letter: fc.constant('D' as const), scale: unsigned(8), value: unsigned(32) }),
    fc.record({ letter: fc.constant('S' as const), value: text }),
    fc.record({ letter: fc.constant('x' as const), value: fc.uint8Array({ maxLength: 40 }) }),
    fc.record({
      letter: fc.constant('A' as const),
      value: fc.array(tie('value'), { maxLength: 4 }),
    }),
    fc.record({ letter: fc.constant('F' as const), value: tie('table') }),
  ),
}))

export { anyTable }

const ofType: Readonly<Record<FieldType, fc.Arbitrary<unknown>>> = {
  octet: unsigned(8),
  short: unsigned(16),
  long: unsigned(32),
  longlong: unsigned64,
  shortstr: text,
  longstr: text,
  bit: fc.boolean(),
  table: anyTable,
}

export interface AnyMethod {
  readonly spec: MethodSpec
  readonly fields: FieldsOf<MethodName>
}

export const anyMethod: fc.Arbitrary<AnyMethod> = fc.constantFrom(...methodSpecs).chain((spec) =>
  fc
    .tuple(...spec.fields.map(([, type]) => ofType[type]))
    .map((values) => Object.fromEntries(spec.fields.map(([name], at) => [name, values[at]])))
    .map((fields) => ({ spec, fields: fields as FieldsOf<MethodName> })),
)

export const anyProperties: fc.Arbitrary<Properties> = fc.record(
  {
    contentType: text,
    contentEncoding: text,
    headers: anyTable,
    deliveryMode: unsigned(8),
    priority: unsigned(8),
    correlationId: text,
    replyTo: text,
    expiration: text,
    messageId: text,
    timestamp: unsigned64,
    type: text,
    userId: text,
    appId: text,
    clusterId: text,
  },
  { requiredKeys: [] },
)
