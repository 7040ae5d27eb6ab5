/**
 * Lets virtual time follow the wall clock. It decides when events are applied, never which: the same events in the same
 * order come out at any speed, paused and resumed or not.
 */

import type { Speed } from '#core/model/run.ts'
import type { Advance } from '#core/simulation/port.ts'

/** What is paced: virtual time and a way to go on. */
export interface Paced {
  readonly nowUs: number
  advance(untilUs: number, eventsMax: number): Advance
}

/** Commands are read between slices, so this bounds how late one is. */
export const sliceMs = 4

/** Events between two looks at the wall clock: about half a millisecond of work. */
const eventsPerLook = 1024

/** A run that cannot keep up with its speed drops the time it owes beyond this, instead of racing later. */
const debtMaxMs = 100

/** What a slice came to: more to do at once, nothing before a moment, or nothing any more. */
export type Slice =
  | { readonly kind: 'more' }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'over' }

/** The pause between slices of a run that keeps up: fine enough for 20 frames a second, coarse enough to idle. */
const restMs = 8

export class Pacer {
  readonly #paced: Paced
  readonly #wallMs: () => number
  #speed: Speed
  /** Where virtual and wall time were last equal. */
  #anchorUs = 0
  #anchorMs = 0

  /** `wallMs`: a monotonic clock. */
  constructor(paced: Paced, speed: Speed, wallMs: () => number) {
    this.#paced = paced
    this.#speed = speed
    this.#wallMs = wallMs
    this.anchor()
  }

  get speed(): Speed {
    return this.#speed
  }

  set speed(speed: Speed) {
    this.#speed = speed
    this.anchor()
  }

  /** Starts counting from here: after a pause, a step or a change of speed nothing is owed. */
  anchor(): void {
    this.#anchorUs = this.#paced.nowUs
    this.#anchorMs = this.#wallMs()
  }

  /** Works for at most a few milliseconds. */
  slice(): Slice {
    const beganMs = this.#wallMs()
    const untilUs = this.#dueUs(beganMs)
    for (;;) {
      const advance = this.#paced.advance(untilUs, eventsPerLook)
      if (advance === 'idle' || advance === 'end') return { kind: 'over' }
      if (advance === 'until') return { kind: 'wait', ms: restMs }
      if (this.#wallMs() - beganMs >= sliceMs) {
        this.#forgiveDebt(untilUs)
        return { kind: 'more' }
      }
    }
  }

  /** Brings virtual time up to the wall clock, as far as a short piece of work gets: before something comes in from outside. */
  catchUp(): void {
    if (this.#speed === 'max') return
    this.#paced.advance(this.#dueUs(this.#wallMs()), eventsPerLook)
  }

  /** Virtual time that the wall clock has earned. */
  #dueUs(wallMs: number): number {
    if (this.#speed === 'max') return Number.POSITIVE_INFINITY
    return this.#anchorUs + Math.floor((wallMs - this.#anchorMs) * 1000 * this.#speed)
  }

  #forgiveDebt(dueUs: number): void {
    if (this.#speed === 'max') return
    if (dueUs - this.#paced.nowUs > debtMaxMs * 1000 * this.#speed) this.anchor()
  }
}
