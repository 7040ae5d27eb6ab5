import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Routes } from './scenario-file-routes.ts'
import {
  type BindingSpec,
  type ExchangeType,
  emptyTable,
  type FieldTable,
  noArguments,
  type QueueSpec,
} from './topology.ts'

const queue = (name: string): QueueSpec => ({
  name,
  type: 'classic',
  durable: true,
  exclusive: false,
  autoDelete: false,
  arguments: noArguments,
})
const exchange = (name: string, type: ExchangeType, alternateExchange: string | null = null) => ({
  name,
  type,
  durable: true,
  autoDelete: false,
  internal: false,
  alternateExchange,
})
const bind = (
  from: string,
  to: string,
  key: string,
  more: Partial<BindingSpec> = {},
): BindingSpec => ({
  from,
  to,
  toExchange: false,
  key,
  arguments: emptyTable,
  ...more,
})
const table = (...fields: FieldTable['fields']): FieldTable => ({ fields })

const topic = (pattern: string) =>
  new Routes({
    exchanges: [exchange('x', 'topic')],
    queues: [queue('q')],
    bindings: [bind('x', 'q', pattern)],
  })

test.each([
  ['#', '', true],
  ['*', '', false],
  ['a.#', 'a', true],
  ['a.#', 'a.b.c', true],
  ['#.b', 'b', true],
  ['*.#', '', false],
  ['*.#', 'a', true],
  ['a.*', 'a.', true],
  ['a.*', 'a', false],
  ['a.*.c', 'a..c', true],
  ['#.#', 'a.b', true],
  ['a*', 'ab', false],
  ['a*', 'a*', true],
  ['', '', true],
  ['', 'a', false],
])('the binding key %j and the routing key %j match: %j', (pattern, key, matches) => {
  expect(topic(pattern).queuesFor('x', key, emptyTable).has('q')).toBe(matches)
})

/** The rule as it is said, without a tree: `#` takes words one by one. */
function matchesPlainly(pattern: readonly string[], words: readonly string[]): boolean {
  const [first, ...rest] = pattern
  if (first === undefined) return words.length === 0
  if (first === '#') {
    return (
      matchesPlainly(rest, words) || (words.length > 0 && matchesPlainly(pattern, words.slice(1)))
    )
  }
  return (
    words.length > 0 &&
    (first === '*' || first === words[0]) &&
    matchesPlainly(rest, words.slice(1))
  )
}

test('the tree of binding keys matches what the rule says', () => {
  const parts = fc.array(fc.constantFrom('a', 'b', '', '*', '#'), { minLength: 1, maxLength: 5 })
  const words = fc.array(fc.constantFrom('a', 'b', ''), { minLength: 1, maxLength: 5 })
  const split = (key: string) => (key === '' ? [] : key.split('.'))
  fc.assert(
    fc.property(parts, words, (pattern, key) => {
      const [binding, routing] = [pattern.join('.'), key.join('.')]
      expect(topic(binding).queuesFor('x', routing, emptyTable).has('q')).toBe(
        matchesPlainly(split(binding), split(routing)),
      )
    }),
    { seed: 1, numRuns: 2000 },
  )
})

test('a queue gets one copy, through however many bindings and exchanges in a circle', () => {
  const routes = new Routes({
    exchanges: [exchange('x', 'fanout'), exchange('y', 'fanout')],
    queues: [queue('q')],
    bindings: [
      bind('x', 'q', 'a'),
      bind('x', 'q', 'b'),
      bind('x', 'y', '', { toExchange: true }),
      bind('y', 'x', '', { toExchange: true }),
      bind('y', 'q', ''),
    ],
  })
  expect([...routes.queuesFor('x', 'k', emptyTable)]).toEqual(['q'])
})

test('the alternate exchange gets what its exchange cannot route', () => {
  const routes = new Routes({
    exchanges: [exchange('x', 'direct', 'rest'), exchange('rest', 'fanout')],
    queues: [queue('q'), queue('stray')],
    bindings: [bind('x', 'q', 'k'), bind('rest', 'stray', '')],
  })
  expect([...routes.queuesFor('x', 'k', emptyTable)]).toEqual(['q'])
  expect([...routes.queuesFor('x', 'other', emptyTable)]).toEqual(['stray'])
})

test('headers: all by default, any when asked; x- names do not count; null tests presence', () => {
  const routes = (criteria: FieldTable) =>
    new Routes({
      exchanges: [exchange('h', 'headers')],
      queues: [queue('q')],
      bindings: [bind('h', 'q', '', { arguments: criteria })],
    })
  const carried = table(['a', 1], ['b', 'x'])
  const reaches = (criteria: FieldTable) => routes(criteria).queuesFor('h', '', carried).has('q')
  expect(reaches(table(['a', 1], ['b', 'x']))).toBe(true)
  expect(reaches(table(['a', 1], ['b', 'y']))).toBe(false)
  expect(reaches(table(['x-match', 'any'], ['a', 1], ['b', 'y']))).toBe(true)
  expect(reaches(table(['a', null], ['x-c', 1]))).toBe(true)
  expect(reaches(table(['c', null]))).toBe(false)
  expect(reaches(table())).toBe(true)
  expect(reaches(table(['x-match', 'any']))).toBe(false)
})
