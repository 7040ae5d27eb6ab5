/**
 * Turns meters into chart points at a fixed virtual interval: one series for all queues together, and one per queue while there
 * are at most `queuesEach` (beyond, only for the queue in focus). It only reads, so it changes neither the log nor the
 * count of events.
 */
import { Histogram } from './histogram.ts'
import type { Meters } from './meters.ts'
import type { QueueMeter } from './queue-meter.ts'
import { column, columns, pointsMax, Series } from './series.ts'

/** 256 series of 512 points are 12 MB. */
export const queuesEach = 256

/** An interval that gives 256 to 512 points over a run of this length, at most 100 ms and at least 1 ms at its start. */
export function intervalFor(durationUs: number | null): number {
  if (durationUs === null) return 100_000
  return Math.min(100_000, Math.max(1000, Math.floor(durationUs / 4096)))
}

const counters = ['published', 'delivered', 'acked', 'redelivered'] as const
type Counter = (typeof counters)[number]

/** The broker's gauges. */
export interface QueueGauges {
  /** One per queue there ever was; it may grow. */
  readonly queueNames: readonly string[]
  ready(queue: number): number
  unacked(queue: number): number
}

export class Sampler {
  /** The next instant to sample at. A sample holds everything that happened up to and including it. */
  nextUs = Number.NaN
  #intervalUs: number
  declare private readonly gauges: QueueGauges
  declare private readonly meters: Meters
  #queues = 0
  readonly #totals = new Series()
  readonly #each: Series[] = []
  #focus = -1
  #focused: Series | null = null

  /** Counters at the last sample, per queue. */
  readonly #before = {
    published: new Float64Array(),
    delivered: new Float64Array(),
    acked: new Float64Array(),
    redelivered: new Float64Array(),
  }
  readonly #row = new Float64Array(columns)
  readonly #sum = new Float64Array(columns)
  readonly #allWaits = new Histogram()

  constructor(gauges: QueueGauges, meters: Meters, intervalUs: number) {
    this.gauges = gauges
    this.meters = meters
    this.#intervalUs = intervalUs
    this.nextUs = intervalUs
    this.#grow()
  }

  /** Virtual microseconds between points; doubles as the run gets longer. */
  get intervalUs(): number {
    return this.#intervalUs
  }

  /** The points of one queue, or of all together (null). With many queues the one asked for begins now. */
  series(queue: number | null): Series {
    if (queue === null) return this.#totals
    this.#grow()
    const own = this.#each[queue]
    if (own !== undefined) return own
    if (this.#focused === null || this.#focus !== queue) {
      if (this.#focus >= 0) this.meters.queue(this.#focus).keepWindow(false)
      this.meters.queue(queue).keepWindow(true)
      this.#focus = queue
      this.#focused = Series.after(this.#totals)
    }
    return this.#focused
  }

  /** Takes the samples that fall before `untilUs`. */
  catchUp(untilUs: number): void {
    while (this.nextUs < untilUs) {
      this.#sample(this.nextUs)
      this.nextUs += this.#intervalUs
    }
  }

  /** Takes in queues that came since. Those of a run that begins with many have no series of their own. */
  #grow(): void {
    const queues = this.gauges.queueNames.length
    if (queues === this.#queues) return
    const hasEach = queues <= queuesEach || this.#each.length > 0
    while (hasEach && this.#each.length < Math.min(queues, queuesEach))
      this.#each.push(Series.after(this.#totals))
    for (let queue = this.#queues; queue < queues; queue += 1)
      this.meters.queue(queue).keepWindow(queue < this.#each.length)
    for (const counter of counters) {
      const wider = new Float64Array(Math.max(queues, 2 * this.#queues))
      wider.set(this.#before[counter])
      this.#before[counter] = wider
    }
    this.#queues = queues
  }

  #sample(atUs: number): void {
    const sum = this.#sum
    sum.fill(0)
    this.#grow()
    for (let queue = 0; queue < this.#queues; queue += 1) {
      const meter = this.meters.queue(queue)
      this.#measure(queue, meter)
      for (let field = column.ready; field <= column.redeliveredPerSecond; field += 1)
        sum[field]! += this.#row[field]!
      const series = this.#each[queue] ?? (queue === this.#focus ? this.#focused : null)
      const window = series ? meter.waitWindow : null
      if (!series || !window) continue
      this.#push(series, this.#row, atUs, window)
      if (window.count > 0) {
        this.#allWaits.merge(window)
        meter.closeWindow()
      }
    }
    const { looseWaits } = this.meters
    this.#allWaits.merge(looseWaits)
    looseWaits.clear()
    this.#push(this.#totals, sum, atUs, this.#allWaits)
    this.#allWaits.clear()
    if (this.#totals.count === pointsMax) this.#halve()
  }

  /** Gauges and rates of one queue into the row. */
  #measure(queue: number, meter: QueueMeter): void {
    const row = this.#row
    const perSecond = 1e6 / this.#intervalUs
    row[column.ready] = this.gauges.ready(queue)
    row[column.unacked] = this.gauges.unacked(queue)
    row[column.deadLettered] = meter.deadLettered
    row[column.publishedPerSecond] = this.#since('published', meter, queue) * perSecond
    row[column.deliveredPerSecond] = this.#since('delivered', meter, queue) * perSecond
    row[column.ackedPerSecond] = this.#since('acked', meter, queue) * perSecond
    row[column.redeliveredPerSecond] = this.#since('redelivered', meter, queue) * perSecond
  }

  #since(counter: Counter, meter: QueueMeter, queue: number): number {
    const total = meter[counter]
    const before = this.#before[counter]
    const grown = total - before[queue]!
    before[queue] = total
    return grown
  }

  #push(series: Series, row: Float64Array, atUs: number, waits: Histogram): void {
    row[column.timeUs] = atUs
    row[column.waitP50Us] = waits.percentile(0.5)
    row[column.waitP95Us] = waits.percentile(0.95)
    row[column.waitP99Us] = waits.percentile(0.99)
    series.push(row)
  }

  #halve(): void {
    this.#totals.halve()
    this.#focused?.halve()
    for (const series of this.#each) series.halve()
    this.#intervalUs *= 2
  }
}
