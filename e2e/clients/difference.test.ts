import { expect, test } from 'vitest'
import { compare, told } from './difference.ts'

const lines = (...printed: readonly string[]) => printed

test('Programs that print the same on both are equal, and their lines are counted', () => {
  const one = new Map([
    ['sender', lines('sent', '(ended with 0)')],
    ['receiver', lines('received')],
  ])
  expect(compare(one, new Map(one))).toEqual({ lines: 3, differences: [] })
})

test('A line that is another, one that is missing and one too many are each named with their place', () => {
  const { differences } = compare(
    new Map([
      ['a', lines('same', 'left', 'only here')],
      ['b', lines('x')],
    ]),
    new Map([
      ['a', lines('same', 'right')],
      ['b', lines('x', 'y')],
    ]),
  )
  expect(differences).toEqual([
    { as: 'a', line: 2, real: 'left', sluice: 'right' },
    { as: 'a', line: 3, real: 'only here', sluice: null },
    { as: 'b', line: 2, real: null, sluice: 'y' },
  ])
})

test('A terminal that one side never opened differs in every line', () => {
  const { differences } = compare(new Map(), new Map([['late', lines('one', 'two')]]))
  expect(differences.map(({ as, sluice }) => [as, sluice])).toEqual([
    ['late', 'one'],
    ['late', 'two'],
  ])
})

test('Only the first differences are told, and how many more there are', () => {
  const many = Array.from({ length: 25 }, (_, index) => `line ${index}`)
  const { differences } = compare(new Map([['a', many]]), new Map([['a', []]]))
  expect(told(differences, 3).split('\n')).toHaveLength(10)
  expect(told(differences, 3)).toContain('and 22 more')
})
