import type { Clock } from '#core/model/clock.ts'
import { TraceReason } from '#core/model/trace.ts'
import { Histogram } from './histogram.ts'
import { Histograms } from './histograms.ts'
import { PendingTimes } from './pending-times.ts'
import { QueueMeter } from './queue-meter.ts'

/** Publishes at one exchange since the run began. A message that matched no queue is unroutable, returned or not. */
export class ExchangeMeter {
  routed = 0
  unroutable = 0

  get published(): number {
    return this.routed + this.unroutable
  }
}

/**
 * A queue's row: one cache line of doubles, which count as far as anybody can. First deliveries and acks are not among them:
 * they are as many as there are waits and sojourns.
 */
const rowShift = 3
const published = 0
const balance = 1
const redelivered = 2
const deadLettered = 3
const expired = 4
const dropped = 5

/** Numbers of histograms: four for each queue, the first two in one cache line. The fourth of the first queue is `loose`. */
const histogramsShift = 2
const sojourns = 1
const window = 2
const loose = 3

/**
 * What the broker's observer hears, added up per queue and exchange. What every message touches is a row of numbers for each
 * queue, see ARCHITECTURE D21; `queue()` gives it names.
 */
export class Meters {
  declare readonly clock: Clock
  #rows = new Float64Array(1 << rowShift)
  /** Queues that are logs: an ack takes nothing out of them. */
  #logs = new Uint8Array(1)
  declare private readonly pending: PendingTimes
  readonly #queues: QueueMeter[] = []
  readonly #exchanges: ExchangeMeter[] = []
  readonly #times = new Histograms()
  /** Waits at queues that keep no window, since somebody last cleared it. */
  readonly #looseWaits = new Histogram(this.#times, loose)
  /** By queue: into which histogram its waits go now. `loose`: into its own of the whole run and into that one. */
  #waitsInto = new Int32Array(1)

  constructor(clock: Clock) {
    this.clock = clock
    this.pending = new PendingTimes(this.#times)
  }

  entered(queue: number): void {
    const rows = this.#rows
    const at = queue << rowShift
    rows[at] = rows[at]! + 1
    rows[at | balance] = rows[at | balance]! - this.clock.nowUs
  }

  handed(queue: number, waitedUs: number, attempt: number): void {
    if (attempt === 1) {
      const into = this.#waitsInto[queue]!
      this.pending.note(into, waitedUs)
      if (into === loose) this.pending.note(queue << histogramsShift, waitedUs)
    } else this.#rows[(queue << rowShift) | redelivered]! += 1
  }

  settled(queue: number, sojournUs: number): void {
    if (this.#logs[queue] === 0) {
      const rows = this.#rows
      const at = (queue << rowShift) | balance
      rows[at] = rows[at]! + this.clock.nowUs
    }
    this.pending.note((queue << histogramsShift) | sojourns, sojournUs)
  }

  left(queue: number, reason: number, isDeadLettered: boolean): void {
    const how = isDeadLettered ? deadLettered : reason === TraceReason.expired ? expired : dropped
    const at = queue << rowShift
    this.#rows[at | how]! += 1
    this.#rows[at | balance]! += this.clock.nowUs
    if (isDeadLettered) this.#queues[queue]!.died(reason)
  }

  /** A queue that was declared. It may be asked for before. */
  declared(queue: number, isLog: boolean): void {
    this.queue(queue)
    this.#logs[queue] = isLog ? 1 : 0
  }

  /** Of a queue by its number, from the first time anybody asks. */
  queue(queue: number): QueueMeter {
    while (this.#queues.length <= queue) this.#open()
    return this.#queues[queue]!
  }

  exchange(exchange: number): ExchangeMeter {
    while (this.#exchanges.length <= exchange) this.#exchanges.push(new ExchangeMeter())
    return this.#exchanges[exchange]!
  }

  /** Waits at all queues that keep no window of their own, since somebody last cleared it. */
  get looseWaits(): Histogram {
    this.pending.record()
    return this.#looseWaits
  }

  /** Takes every time noted so far into its histogram. */
  record(): void {
    this.pending.record()
  }

  published(queue: number): number {
    return this.#rows[(queue << rowShift) | published]!
  }

  delivered(queue: number): number {
    this.pending.record()
    const waits = queue << histogramsShift
    const first = this.#times.count(waits) + this.#times.count(waits | window)
    return first + this.redelivered(queue)
  }

  acked(queue: number): number {
    this.pending.record()
    return this.#times.count((queue << histogramsShift) | sojourns)
  }

  redelivered(queue: number): number {
    return this.#rows[(queue << rowShift) | redelivered]!
  }

  deadLettered(queue: number): number {
    return this.#rows[(queue << rowShift) | deadLettered]!
  }

  expired(queue: number): number {
    return this.#rows[(queue << rowShift) | expired]!
  }

  dropped(queue: number): number {
    return this.#rows[(queue << rowShift) | dropped]!
  }

  /** Instants of all departures of a queue less those of all arrivals. */
  balanceUs(queue: number): number {
    return this.#rows[(queue << rowShift) | balance]!
  }

  isLog(queue: number): boolean {
    return this.#logs[queue] === 1
  }

  /** Waits since the window was last closed; null: the queue keeps none. A view: read it before closing. */
  window(queue: number): Histogram | null {
    this.pending.record()
    const into = this.#waitsInto[queue]!
    return into === loose ? null : new Histogram(this.#times, into)
  }

  /** Whether a queue keeps its waits apart from those of before. */
  keepWindow(queue: number, keeps: boolean): void {
    this.pending.record()
    this.#waitsInto[queue] = keeps ? (queue << histogramsShift) | window : loose
  }

  #open(): void {
    const queue = this.#queues.length
    if (queue === this.#logs.length) {
      const rows = new Float64Array(this.#rows.length * 2)
      rows.set(this.#rows)
      this.#rows = rows
      const logs = new Uint8Array(this.#logs.length * 2)
      logs.set(this.#logs)
      this.#logs = logs
      const waitsInto = new Int32Array(logs.length)
      waitsInto.set(this.#waitsInto)
      this.#waitsInto = waitsInto
    }
    this.#waitsInto[queue] = loose
    this.#times.open(1 << histogramsShift)
    const waits = queue << histogramsShift
    const before = new Histogram(this.#times, waits)
    const sojourn = new Histogram(this.#times, waits | sojourns)
    this.#queues.push(new QueueMeter(this, queue, before, sojourn))
  }
}
