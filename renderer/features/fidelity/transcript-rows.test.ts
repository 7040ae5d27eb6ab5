import { expect, test } from 'vitest'
import { transcriptRows } from './transcript-rows.ts'

const kinds = (server: readonly string[] | null, engine: readonly string[] | null) =>
  transcriptRows(server, engine).map(({ is }) => is)

test('the first difference is not like the later ones', () => {
  expect(kinds(['a', 'b', 'c', 'd'], ['a', 'x', 'c', 'y'])).toEqual([
    'same',
    'first',
    'same',
    'later',
  ])
})

test('a side that says nothing more differs', () => {
  expect(kinds(['a', 'b'], ['a'])).toEqual(['same', 'first'])
  expect(transcriptRows(['a'], ['a', 'b'])[1]).toEqual({
    number: 2,
    server: null,
    engine: 'b',
    is: 'first',
  })
})

test('where one side was not run, nothing differs', () => {
  expect(kinds(['a', 'b'], null)).toEqual(['same', 'same'])
  expect(kinds(null, ['a'])).toEqual(['same'])
  expect(kinds(null, null)).toEqual([])
})
