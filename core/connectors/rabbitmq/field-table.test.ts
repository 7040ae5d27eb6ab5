import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FieldTable, FieldValue } from '#core/model/topology.ts'
import { decodeTable, encodeTable } from './field-table.ts'

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')

test.each([
  ['a 64-bit integer past 2^53', '01 61 6c 0020000000000001', 9007199254740993n],
  ['the least 64-bit integer', '01 61 6c 8000000000000000', -9223372036854775808n],
  ['a small 64-bit integer', '01 61 6c 0000000000000007', 7],
  ['a timestamp', '01 61 54 000000006ab13b80', 1790000000],
  ['a signed byte', '01 61 62 ff', -1],
  ['an unsigned byte', '01 61 42 ff', 255],
  ['a short', '01 61 73 ffff', -1],
  ['an unsigned short', '01 61 75 ffff', 65535],
  ['an integer', '01 61 49 ffffffff', -1],
  ['an unsigned integer', '01 61 69 ffffffff', 4294967295],
  ['a double', '01 61 64 3fe0000000000000', 0.5],
  ['a double that is no number', '01 61 64 7ff8000000000000', 'NaN'],
  ['a decimal', '01 61 44 02 0000007b', '1.23'],
  ['a text', '01 61 53 00000002 6869', 'hi'],
  ['bytes in a text', '01 61 53 00000002 ff00', '0xff00'],
  ['a byte array', '01 61 78 00000002 ff00', '0xff00'],
  ['nothing', '01 61 56', null],
  ['a yes', '01 61 74 01', true],
  ['an array', '01 61 41 00000003 62 01 56', [1, null]],
  ['a table', '01 61 46 00000003 01 62 56', { fields: [['b', null]] }],
] as const)('%s is decoded as it is', (_, bytes, value) => {
  expect(decodeTable(hex(bytes))).toEqual({ fields: [['a', value]] })
})

test('order and duplicate names of a table are kept', () => {
  expect(decodeTable(hex('01 32 62 01 01 31 62 02 01 32 62 03')).fields).toEqual([
    ['2', 1],
    ['1', 2],
    ['2', 3],
  ])
})

test('an unknown type, an early end and endless nesting are refused in a sentence', () => {
  expect(() => decodeTable(hex('01 61 7a'))).toThrow('unknown type "z"')
  expect(() => decodeTable(hex('05 61'))).toThrow('ends too early')
  expect(() => decodeTable(hex('01 61 53 7fffffff'))).toThrow('ends too early')
  let nested = Buffer.alloc(0)
  for (let depth = 0; depth < 100; depth++) {
    const head = hex('01 61 46 00000000')
    head.writeUInt32BE(nested.length, 3)
    nested = Buffer.concat([head, nested])
  }
  expect(() => decodeTable(nested)).toThrow('nested deeper')
})

test('malformed bytes never end in anything but a failure', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      try {
        decodeTable(Buffer.from(bytes))
      } catch (problem) {
        expect(problem).toMatchObject({ name: 'Failure', code: 'invalid' })
      }
    }),
  )
})

const value: fc.Arbitrary<FieldValue> = fc.letrec<{ value: FieldValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.bigInt({ min: -(1n << 63n), max: (1n << 63n) - 1n }),
    fc.string(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc
      .uniqueArray(fc.tuple(fc.string({ maxLength: 10 }), tie('value')), {
        selector: ([name]) => name,
        maxLength: 3,
      })
      .map((fields): FieldTable => ({ fields })),
  ),
})).value

test('a table given to the driver keeps every name, __proto__ and ! included', () => {
  const encoded = encodeTable({
    fields: [
      ['__proto__', 1],
      ['!', 'x'],
      ['constructor', 2n],
    ],
  })
  expect(Object.getPrototypeOf(encoded)).toBe(null)
  expect(Object.keys(encoded)).toEqual(['__proto__', '!', 'constructor'])
})

test('every value has a form for the driver', () => {
  fc.assert(
    fc.property(value, (one) => {
      expect(() => encodeTable({ fields: [['a', one]] })).not.toThrow()
    }),
  )
})

test('what AMQP cannot carry is refused with the name of the header', () => {
  expect(() => encodeTable({ fields: [['big', 1n << 63n]] })).toThrow('big')
  expect(() =>
    encodeTable({
      fields: [
        ['twice', 1],
        ['twice', 2],
      ],
    }),
  ).toThrow('twice')
  expect(() => encodeTable({ fields: [['n'.repeat(256), 1]] })).toThrow('255 bytes')
})
