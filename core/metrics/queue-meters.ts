/**
 * What the broker's `QueueObserver` hears, added up: counters, time-weighted depth and waiting times of every queue.
 * Nothing here allocates per message.
 */
import { TraceReason } from '#core/model/trace.ts'
import { Histogram } from './histogram.ts'
import { ExchangeCounters, QueueCounters } from './queue-counters.ts'

export class QueueMeters {
  /** Virtual now in microseconds, written by the owner of time before anything happens at it. */
  nowUs = 0
  readonly queues: QueueCounters
  readonly exchanges: ExchangeCounters

  /** Per queue a row of three: messages in it, ready or unacked; the integral of that over time; and up to when. */
  readonly #depths: Float64Array

  /** Enqueue to first delivery of what was first delivered since the last `closeWindow`, and of everything before. */
  readonly #waitWindow: readonly Histogram[]
  readonly #waitBefore: readonly Histogram[]
  /** Enqueue to ack, of the whole run. */
  readonly sojourn: readonly Histogram[]

  constructor(queues: number, exchanges: number) {
    const histograms = () => Array.from({ length: queues }, () => new Histogram())
    this.queues = new QueueCounters(queues)
    this.exchanges = new ExchangeCounters(exchanges)
    this.#depths = new Float64Array(queues * 3)
    this.#waitWindow = histograms()
    this.#waitBefore = histograms()
    this.sojourn = histograms()
  }

  entered(queue: number): void {
    this.queues.published[queue]! += 1
    this.#changeDepth(queue, 1)
  }

  delivered(queue: number, _consumer: number, waitedUs: number, attempt: number): void {
    this.queues.delivered[queue]! += 1
    if (attempt > 1) this.queues.redelivered[queue]! += 1
    else this.#waitWindow[queue]!.record(waitedUs)
  }

  acked(queue: number, _consumer: number, sojournUs: number): void {
    this.queues.acked[queue]! += 1
    this.sojourn[queue]!.record(sojournUs)
    this.#changeDepth(queue, -1)
  }

  /** A message that comes back never left the depth. */
  requeued(_queue: number, _consumer: number): void {}

  left(queue: number, reason: number, deadLettered: boolean): void {
    const { queues } = this
    if (deadLettered) queues.deadLettered[queue]! += 1
    else if (reason === TraceReason.expired) queues.expired[queue]! += 1
    else queues.dropped[queue]! += 1
    this.#changeDepth(queue, -1)
  }

  exchanged(exchange: number, routed: boolean): void {
    this.exchanges.published[exchange]! += 1
    if (routed) this.exchanges.routed[exchange]! += 1
    else this.exchanges.unroutable[exchange]! += 1
  }

  /** Time-weighted mean of ready + unacked from the start of the run to now. */
  depthMean(queue: number): number {
    if (this.nowUs === 0) return 0
    const at = queue * 3
    const restUs = this.nowUs - this.#depths[at + 2]!
    return (this.#depths[at + 1]! + this.#depths[at]! * restUs) / this.nowUs
  }

  /** Waits since the last `closeWindow`: a view, read it before closing. */
  waitWindow(queue: number): Histogram {
    return this.#waitWindow[queue]!
  }

  /** Waits of the whole run. */
  wait(queue: number): Histogram {
    const all = new Histogram()
    all.merge(this.#waitBefore[queue]!)
    all.merge(this.#waitWindow[queue]!)
    return all
  }

  /** Ends the window of this queue's waits: they count as past from here on. */
  closeWindow(queue: number): void {
    const window = this.#waitWindow[queue]!
    if (window.count === 0) return
    this.#waitBefore[queue]!.merge(window)
    window.clear()
  }

  #changeDepth(queue: number, by: number): void {
    const depths = this.#depths
    const at = queue * 3
    const depth = depths[at]!
    const nowUs = this.nowUs
    depths[at + 1] = depths[at + 1]! + depth * (nowUs - depths[at + 2]!)
    depths[at + 2] = nowUs
    depths[at] = depth + by
  }
}
