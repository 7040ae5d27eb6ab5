import { expect, test } from 'vitest'
import { ByteWriter } from './byte-writer.ts'

test('what was taken is never written again', () => {
  const writer = new ByteWriter(8)
  const takes: Uint8Array[] = []
  for (let i = 0; i < 50; i++) {
    for (let octet = 0; octet <= i; octet++) writer.octet(i)
    takes.push(writer.take())
  }
  takes.forEach((taken, i) => {
    expect([...taken]).toEqual(Array(i + 1).fill(i))
  })
})

test('a length is that of what was written since its mark, across a growth too', () => {
  const writer = new ByteWriter(8)
  writer.octet(1)
  const mark = writer.openLength()
  writer.raw(new Uint8Array(300))
  writer.closeLength(mark)
  const bytes = writer.take()
  expect(new DataView(bytes.buffer, bytes.byteOffset).getUint32(1)).toBe(300)
  expect(bytes.length).toBe(305)
})

test('a short text of more than 255 bytes is a fault of the caller', () => {
  expect(() => new ByteWriter().shortText('ä'.repeat(128))).toThrow(RangeError)
})
