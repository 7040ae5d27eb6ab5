import { expect, test } from 'vitest'
import { differingWords } from './differing-words.ts'

/** Marked pieces in brackets. */
const shown = (one: string, other: string) =>
  differingWords(one, other).map((pieces) =>
    pieces.map(({ text, differs }) => (differs ? `[${text}]` : text)).join(''),
  )

test.each([
  ['c1: P1', 'c1: P2', 'c1: [P1]', 'c1: [P2]'],
  ['L1 redelivered {a:1}', 'L1 {a:1}', 'L1 [redelivered] {a:1}', 'L1 {a:1}'],
  [
    '{count:1,queue:a,time:T}',
    '{count:2,queue:a}',
    '{count:[1],queue:a,[time]:[T]}',
    '{count:[2],queue:a}',
  ],
  ['same words', 'same words', 'same words', 'same words'],
  ['nothing', '', '[nothing]', ''],
  ['one', 'two three', '[one]', '[two] [three]'],
])('%j beside %j', (one, other, left, right) => {
  expect(shown(one, other)).toEqual([left, right])
})

test('pieces put together are the line, also one of a thousand words', () => {
  const long = Array.from({ length: 1000 }, (_, at) => `w${at}`).join(' ')
  for (const [one, other] of [
    [long, `${long}!`],
    ['a, b {c:d}', 'b {c: e}'],
  ] as const) {
    const [left, right] = differingWords(one, other)
    expect(left.map(({ text }) => text).join('')).toBe(one)
    expect(right.map(({ text }) => text).join('')).toBe(other)
  }
})
