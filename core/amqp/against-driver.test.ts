/** The driver's own tables of methods, made from the protocol's XML, write the same bytes as ours. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ByteWriter } from './byte-writer.ts'
import { emptyWireTable } from './field-table.ts'
import { writeMethodFrame } from './frame-writer.ts'
import type { FieldType } from './method-list.ts'
import { type FieldsOf, type MethodName, methodSpecs } from './methods.ts'

interface Defs {
  encodeMethod(id: number, channel: number, fields: object): Buffer
  info(id: number): { readonly name: string; readonly args: readonly { readonly name: string }[] }
}
const load = createRequire(import.meta.url)
// Not one of the driver's public files, so it is found beside them.
const defs = load(join(dirname(load.resolve('amqplib')), 'lib', 'defs.js')) as Defs

/** Methods of RabbitMQ's that the driver does not know, and one no longer in the protocol. */
const unknownToDriver = ['access.request', 'access.request-ok', 'basic.recover-async']
const known = methodSpecs.filter(({ name }) => !unknownToDriver.includes(name))

const sample = (type: FieldType, seed: number): unknown => {
  switch (type) {
    case 'octet':
      return seed & 0xff
    case 'short':
      return seed & 0xffff
    case 'long':
    case 'longlong':
      return seed
    case 'bit':
      return (seed & 1) === 1
    case 'table':
      return emptyWireTable
    default:
      return `text ${seed}`
  }
}

test.each(known)('$name', (spec) => {
  const id = (spec.classId << 16) | spec.methodId
  const { args } = defs.info(id)
  expect(args.length).toBe(spec.fields.length)
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 16, maxLength: 16 }), (seeds) => {
      const values = spec.fields.map(([, type], at) => sample(type, seeds[at]!))
      const ours = Object.fromEntries(spec.fields.map(([name], at) => [name, values[at]]))
      const theirs = Object.fromEntries(
        args.map(({ name }, at) => {
          const value = values[at]
          if (value === emptyWireTable) return [name, {}]
          return [name, spec.fields[at]![1] === 'longstr' ? Buffer.from(String(value)) : value]
        }),
      )
      const writer = new ByteWriter()
      writeMethodFrame(writer, 7, spec.name as MethodName, ours as FieldsOf<MethodName>)
      expect(Buffer.from(writer.take())).toEqual(defs.encodeMethod(id, 7, theirs))
    }),
    { numRuns: 20 },
  )
})
