import { expect, test } from 'vitest'
import { Clock } from '#core/model/clock.ts'
import { Agenda } from './agenda.ts'
import { RandomStreams } from './random.ts'

/** Time of the next event, Infinity when there is none. */
function nextUs(agenda: Agenda): number {
  agenda.seek()
  return agenda.nextUs
}

/** Takes everything off, as [time, actor]. */
function drain(agenda: Agenda): [number, number][] {
  const taken: [number, number][] = []
  for (;;) {
    const timeUs = nextUs(agenda)
    if (timeUs === Number.POSITIVE_INFINITY) return taken
    taken.push([timeUs, agenda.take()])
  }
}

test('the earlier comes first, at the same time the lower number', () => {
  const agenda = new Agenda(5, new Clock())
  agenda.schedule(3, 20)
  agenda.schedule(1, 20)
  agenda.schedule(4, 10)
  agenda.schedule(2, 20)
  agenda.schedule(0, 30)
  expect(drain(agenda)).toEqual([
    [10, 4],
    [20, 1],
    [20, 2],
    [20, 3],
    [30, 0],
  ])
})

test('an actor that is moved is due once, at its last time', () => {
  const agenda = new Agenda(2, new Clock())
  agenda.schedule(0, 50)
  agenda.schedule(0, 10)
  agenda.schedule(0, 30)
  agenda.schedule(1, 20)
  expect(agenda.dueUs(0)).toBe(30)
  expect(drain(agenda)).toEqual([
    [20, 1],
    [30, 0],
  ])
})

test('moving away and back does not make it due twice', () => {
  const agenda = new Agenda(1, new Clock())
  agenda.schedule(0, 50)
  agenda.schedule(0, 10)
  agenda.schedule(0, 50)
  expect(drain(agenda)).toEqual([[50, 0]])
})

test('a cancelled actor is not due, and can be scheduled again', () => {
  const agenda = new Agenda(2, new Clock())
  agenda.schedule(0, 10)
  agenda.cancel(0)
  expect(nextUs(agenda)).toBe(Number.POSITIVE_INFINITY)
  agenda.schedule(0, 10)
  expect(drain(agenda)).toEqual([[10, 0]])
})

test('an actor may schedule itself for the same instant while it is taken', () => {
  const agenda = new Agenda(3, new Clock())
  agenda.schedule(2, 5)
  agenda.schedule(1, 5)
  nextUs(agenda)
  expect(agenda.take()).toBe(1)
  agenda.schedule(1, 5)
  agenda.schedule(0, 5)
  expect(drain(agenda)).toEqual([
    [5, 0],
    [5, 1],
    [5, 2],
  ])
})

test.each([
  ['in one day', 20, 30_000],
  ['over some days', 5000, 30_000],
  ['near and far, until the length of a day is changed', 5_000_000, 250_000],
])(
  'whatever is scheduled %s, moved, cancelled and taken: it agrees with a sorted list',
  (_, spreadUs, rounds) => {
    const actors = 12
    const random = new RandomStreams(3)
    const stream = random.open('agenda')
    const agenda = new Agenda(actors, new Clock())
    const due = new Map<number, number>()
    let nowUs = 0
    for (let round = 0; round < rounds; round += 1) {
      const actor = Math.floor(random.uniform(stream) * actors)
      const dice = random.uniform(stream)
      if (dice < 0.6) {
        // Mostly near, sometimes far.
        const atUs = nowUs + Math.floor(random.uniform(stream) ** 4 * spreadUs)
        agenda.schedule(actor, atUs)
        due.set(actor, atUs)
      } else if (dice < 0.7) {
        agenda.cancel(actor)
        due.delete(actor)
      } else {
        const expected = earliest(due)
        if (nextUs(agenda) !== (expected?.[1] ?? Number.POSITIVE_INFINITY))
          expect.fail(`round ${round}: ${agenda.nextUs}, should be ${expected}`)
        if (expected) {
          nowUs = expected[1]
          expect(agenda.take()).toBe(expected[0])
          due.delete(expected[0])
        }
      }
    }
  },
)

function earliest(due: ReadonlyMap<number, number>): readonly [number, number] | undefined {
  return [...due].sort(([a, x], [b, y]) => x - y || a - b)[0]
}

test('rescheduling without end keeps the heap small', () => {
  const agenda = new Agenda(4, new Clock())
  for (let i = 0; i < 100_000; i += 1) agenda.schedule(i & 3, 1_000_000 - i)
  expect(drain(agenda)).toHaveLength(4)
})

test('taking what is due by a time is the same as looking and then taking', () => {
  const [clock, other] = [new Clock(), new Clock()]
  const [at, apart] = [new Agenda(300, clock), new Agenda(300, other)]
  const random = new RandomStreams(7)
  const stream = random.open('steps')
  for (const agenda of [at, apart])
    for (let actor = 0; actor < 300; actor += 1) agenda.schedule(actor, (actor * 37) % 500)
  for (let round = 0; round < 100_000; round += 1) {
    const limitUs = other.nowUs + (random.bits(stream) & 63)
    const isDue = nextUs(apart) <= limitUs
    const expected = isDue ? apart.take() : -1
    if (isDue) other.nowUs = apart.nextUs
    const taken = at.takeUntil(limitUs)
    expect(taken).toBe(expected)
    expect(clock.nowUs).toBe(other.nowUs)
    const delayUs = random.bits(stream) >>> (32 - (round % 24))
    const actor = taken < 0 ? round % 300 : taken
    for (const agenda of [at, apart]) {
      if (round % 11 === 0) agenda.cancel(actor)
      else agenda.scheduleIn(actor, delayUs)
    }
  }
})
