import { expect, test } from 'vitest'
import {
  type EditName,
  type History,
  noHistory,
  remember,
  stepBack,
  stepForward,
} from './draft-history.ts'

const add = (name: string): EditName => ({ what: 'add', name })
const move = (name: string): EditName => ({ what: 'move', name })
const start: History<number> = noHistory

test('what was done can be undone and redone', () => {
  const history = remember(remember(start, 0, 1, add('a'), false), 1, 2, add('b'), false)
  const back = stepBack(history)!
  expect(back.state).toBe(1)
  expect(stepForward(back.history)).toEqual({ state: 2, history })
})

test('at either end there is nothing to do', () => {
  expect(stepBack(start)).toBeNull()
  expect(stepForward(start)).toBeNull()
})

test('a new edit forgets what was undone', () => {
  const { history } = stepBack(remember(start, 0, 1, add('a'), false))!
  expect(remember(history, 0, 5, add('c'), false).future).toEqual([])
})

test('a drag is one step', () => {
  const dragged = [1, 2, 3].reduce(
    (history, at) => remember(history, at - 1, at, move('a'), true),
    start,
  )
  expect(dragged.past).toHaveLength(1)
  expect(stepBack(dragged)?.state).toBe(0)
})
