import { expect, test } from 'vitest'
import type { RunDescription } from '#core/model/run.ts'
import { sayIn } from '#renderer/i18n/text.ts'
import { hotSpots, outlookOf } from '#renderer/state/hot-spots.ts'
import { narrateGrowth } from './growth-words.ts'
import { hotText } from './hot-text.ts'
import { causeWords, markOf, reasonWords } from './hot-words.ts'
import { type Drawn, description, frameOf, ratesOf } from './run.fixture.ts'

const say = sayIn(hotText, 'en')
/** Gauges now, and how much each counter grew in the last second. */
const found = (now: Drawn, grown: Drawn, run: RunDescription = description) =>
  hotSpots(run, frameOf(now), ratesOf(grown))

const full = found(
  { queues: [{ ready: 600, unacked: 12 }, {}] },
  { queues: [{ ready: 10, published: 40 }, {}] },
)

test('a queue whose consumers hold all they may says so, with numbers that add up', () => {
  const [spot] = full.spots
  expect(spot!.queue.name).toBe('work')
  expect(spot!.reason).toEqual({ kind: 'full', consumers: 3, prefetch: 12 })
  expect(reasonWords(say, spot!)).toBe(
    'In 40.0 /s, out 30.0 /s. Its 3 consumers hold their whole prefetch of 12.',
  )
  expect(causeWords(say, spot!)).toMatch(/full, not missing/)
})

test('the wait of a new message is ready over out, the time to the limit what is left over growth', () => {
  expect(outlookOf(full.spots[0]!)).toEqual({ waitSeconds: 20, limitSeconds: 40 })
})

test('consumers with room that cannot keep up are outpaced', () => {
  const { spots } = found(
    { queues: [{ ready: 600, unacked: 3 }, {}] },
    { queues: [{ ready: 10, published: 40 }, {}] },
  )
  expect(spots[0]!.reason).toEqual({ kind: 'outpaced', consumers: 3, capacityRate: 30 })
})

test('consumers that are all down are named as the reason, and a new message waits for ever', () => {
  const down = { state: 1 }
  const { spots } = found(
    { queues: [{ ready: 600 }, {}], consumers: [down, down, down] },
    { queues: [{ ready: 40, published: 40 }, {}] },
  )
  expect(reasonWords(say, spots[0]!)).toBe('In 40.0 /s. Its 3 consumers are all down.')
  expect(outlookOf(spots[0]!).waitSeconds).toBeNull()
})

test('a queue at its limit says what it loses', () => {
  const { spots } = found(
    { queues: [{ ready: 1000, unacked: 12 }, {}] },
    { queues: [{ published: 40, dropped: 10 }, {}] },
  )
  expect(reasonWords(say, spots[0]!)).toBe('At its limit of 1\u2009000: 10.0 /s are dropped.')
})

test('work done twice is a hot spot though nothing grows, and carries the mark of it', () => {
  const { spots } = found(
    { queues: [{ ready: 50, unacked: 12 }, {}] },
    { queues: [{ published: 20, redelivered: 10 }, {}] },
  )
  expect(markOf(spots[0]!.reason)).toBe('redelivered')
  expect(reasonWords(say, spots[0]!)).toBe('33 % of deliveries are redeliveries.')
  expect(spots[0]!.growthRate).toBe(0)
})

test('dead letters that lie still are no hot spot, and those that pile up are', () => {
  const still = { queues: [{}, { ready: 500 }] }
  expect(found(still, {}).spots).toEqual([])
  expect(found(still, { queues: [{}, { ready: 3, published: 3 }] }).spots[0]!.reason).toEqual({
    kind: 'nobody',
    deadLetters: true,
  })
})

test('worst growth comes first, and a queue nobody asked about can still be asked', () => {
  const both = found(
    { queues: [{ ready: 600, unacked: 12 }, { ready: 9000 }] },
    {
      queues: [
        { ready: 10, published: 40 },
        { ready: 2, published: 2 },
      ],
    },
  )
  expect(both.spots.map(({ queue }) => queue.name)).toEqual(['work', 'dead'])
  expect(found({}, {}).of('work')!.reason).toEqual({ kind: 'calm' })
  expect(found({}, {}).of('gone')).toBeNull()
})

test('the head says how few queues make how much of the growth', () => {
  const both = found(
    { queues: [{ ready: 600, unacked: 12 }, { ready: 9000 }] },
    {
      queues: [
        { ready: 90, published: 120 },
        { ready: 10, published: 10 },
      ],
    },
  )
  expect(narrateGrowth(say, 204, both)).toEqual({
    head: 'One of 204 queues makes 90 % of the growth.',
    why: 'work adds 90.0 messages a second; the whole broker adds 100.0.',
  })
  expect(narrateGrowth(say, 204, found({}, {}))).toBeNull()
})
