/** A wall clock that a test moves by hand. Every look at it takes a little while, as work would. */
import type { Clock } from '#core/host/clock.ts'

export class HandClock implements Clock {
  #ms = 0
  #tasks: { dueMs: number; order: number; task: () => void }[] = []
  #order = 0
  readonly #lookMs: number

  constructor(lookMs = 0.05) {
    this.#lookMs = lookMs
  }

  nowMs = (): number => {
    this.#ms += this.#lookMs
    return this.#ms
  }

  later = (task: () => void, ms: number): (() => void) => {
    this.#order += 1
    const entry = { dueMs: this.#ms + ms, order: this.#order, task }
    this.#tasks.push(entry)
    return () => {
      this.#tasks = this.#tasks.filter((other) => other !== entry)
    }
  }

  /** Runs the task that is due first; false when there is none. */
  turn(): boolean {
    const [first] = this.#tasks.sort((a, b) => a.dueMs - b.dueMs || a.order - b.order)
    if (first === undefined) return false
    this.#tasks.shift()
    this.#ms = Math.max(this.#ms, first.dueMs)
    first.task()
    return true
  }
}
