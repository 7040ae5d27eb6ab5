/** What is written is read back as it was; what is no AMQP is refused and never read beyond its end. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyMethod, anyProperties, anyTable } from './arbitrary.fixture.ts'
import { ByteReader, Malformed } from './byte-reader.ts'
import { ByteWriter } from './byte-writer.ts'
import { readTable, writeTable } from './field-table.ts'
import { readMethod, specOfIds, writeMethod } from './methods.ts'
import { readProperties, writeProperties } from './properties.ts'
import { skimProperties } from './property-skim.ts'
import { bytesOfText, decodeText } from './text.ts'

const written = (write: (writer: ByteWriter) => void) => {
  const writer = new ByteWriter()
  write(writer)
  return writer.take()
}

test('a field table comes back with the letter of every value', () => {
  fc.assert(
    fc.property(anyTable, (table) => {
      const bytes = written((writer) => writeTable(writer, table))
      const reader = new ByteReader(bytes)
      expect(readTable(reader)).toEqual(table)
      expect(reader.left).toBe(0)
    }),
  )
})

test('a method comes back with every field', () => {
  fc.assert(
    fc.property(anyMethod, ({ spec, fields }) => {
      const bytes = written((writer) => writeMethod(writer, spec.name, fields))
      const reader = new ByteReader(bytes)
      expect(specOfIds(reader.short(), reader.short())).toBe(spec)
      expect(readMethod(spec, reader)).toEqual({ name: spec.name, fields })
    }),
    { numRuns: 1000 },
  )
})

test('properties come back, and a skim sees the same', () => {
  fc.assert(
    fc.property(anyProperties, (properties) => {
      const bytes = written((writer) => writeProperties(writer, properties))
      expect(readProperties(new ByteReader(bytes))).toEqual(properties)
      const skimmed = skimProperties(bytes, 0, bytes.length)
      expect(skimmed.deliveryMode).toBe(properties.deliveryMode ?? 0)
      expect(skimmed.priority).toBe(properties.priority ?? -1)
      expect(skimmed.expiration).toBe(properties.expiration ?? null)
      expect(skimmed.replyTo).toBe(properties.replyTo ?? null)
      expect(skimmed.userId).toBe(properties.userId ?? null)
      expect(skimmed.headersAt >= 0).toBe(properties.headers !== undefined)
      if (skimmed.headersAt >= 0)
        expect(readTable(new ByteReader(bytes, skimmed.headersAt))).toEqual(properties.headers)
    }),
  )
})

test('any bytes are a text that gives the same bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      expect(bytesOfText(decodeText(bytes, 0, bytes.length))).toEqual(bytes)
    }),
    { numRuns: 2000 },
  )
})

test('a text is what everybody else calls UTF-8', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const bytes = new Uint8Array(Buffer.from(text, 'utf8'))
      expect(bytesOfText(text)).toEqual(bytes)
      expect(decodeText(bytes, 0, bytes.length)).toBe(text)
    }),
  )
})

test('bytes that are no table, method or properties are refused, never read beyond their end', () => {
  const isRefusedOrRead = (read: () => unknown) => {
    try {
      read()
    } catch (problem) {
      expect(problem).toBeInstanceOf(Malformed)
    }
  }
  fc.assert(
    fc.property(anyMethod, fc.uint8Array({ maxLength: 200 }), (method, noise) => {
      isRefusedOrRead(() => readTable(new ByteReader(noise)))
      isRefusedOrRead(() => readProperties(new ByteReader(noise)))
      isRefusedOrRead(() => skimProperties(noise, 0, noise.length))
      isRefusedOrRead(() => readMethod(method.spec, new ByteReader(noise)))
    }),
    { numRuns: 3000 },
  )
})

test('a skim and a full reading of properties refuse the same outside of the headers', () => {
  const refuses = (read: () => unknown) => {
    try {
      read()
      return false
    } catch {
      return true
    }
  }
  fc.assert(
    fc.property(anyProperties, fc.nat(), fc.nat(), ({ headers: _, ...properties }, at, octet) => {
      const bytes = written((writer) => writeProperties(writer, properties)).slice()
      bytes[at % bytes.length] = octet
      // A flag of headers that appears by the change makes a table of what was none.
      if ((bytes[0]! & 0x20) !== 0) return
      expect(refuses(() => skimProperties(bytes, 0, bytes.length))).toBe(
        refuses(() => readProperties(new ByteReader(bytes))),
      )
    }),
    { numRuns: 1000 },
  )
})

test('64 bits are exact', () => {
  const table = {
    fields: [
      ['least', { letter: 'l', value: -(2n ** 63n) }],
      ['beyond', { letter: 'l', value: 9_007_199_254_740_993n }],
      ['small', { letter: 'l', value: -1 }],
      ['most', { letter: 'L', value: 2n ** 64n - 1n }],
    ],
  } as const
  const bytes = written((writer) => writeTable(writer, table))
  expect(readTable(new ByteReader(bytes))).toEqual(table)
})

test('a table nested too deep is refused instead of exhausting the stack', () => {
  const depth = 5000
  const bytes = new Uint8Array(4 + depth * 7)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, depth * 7)
  for (let at = 4, left = depth * 7; left > 0; at += 7, left -= 7) {
    view.setUint8(at, 1)
    view.setUint8(at + 1, 0x61)
    view.setUint8(at + 2, 0x46)
    view.setUint32(at + 3, left - 7)
  }
  expect(() => readTable(new ByteReader(bytes))).toThrow(Malformed)
})
