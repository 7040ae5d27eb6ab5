/**
 * The read-only lock. Every connection is locked until its name is typed, and locks itself again after ten minutes.
 * It stands before the connectors: a page that hides or forges a control changes nothing.
 */
import { Failure } from '#core/model/failure.ts'

export const unlockedMs = 10 * 60 * 1000

export class Gate {
  readonly #untilMs = new Map<string, number>()
  readonly #nowMs: () => number

  /** `nowMs`: a monotonic clock, so that setting the computer's clock does not hold a lock open. */
  constructor(nowMs: () => number) {
    this.#nowMs = nowMs
  }

  /** Fails `refused` unless `typed` is exactly the connection's name. */
  unlock(id: string, name: string, typed: string): void {
    if (typed !== name) {
      throw new Failure('refused', `Type the connection's name, "${name}", to unlock it.`)
    }
    this.#untilMs.set(id, this.#nowMs() + unlockedMs)
  }

  lock(id: string): void {
    this.#untilMs.delete(id)
  }

  /** Milliseconds until the lock closes again; null while locked. */
  unlockedForMs(id: string): number | null {
    const left = (this.#untilMs.get(id) ?? 0) - this.#nowMs()
    return left > 0 ? left : null
  }

  /** Fails `refused` while locked. Every operation that changes a broker asks here first. */
  demandUnlocked(id: string, name: string): void {
    if (this.unlockedForMs(id) === null) {
      throw new Failure(
        'refused',
        `"${name}" is read-only. Unlock it by typing its name, then try again.`,
      )
    }
  }
}
