import { expect, test } from 'vitest'
import { readHeaders } from './headers-text.ts'

test('a header is a name, a colon and everything after it', () => {
  expect(readHeaders('x-try: 1\n\nurl: http://a:80')).toEqual({
    fields: [
      ['x-try', '1'],
      ['url', 'http://a:80'],
    ],
  })
})

test('a line without a name is named by its number', () => {
  expect(readHeaders('a: 1\noops')).toEqual({ wrongLine: 2 })
  expect(readHeaders(': 1')).toEqual({ wrongLine: 1 })
})

test('a name of the object world is a header like any other', () => {
  expect(readHeaders('__proto__: x')).toEqual({ fields: [['__proto__', 'x']] })
})
