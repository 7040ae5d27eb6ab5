import type { Clock } from '#core/model/clock.ts'
import { TraceReason } from '#core/model/trace.ts'
import { Histogram } from './histogram.ts'

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
 * Plain fields, not columns: a field needs no check of bounds.
 */
export class QueueMeter {
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
  /** What an ack takes out of the queue: one, of a stream nothing. */
  #ackTakes = 1
  readonly #clock: Clock
  /** Messages in it, ready or unacked; the integral of that over time; and up to when. */
  #depth = 0
  #depthArea = 0
  #depthUs = 0
  /** Enqueue to first delivery of what was first delivered since the last `closeWindow`. A view: read it before closing. */
  readonly waitWindow = new Histogram()
  readonly #waitBefore = new Histogram()
  /** Enqueue to ack, of the whole run. */
  readonly sojourn = new Histogram()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  entered(): void {
    this.published += 1
    this.#changeDepth(1)
  }

  handed(waitedUs: number, attempt: number): void {
    this.delivered += 1
    if (attempt === 1) this.waitWindow.record(waitedUs)
    else this.redelivered += 1
  }

  settled(sojournUs: number): void {
    this.acked += 1
    this.sojourn.record(sojournUs)
    this.#changeDepth(-this.#ackTakes)
  }

  left(reason: number, deadLettered: boolean): void {
    if (deadLettered) this.#died(reason)
    else if (reason === TraceReason.expired) this.expired += 1
    else this.dropped += 1
    this.#changeDepth(-1)
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
    this.#ackTakes = 0
  }

  /** Time-weighted mean of ready + unacked from the start of the run to now. */
  depthMean(): number {
    const { nowUs } = this.#clock
    if (nowUs === 0) return 0
    return (this.#depthArea + this.#depth * (nowUs - this.#depthUs)) / nowUs
  }

  /** Waits of the whole run. */
  wait(): Histogram {
    const all = new Histogram()
    all.merge(this.#waitBefore)
    all.merge(this.waitWindow)
    return all
  }

  /** Ends the window of waits: they count as past from here on. */
  closeWindow(): void {
    if (this.waitWindow.count === 0) return
    this.#waitBefore.merge(this.waitWindow)
    this.waitWindow.clear()
  }

  #changeDepth(by: number): void {
    const { nowUs } = this.#clock
    this.#depthArea += this.#depth * (nowUs - this.#depthUs)
    this.#depthUs = nowUs
    this.#depth += by
  }
}
