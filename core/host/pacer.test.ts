import { expect, test } from 'vitest'
import type { Advance } from '#core/simulation/port.ts'
import { type Paced, Pacer } from './pacer.ts'

/** One event every millisecond of virtual time; each costs `costMs` of the wall clock. */
class Ticking implements Paced {
  nowUs = 0
  events = 0
  readonly #clock: { ms: number }
  readonly #costMs: number
  readonly #eventsTotal: number

  constructor(clock: { ms: number }, costMs = 0, eventsTotal = Number.POSITIVE_INFINITY) {
    this.#clock = clock
    this.#costMs = costMs
    this.#eventsTotal = eventsTotal
  }

  advance(untilUs: number, eventsMax: number): Advance {
    for (let n = 0; n < eventsMax; n += 1) {
      if (this.events === this.#eventsTotal) return 'idle'
      const nextUs = (this.events + 1) * 1000
      if (nextUs > untilUs) {
        this.nowUs = untilUs
        return 'until'
      }
      this.nowUs = nextUs
      this.events += 1
      this.#clock.ms += this.#costMs
    }
    return 'budget'
  }
}

test.each([0.01, 0.5, 1, 10, 1000])(
  'at speed %d virtual time is the wall clock times it',
  (speed) => {
    const clock = { ms: 5000 }
    const paced = new Ticking(clock)
    const pacer = new Pacer(paced, speed, () => clock.ms)
    for (let slice = 0; slice < 100; slice += 1) {
      clock.ms += 16
      expect(pacer.slice().kind).toBe('wait')
    }
    expect(paced.nowUs).toBe(1_600_000 * speed)
  },
)

test('time that passes in a pause is not caught up', () => {
  const clock = { ms: 0 }
  const paced = new Ticking(clock)
  const pacer = new Pacer(paced, 1, () => clock.ms)
  clock.ms = 100
  pacer.slice()
  clock.ms = 10_000
  pacer.anchor()
  clock.ms = 10_050
  pacer.slice()
  expect(paced.nowUs).toBe(150_000)
})

test('a change of speed counts from the moment it was made', () => {
  const clock = { ms: 0 }
  const paced = new Ticking(clock)
  const pacer = new Pacer(paced, 1, () => clock.ms)
  clock.ms = 100
  pacer.slice()
  pacer.speed = 10
  clock.ms = 200
  pacer.slice()
  expect(paced.nowUs).toBe(100_000 + 1_000_000)
})

test('a slice ends after a few milliseconds, whatever there is to do', () => {
  const clock = { ms: 0 }
  const pacer = new Pacer(new Ticking(clock, 0.001), 'max', () => clock.ms)
  for (let slice = 0; slice < 10; slice += 1) {
    const beganMs = clock.ms
    expect(pacer.slice()).toEqual({ kind: 'more' })
    expect(clock.ms - beganMs).toBeLessThan(6)
  }
})

test('a run that cannot keep up drops what it owes instead of racing later', () => {
  const clock = { ms: 0 }
  // Each event lasts a millisecond and costs two: half the speed is all there is.
  const paced = new Ticking(clock, 2)
  const pacer = new Pacer(paced, 1, () => clock.ms)
  clock.ms = 60_000
  expect(pacer.slice()).toEqual({ kind: 'more' })
  const reachedUs = paced.nowUs
  clock.ms += 10
  expect(pacer.slice().kind).toBe('wait')
  expect(paced.nowUs).toBe(reachedUs + 10_000)
})

test('a run with nothing left to happen is over', () => {
  const clock = { ms: 0 }
  const pacer = new Pacer(new Ticking(clock, 0, 3), 'max', () => clock.ms)
  expect(pacer.slice()).toEqual({ kind: 'over' })
})
