import type { Clock } from '#core/model/clock.ts'
import type { Histogram } from './histogram.ts'

/** What times are recorded into, later. */
export interface TimeBooks {
  recordWait(us: number): void
  recordSojourn(us: number): void
}

const room = 256

/**
 * Times on their way into histograms. To record one touches places of memory that are not at hand when there are thousands
 * of queues, and the event would wait for each. So an event only notes it here, one after the other, and the histograms are
 * filled many at a time: then the processor waits for many places at once.
 */
export class PendingTimes {
  declare readonly clock: Clock
  #count = 0
  /** Twice the number of the books, one more for a sojourn. */
  readonly #whose = new Int32Array(room)
  readonly #times = new Float64Array(room)
  readonly #books: TimeBooks[] = []
  /** Waits of those who keep no window of their own. */
  declare readonly looseWaits: Histogram

  constructor(clock: Clock, looseWaits: Histogram) {
    this.clock = clock
    this.looseWaits = looseWaits
  }

  /** Returns the number of these books. */
  open(books: TimeBooks): number {
    return this.#books.push(books) - 1
  }

  wait(books: number, us: number): void {
    this.#note(books << 1, us)
  }

  sojourn(books: number, us: number): void {
    this.#note((books << 1) | 1, us)
  }

  #note(whose: number, us: number): void {
    if (this.#count === room) this.record()
    const at = this.#count
    this.#whose[at] = whose
    this.#times[at] = us
    this.#count = at + 1
  }

  /** Records all of them now. */
  record(): void {
    const count = this.#count
    this.#count = 0
    for (let at = 0; at < count; at += 1) {
      const whose = this.#whose[at]!
      const books = this.#books[whose >> 1]!
      if ((whose & 1) === 0) books.recordWait(this.#times[at]!)
      else books.recordSojourn(this.#times[at]!)
    }
  }
}
