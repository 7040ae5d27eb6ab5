/** How long one consumer works on a message, by its law and its own stream of random numbers. */
import type { ServiceTime } from '#core/model/scenario.ts'
import type { RandomStreams } from './random.ts'

const Law = { constant: 0, exponential: 1, lognormal: 2, uniform: 3 } as const

export class Service {
  declare private readonly law: number
  declare private readonly stream: number
  /** Mean as it is now, dials and faults included. Read it; only this class writes. */
  meanUs = Number.NaN
  /** What rounding to whole microseconds still owes, half of one at first: so means stay exact for short services too. */
  #owedUs = 0.5
  /** Lognormal: sigma. Uniform: half the width over the mean. */
  declare private readonly spread: number
  declare private ownMeanUs: number
  /** How many times slower a fault makes it. */
  #slowness = 1

  constructor(service: ServiceTime, stream: number) {
    this.law = Law[service.law]
    this.stream = stream
    this.spread = spreadOf(service)
    this.ownMeanUs =
      service.law === 'uniform' ? (service.minUs + service.maxUs) / 2 : service.meanUs
    this.meanUs = this.ownMeanUs
  }

  /** Later services last this long on average; the law's shape stays. Returns what the mean was. */
  setMean(meanUs: number): number {
    const before = this.ownMeanUs
    this.ownMeanUs = meanUs
    this.meanUs = meanUs * this.#slowness
    return before
  }

  /** A fault makes it this many times slower; 1 ends that. */
  setSlowness(factor: number): void {
    this.#slowness = factor
    this.meanUs = this.ownMeanUs * factor
  }

  /** Whole microseconds the next service takes. */
  draw(random: RandomStreams): number {
    const exactUs = this.meanUs * this.#shape(random) + this.#owedUs
    const wholeUs = Math.floor(exactUs)
    this.#owedUs = exactUs - wholeUs
    return wholeUs
  }

  /** A draw with mean 1. */
  #shape(random: RandomStreams): number {
    if (this.law === Law.exponential) return random.exponential(this.stream)
    if (this.law === Law.lognormal) return random.lognormal(this.stream, this.spread)
    if (this.law === Law.uniform) return 1 + this.spread * (2 * random.uniform(this.stream) - 1)
    return 1
  }
}

function spreadOf(service: ServiceTime): number {
  if (service.law === 'lognormal') return service.sigma
  if (service.law !== 'uniform' || service.maxUs === 0) return 0
  return (service.maxUs - service.minUs) / (service.maxUs + service.minUs)
}
