/** When a lost connection is tried again: soon at first, then ever more rarely, until it stands or is closed. */
import type { Clock } from './clock.ts'

/** Milliseconds before each try; the last one repeats. */
const delaysMs = [1000, 2000, 4000, 8000, 16_000, 30_000] as const

export class Backoff {
  readonly #clock: Clock
  #tries = 0
  #dueMs = 0
  #cancel: (() => void) | null = null

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** How many tries were made since the last `rest`. */
  get tries(): number {
    return this.#tries
  }

  /** Whole seconds until the next try, at least 1; null while one is under way or none is planned. */
  get secondsLeft(): number | null {
    if (this.#cancel === null) return null
    return Math.max(1, Math.ceil((this.#dueMs - this.#clock.nowMs()) / 1000))
  }

  /** Plans the next try. */
  plan(attempt: () => void): void {
    const delayMs = delaysMs[Math.min(this.#tries, delaysMs.length - 1)]!
    this.stop()
    this.#dueMs = this.#clock.nowMs() + delayMs
    this.#cancel = this.#clock.later(() => {
      this.#cancel = null
      this.#tries++
      attempt()
    }, delayMs)
  }

  /** The connection has been of use, so the next loss is tried again soon. */
  rest(): void {
    this.#tries = 0
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = null
  }
}
