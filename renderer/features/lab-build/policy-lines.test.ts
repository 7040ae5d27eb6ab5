import { expect, test } from 'vitest'
import { definitionLines, readDefinition } from './policy-lines.ts'

test('a definition is lines of RabbitMQ’s keys, and reads back the same', () => {
  const definition = {
    maxLength: 500,
    overflow: 'reject-publish',
    deadLetterExchange: '',
    maxAgeS: 604_800,
  } as const
  const lines = definitionLines(definition)
  expect(lines).toEqual([
    'max-length: 500',
    'overflow: reject-publish',
    'dead-letter-exchange: ""',
    'max-age: 7D',
  ])
  expect(readDefinition(lines)).toEqual(definition)
})

test.each([
  ['nonsense'],
  ['max-lenght: 5'],
  ['max-length: many'],
  ['overflow: explode'],
  ['max-age: 7'],
])('%s is no definition, so it is put back', (line) => {
  expect(readDefinition([line])).toBeNull()
})
