import { expect, test } from 'vitest'
import { matcherOf } from './definitions-pattern.ts'

test.each([
  ['', 'anything', true],
  ['.*', 'anything', true],
  ['^orders\\.', 'orders.work', true],
  ['^orders\\.', 'more.orders.work', false],
  ['work$', 'orders.work', true],
  ['^(?!amq\\.).*', 'amq.gen', false],
  ['^(a|b)-[0-9]+$', 'b-12', true],
])('the pattern %j on %j is %j', (pattern, name, matches) => {
  expect(matcherOf(pattern)?.(name)).toBe(matches)
})

test.each([
  '(a+)+$',
  '(a|a)*$',
  '(.*)*x',
  '.*.*.*.*x',
  '^(([a-z])+.)+[A-Z]',
  '(',
  '[',
  '\\',
  'a'.repeat(2000),
])('a pattern that could take for ever or is none is not tried: %j', (pattern) => {
  expect(matcherOf(pattern)).toBeNull()
})
