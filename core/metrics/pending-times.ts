import type { Histograms } from './histograms.ts'

const room = 256

/**
 * Times on their way into histograms. To record one touches places of memory that are not at hand when there are thousands
 * of queues, and the event would wait for each. So an event only notes it here, one after the other, and the histograms are
 * filled many at a time: then the processor waits for many places at once.
 */
export class PendingTimes {
  #count = 0
  /** Histogram and time of each. */
  readonly #whose = new Int32Array(room)
  readonly #times = new Float64Array(room)
  declare private readonly histograms: Histograms

  constructor(histograms: Histograms) {
    this.histograms = histograms
  }

  note(histogram: number, us: number): void {
    if (this.#count === room) this.record()
    const at = this.#count
    this.#whose[at] = histogram
    this.#times[at] = us
    this.#count = (at + 1) | 0
  }

  /** Records all of them now. */
  record(): void {
    const count = this.#count
    this.#count = 0
    this.histograms.recordEach(this.#whose, this.#times, count)
  }
}
