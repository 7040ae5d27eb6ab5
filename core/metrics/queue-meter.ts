import { TraceReason } from '#core/model/trace.ts'
import { Histogram } from './histogram.ts'
import type { Meters } from './meters.ts'

/**
 * What happened at one queue since the run began: counts, time-weighted depth, waiting times. A queue's row of `Meters` and its
 * histograms with names.
 *
 * What leaves a queue is counted once: acked, else dead-lettered, else expired, else dropped (over the limit, rejected
 * without a dead-letter exchange, purged). So at every instant
 * published = acked + deadLettered + expired + dropped + ready + unacked.
 *
 * Of a stream, which reading does not empty: published = expired + dropped + ready. What it has delivered, acked and unacked are
 * copies of what is still there.
 */
export class QueueMeter {
  readonly #meters: Meters
  readonly #queue: number
  readonly #waitBefore: Histogram
  readonly #sojourn: Histogram
  /** What died here, by why. */
  deadRejected = 0
  deadExpired = 0
  deadMaxlen = 0
  deadDeliveryLimit = 0

  constructor(meters: Meters, queue: number, waitBefore: Histogram, sojourn: Histogram) {
    this.#meters = meters
    this.#queue = queue
    this.#waitBefore = waitBefore
    this.#sojourn = sojourn
  }

  /** Copies that entered the queue, dead letters of other queues too. */
  get published(): number {
    return this.#meters.published(this.#queue)
  }

  get delivered(): number {
    return this.#meters.delivered(this.#queue)
  }

  /** With auto-ack the delivery is the ack. */
  get acked(): number {
    return this.#meters.acked(this.#queue)
  }

  /** Deliveries after a message's first. */
  get redelivered(): number {
    return this.#meters.redelivered(this.#queue)
  }

  get deadLettered(): number {
    return this.#meters.deadLettered(this.#queue)
  }

  get expired(): number {
    return this.#meters.expired(this.#queue)
  }

  get dropped(): number {
    return this.#meters.dropped(this.#queue)
  }

  /** One more was dead-lettered; the total is counted elsewhere. */
  died(reason: number): void {
    if (reason === TraceReason.rejected) this.deadRejected += 1
    else if (reason === TraceReason.expired) this.deadExpired += 1
    else if (reason === TraceReason.maxlen) this.deadMaxlen += 1
    else this.deadDeliveryLimit += 1
  }

  /**
   * Time-weighted mean of ready + unacked from the start of the run to now. The area under the depth is what each message
   * stayed: the instants they left less those they came, and for who is still there now less when it came.
   */
  depthMean(): number {
    const { nowUs } = this.#meters.clock
    if (nowUs === 0) return 0
    const { published, acked, deadLettered, expired, dropped } = this
    const taken = this.#meters.isLog(this.#queue) ? 0 : acked
    const depth = published - taken - deadLettered - expired - dropped
    return (this.#meters.balanceUs(this.#queue) + depth * nowUs) / nowUs
  }

  /** Enqueue to ack, of the whole run. */
  get sojourn(): Histogram {
    this.#meters.record()
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
    return this.#meters.window(this.#queue)
  }

  /** Whether it keeps its waits apart from those of before. Those of who does not are among the meters' `looseWaits`. */
  keepWindow(keeps: boolean): void {
    this.closeWindow()
    this.#meters.keepWindow(this.#queue, keeps)
  }

  /** Ends the window of waits: they count as past from here on. */
  closeWindow(): void {
    const window = this.waitWindow
    if (window === null || window.count === 0) return
    this.#waitBefore.merge(window)
    window.clear()
  }
}
