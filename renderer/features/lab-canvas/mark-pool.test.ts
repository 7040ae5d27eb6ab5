import { expect, test } from 'vitest'
import { MarkPool, markIndex, marksMax } from './mark-pool.ts'

const pool = (...starts: number[]) => {
  const marks = new MarkPool()
  for (const [track, start] of starts.entries()) marks.add(track, markIndex.ready, 0, start, 100)
  return marks
}

test('a mark is gone when it has arrived, the others stay', () => {
  const marks = pool(0, 50, 80)
  marks.retire(120)
  expect([...marks.track.subarray(0, marks.count)].sort()).toEqual([1, 2])
})

test('a change of speed keeps every mark where it is', () => {
  const marks = pool(0)
  const share = (now: number) => (now - marks.startUs[0]!) / marks.durationUs[0]!
  const before = share(40)
  marks.stretch(10, 40)
  expect(share(40)).toBe(before)
  expect(marks.durationUs[0]).toBe(1000)
})

test('a full pool takes no more', () => {
  const marks = pool()
  for (let index = 0; index <= marksMax; index++) marks.add(0, 0, 0, 0, 1)
  expect(marks.count).toBe(marksMax)
})
