import { expect, test } from 'vitest'
import { limits } from '#core/model/limits.ts'
import { Uploads } from './uploads.ts'

test('parts in order become one text, which is taken once', () => {
  const uploads = new Uploads()
  expect(uploads.append('a', 0, 'häl')).toBe(4)
  expect(uploads.append('a', 1, 'ften')).toBe(8)
  expect(uploads.take({ text: null, upload: 'a' })).toBe('hälften')
  expect(() => uploads.take({ text: null, upload: 'a' })).toThrow('not there')
})

test('a part out of order is refused', () => {
  const uploads = new Uploads()
  uploads.append('a', 0, 'x')
  expect(() => uploads.append('a', 2, 'x')).toThrow('out of order')
  expect(() => uploads.append('b', 1, 'x')).toThrow('out of order')
})

test('part 0 starts over', () => {
  const uploads = new Uploads()
  uploads.append('a', 0, 'old')
  uploads.append('a', 0, 'new')
  expect(uploads.take({ text: null, upload: 'a' })).toBe('new')
})

test('too many and too large uploads are refused and forgotten', () => {
  const uploads = new Uploads()
  for (const id of ['a', 'b', 'c', 'd']) uploads.append(id, 0, 'x')
  expect(() => uploads.append('e', 0, 'x')).toThrow('one by one')
  const part = 'x'.repeat(1024 * 1024)
  const parts = limits.definitionsFileBytes / part.length
  uploads.take({ text: null, upload: 'a' })
  for (let n = 0; n < parts; n += 1) uploads.append('a', n, part)
  expect(() => uploads.append('a', parts, 'x')).toThrow('over 32 MiB')
  expect(() => uploads.take({ text: null, upload: 'a' })).toThrow('not there')
})

test('either a text or an upload, never both or neither', () => {
  const uploads = new Uploads()
  expect(uploads.take({ text: 'x', upload: null })).toBe('x')
  expect(() => uploads.take({ text: null, upload: null })).toThrow('either')
  expect(() => uploads.take({ text: 'x', upload: 'a' })).toThrow('either')
})
