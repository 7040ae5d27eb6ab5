import { expect, test } from 'vitest'
import { DepthHistory } from '#renderer/state/depth-history.ts'
import { changeBefore } from './change-before.ts'
import { frameOf, ratesOf } from './run.fixture.ts'
import { placedGroups, stripsOf, worstQueue } from './strips.ts'

const groups = placedGroups(
  [
    { key: 'dead', label: 'dead', queues: ['dead'], prefix: '' },
    { key: 'work', label: 'work', queues: ['work'], prefix: '' },
  ],
  ['work', 'dead'],
)
const now = frameOf({ nowUs: 2e6, queues: [{ ready: 400 }, { ready: 900 }] })
const grown = ratesOf({ queues: [{ ready: 10 }, {}] })

test('the group that grows comes before the one that only holds more', () => {
  const history = new DepthHistory(2)
  history.take(frameOf({ nowUs: 1e6, queues: [{ ready: 20 }, { ready: 900 }] }))
  history.take(now)
  const { strips, timesMost } = stripsOf(groups, history, now, grown)
  expect(strips.map(({ key }) => key)).toEqual(['work', 'dead'])
  expect(strips[0]).toMatchObject({ strong: true, usual: 20, ends: ['400', '+10 /s'] })
  expect(strips[1]).toMatchObject({ strong: false, usual: 900, ends: ['900', '±0 /s'] })
  expect(timesMost).toBe(20)
})

test('the worst queue of a group is the one that grows, else the fullest', () => {
  const both = { key: 'all', label: 'all', queues: [0, 1] }
  expect(worstQueue(both, now, grown)).toBe(0)
  expect(worstQueue(both, now, ratesOf({}))).toBe(1)
})

test('a change is named as the cause only when the backlog began soon after it', () => {
  const flag = { atUs: 40e6, untilUs: null, by: 'fault' as const, label: 'worker down' }
  const until = Float64Array.of(100e6)
  expect(changeBefore([flag], 41e6, until)).toBe('worker down')
  expect(changeBefore([flag], 90e6, until)).toBeNull()
  expect(changeBefore([flag], 39e6, until)).toBeNull()
})
