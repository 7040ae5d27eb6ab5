import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { WireField } from '#core/amqp/field-table.ts'
import { inOrderOfNames } from './header-order.ts'

const field = (name: string): WireField => [name, { letter: 't', value: true }]
const namesOf = (fields: readonly WireField[]) => fields.map(([name]) => name)

test('Names are ordered as their bytes in UTF-8 are, whatever characters they have', () => {
  const names = fc.array(fc.string({ unit: 'binary', maxLength: 6 }))
  fc.assert(
    fc.property(names, (given) => {
      const byUtf8 = given.toSorted((one, other) =>
        Buffer.compare(Buffer.from(one), Buffer.from(other)),
      )
      expect(namesOf(inOrderOfNames(given.map(field)))).toEqual(byUtf8)
    }),
  )
})

test('Headers in order are left as they are', () => {
  const fields = ['A', 'a', 'b', 'é'].map(field)
  expect(inOrderOfNames(fields)).toBe(fields)
})
