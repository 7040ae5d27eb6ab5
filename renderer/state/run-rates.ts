/**
 * Rates per virtual second out of counters that only ever grow: an exponential mean over a few virtual seconds. At full
 * speed two frames lie further apart than that, and the mean is then simply what happened between them.
 */
import {
  type ConsumerField,
  consumerFields,
  type ExchangeField,
  exchangeFields,
  type FrameCounts,
  type ProducerField,
  producerFields,
  type QueueField,
  queueFields,
} from '#core/contract/frame.ts'
import { consumerColumn, exchangeColumn, producerColumn, queueColumn } from './run-frame.ts'

/** Has the spread of a plain mean over six seconds, the window the charts name. */
export const rateMeanUs = 3_000_000
/** For sentences and utilisation: steady enough to read, renewed when somebody changes something. */
export const steadyMeanUs = 20_000_000

export class RateTable {
  readonly #previous: Float64Array
  readonly #mean: Float64Array
  readonly #exchangesAt: number
  readonly #producersAt: number
  readonly #consumersAt: number
  #atUs = Number.NaN
  /** How much of the mean is made of values, 0..1: a young mean is divided by it. */
  #weight = 0
  readonly #meanUs: number

  constructor(counts: FrameCounts, meanUs = rateMeanUs) {
    this.#meanUs = meanUs
    this.#exchangesAt = counts.queues * queueFields.length
    this.#producersAt = this.#exchangesAt + counts.exchanges * exchangeFields.length
    this.#consumersAt = this.#producersAt + counts.producers * producerFields.length
    const end = this.#consumersAt + counts.consumers * consumerFields.length
    this.#previous = new Float64Array(end)
    this.#mean = new Float64Array(end)
  }

  /** Takes the gauges of a frame at `nowUs` virtual microseconds. Time going back begins anew. */
  add(gauges: Float64Array, nowUs: number): void {
    const elapsedUs = nowUs - this.#atUs
    if (elapsedUs === 0) return
    if (elapsedUs > 0) {
      const share = 1 - Math.exp(-elapsedUs / this.#meanUs)
      const perSecond = 1e6 / elapsedUs
      for (let index = 0; index < this.#mean.length; index++) {
        const change = gauges[index]! - this.#previous[index]!
        // A gauge without a value (the age of an empty queue's head) changes by NaN; it has no rate.
        const rate = Number.isNaN(change) ? 0 : change * perSecond
        this.#mean[index]! += (rate - this.#mean[index]!) * share
      }
      this.#weight += (1 - this.#weight) * share
    } else {
      this.#mean.fill(0)
      this.#weight = 0
    }
    this.#previous.set(gauges)
    this.#atUs = nowUs
  }

  /** Forgets all but what a quicker mean still remembers, because something was changed just now. */
  renew(quicker: RateTable): void {
    const share = Math.min(this.#weight, (quicker.#meanUs / this.#meanUs) * quicker.#weight)
    for (let index = 0; index < this.#mean.length; index++) {
      this.#mean[index] = quicker.#at(index) * share
    }
    this.#weight = share
  }

  /** Change per virtual second of a queue's counter or gauge (`ready`: net growth). */
  queue(index: number, field: QueueField): number {
    return this.#at(index * queueFields.length + queueColumn[field])
  }

  exchange(index: number, field: ExchangeField): number {
    return this.#at(this.#exchangesAt + index * exchangeFields.length + exchangeColumn[field])
  }

  producer(index: number, field: ProducerField): number {
    return this.#at(this.#producersAt + index * producerFields.length + producerColumn[field])
  }

  consumer(index: number, field: ConsumerField): number {
    return this.#at(this.#consumersAt + index * consumerFields.length + consumerColumn[field])
  }

  /** Share of time a consumer spent serving, 0..1. */
  busy(consumer: number): number {
    return Math.min(1, Math.max(0, this.consumer(consumer, 'busyUs') / 1e6))
  }

  #at(index: number): number {
    return this.#weight > 0 ? (this.#mean[index] ?? 0) / this.#weight : 0
  }
}
