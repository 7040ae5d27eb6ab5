/**
 * How long each consumer works on a message, by its law and its own stream of random numbers. What every draw reads is a row of
 * numbers for each consumer; the rest is beside it.
 *
 * ```
 * double 0              1                              word 4     5
 *        | mean as it   | what rounding to whole us    | stream | law |
 *        | is now, us   | still owes, half of one at   |        |     |
 *        |              | first: so means stay exact   |        |     |
 * ```
 */
import type { ServiceTime } from '#core/model/scenario.ts'
import type { RandomStreams } from './random.ts'

const Law = { constant: 0, exponential: 1, lognormal: 2, uniform: 3 } as const
const exponential = Law.exponential

/** Doubles in a row; the fourth is room. */
const rowShift = 2
const owedDouble = 1
const streamWord = 4
const lawWord = 5

export class ServiceTimes {
  /** Mean as it is now, dials and faults included. A column for whoever draws a picture. */
  declare readonly meanUs: Float64Array
  declare private readonly random: RandomStreams
  declare private readonly doubles: Float64Array
  declare private readonly words: Int32Array
  declare private readonly own: readonly OwnTime[]

  /** `streams` by consumer. */
  constructor(services: readonly ServiceTime[], streams: readonly number[], random: RandomStreams) {
    this.random = random
    this.doubles = new Float64Array(services.length << rowShift)
    this.words = new Int32Array(this.doubles.buffer)
    this.meanUs = new Float64Array(services.length)
    this.own = services.map((service) => ({
      meanUs: service.law === 'uniform' ? (service.minUs + service.maxUs) / 2 : service.meanUs,
      slowness: 1,
      spread: spreadOf(service),
    }))
    services.forEach(({ law }, consumer) => {
      const at = consumer << rowShift
      this.doubles[at | owedDouble] = 0.5
      this.words[(at << 1) | streamWord] = streams[consumer]!
      this.words[(at << 1) | lawWord] = Law[law]
      this.#measure(consumer)
    })
  }

  /** Whole microseconds the next service takes. */
  draw(consumer: number): number {
    const { doubles, words } = this
    const at = consumer << rowShift
    const stream = words[(at << 1) | streamWord]!
    const shape =
      words[(at << 1) | lawWord] === exponential
        ? this.random.exponential(stream)
        : this.#shape(consumer, stream)
    const exactUs = doubles[at]! * shape + doubles[at | owedDouble]!
    const wholeUs = Math.floor(exactUs)
    doubles[at | owedDouble] = exactUs - wholeUs
    return wholeUs
  }

  /** Later services last this long on average; the law's shape stays. Returns what the mean was. */
  setMean(consumer: number, meanUs: number): number {
    const own = this.own[consumer]!
    const before = own.meanUs
    own.meanUs = meanUs
    this.#measure(consumer)
    return before
  }

  /** A fault makes it this many times slower; 1 ends that. */
  setSlowness(consumer: number, factor: number): void {
    this.own[consumer]!.slowness = factor
    this.#measure(consumer)
  }

  #measure(consumer: number): void {
    const { meanUs, slowness } = this.own[consumer]!
    this.meanUs[consumer] = meanUs * slowness
    this.doubles[consumer << rowShift] = meanUs * slowness
  }

  /** A draw with mean 1 of any law but the most common. */
  #shape(consumer: number, stream: number): number {
    const law = this.words[(consumer << (rowShift + 1)) | lawWord]!
    const { spread } = this.own[consumer]!
    if (law === Law.lognormal) return this.random.lognormal(stream, spread)
    if (law === Law.uniform) return 1 + spread * (2 * this.random.uniform(stream) - 1)
    return 1
  }
}

/** What dials and faults have set. */
interface OwnTime {
  meanUs: number
  /** How many times slower a fault makes it. */
  slowness: number
  /** Lognormal: sigma. Uniform: half the width over the mean. */
  readonly spread: number
}

function spreadOf(service: ServiceTime): number {
  if (service.law === 'lognormal') return service.sigma
  if (service.law !== 'uniform' || service.maxUs === 0) return 0
  return (service.maxUs - service.minUs) / (service.maxUs + service.minUs)
}
