import { expect, test } from 'vitest'
import { matchOf, topicAccepts } from './key-match.ts'

const accepts = (pattern: string, key: string) => topicAccepts(pattern.split('.'), key.split('.'))

test('a star is exactly one word', () => {
  expect(accepts('order.*', 'order.created')).toBe(true)
  expect(accepts('order.*', 'order')).toBe(false)
  expect(accepts('order.*', 'order.created.eu')).toBe(false)
})

test('a hash is any number of words, none too', () => {
  expect(
    ['order', 'order.created', 'order.created.eu'].map((key) => accepts('order.#', key)),
  ).toEqual([true, true, true])
  expect(accepts('#.eu', 'order.created.us')).toBe(false)
})

test('a direct exchange takes the key itself only', () => {
  expect(matchOf('direct', 'order.*', ['order.created'])).toEqual({
    rule: 'exact',
    takes: [],
    leaves: ['order.created'],
  })
})

test('a fanout exchange looks at no key', () => {
  expect(matchOf('fanout', '', ['a', 'b']).takes).toEqual(['a', 'b'])
})
