import { expect, test } from 'vitest'
import { matchTitle } from './palette-match.ts'

test('every word must occur, in any order', () => {
  expect(matchTitle('work dead', 'Move dead letters to orders.work')?.ranges).toEqual([
    [5, 9],
    [28, 32],
  ])
  expect(matchTitle('dead queue', 'orders.dead')).toBeNull()
})

test('the start of a word is found before the inside of an earlier one', () => {
  expect(matchTitle('dead', 'undead orders.dead')?.ranges).toEqual([[14, 18]])
})

test('the start of the title ranks before the start of a word, that before the inside', () => {
  const ranks = ['dead letters', 'orders.dead', 'undead', 'orders'].map(
    (title) => matchTitle('dead', title, 'queue, dead letters')?.rank,
  )
  expect(ranks).toEqual([0, 1, 2, 4])
})

test('words that overlap are underlined once', () => {
  expect(matchTitle('de dead', 'dead')?.ranges).toEqual([[0, 4]])
})

test('nothing typed matches everything', () => {
  expect(matchTitle('  ', 'anything')).toEqual({ ranges: [], rank: 0 })
})
