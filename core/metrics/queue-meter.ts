import { TraceReason } from '#core/model/trace.ts'
import { Histogram } from './histogram.ts'
import type { PendingTimes, TimeBooks } from './pending-times.ts'

/**
 * What happened at one queue since the run began: counts, time-weighted depth, waiting times.
 *
 * What leaves a queue is counted once: acked, else dead-lettered, else expired, else dropped (over the limit, rejected
 * without a dead-letter exchange, purged). So at every instant
 * published = acked + deadLettered + expired + dropped + ready + unacked.
 *
 * Of a stream, which reading does not empty: published = expired + dropped + ready. What it has delivered, acked and unacked are
 * copies of what is still there.
 *
 * Plain fields, not columns: a field needs no check of bounds. What every message touches comes first, in one cache line.
 */
export class QueueMeter implements TimeBooks {
  declare private readonly pending: PendingTimes
  declare private readonly books: number
  /** Instants of all departures less those of all arrivals. A double from the beginning, see `model/clock.ts`. */
  #balanceUs = Number.NaN
  /** Copies that entered the queue, dead letters of other queues too. */
  published = 0
  delivered = 0
  /** With auto-ack the delivery is the ack. */
  acked = 0
  /** Deliveries after a message's first. */
  redelivered = 0
  deadLettered = 0
  /** The same, by why. */
  deadRejected = 0
  deadExpired = 0
  deadMaxlen = 0
  deadDeliveryLimit = 0
  expired = 0
  dropped = 0
  /** It is a log: an ack takes nothing out of it. */
  #isLog = false
  /** Waits since the last `closeWindow`; null: it keeps no window. */
  #window: Histogram | null = new Histogram()
  readonly #waitBefore = new Histogram()
  readonly #sojourn = new Histogram()

  constructor(pending: PendingTimes) {
    this.pending = pending
    this.books = pending.open(this)
    this.#balanceUs = 0
  }

  entered(): void {
    this.published += 1
    this.#balanceUs -= this.pending.clock.nowUs
  }

  handed(waitedUs: number, attempt: number): void {
    this.delivered += 1
    if (attempt === 1) this.pending.wait(this.books, waitedUs)
    else this.redelivered += 1
  }

  settled(sojournUs: number): void {
    this.acked += 1
    if (!this.#isLog) this.#balanceUs += this.pending.clock.nowUs
    this.pending.sojourn(this.books, sojournUs)
  }

  left(reason: number, deadLettered: boolean): void {
    if (deadLettered) this.#died(reason)
    else if (reason === TraceReason.expired) this.expired += 1
    else this.dropped += 1
    this.#balanceUs += this.pending.clock.nowUs
  }

  #died(reason: number): void {
    this.deadLettered += 1
    if (reason === TraceReason.rejected) this.deadRejected += 1
    else if (reason === TraceReason.expired) this.deadExpired += 1
    else if (reason === TraceReason.maxlen) this.deadMaxlen += 1
    else this.deadDeliveryLimit += 1
  }

  /** It is a log: reading it does not empty it. */
  keepsWhatIsRead(): void {
    this.#isLog = true
  }

  /**
   * Time-weighted mean of ready + unacked from the start of the run to now. The area under the depth is what each message
   * stayed: the instants they left less those they came, and for who is still there now less when it came.
   */
  depthMean(): number {
    const { nowUs } = this.pending.clock
    if (nowUs === 0) return 0
    const { published, acked, deadLettered, expired, dropped } = this
    const taken = this.#isLog ? 0 : acked
    const depth = published - taken - deadLettered - expired - dropped
    return (this.#balanceUs + depth * nowUs) / nowUs
  }

  recordWait(us: number): void {
    if (this.#window !== null) this.#window.record(us)
    else {
      this.#waitBefore.record(us)
      this.pending.looseWaits.record(us)
    }
  }

  recordSojourn(us: number): void {
    this.#sojourn.record(us)
  }

  /** Enqueue to ack, of the whole run. */
  get sojourn(): Histogram {
    this.pending.record()
    return this.#sojourn
  }

  /** Enqueue to first delivery, of the whole run. */
  wait(): Histogram {
    const all = new Histogram()
    all.merge(this.waitWindow ?? all)
    all.merge(this.#waitBefore)
    return all
  }

  /** Waits of what was first delivered since the last `closeWindow`; null when it keeps none. A view: read it before closing. */
  get waitWindow(): Histogram | null {
    this.pending.record()
    return this.#window
  }

  /** Whether it keeps its waits apart from those of before. Those of who does not are among the meters' `looseWaits`. */
  keepWindow(keeps: boolean): void {
    this.closeWindow()
    if (!keeps) this.#window = null
    else this.#window ??= new Histogram()
  }

  /** Ends the window of waits: they count as past from here on. */
  closeWindow(): void {
    const window = this.waitWindow
    if (window === null || window.count === 0) return
    this.#waitBefore.merge(window)
    window.clear()
  }
}
