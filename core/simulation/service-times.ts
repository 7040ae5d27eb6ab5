/** The services of all consumers, and their means as a column for whoever draws a picture. */
import type { Service } from './service.ts'

export class ServiceTimes {
  /** Mean as it is now, dials and faults included. */
  readonly meanUs: Float64Array
  readonly #services: readonly Service[]

  constructor(services: readonly Service[]) {
    this.#services = services
    this.meanUs = Float64Array.from(services, ({ meanUs }) => meanUs)
  }

  /** Later services last this long on average; the law's shape stays. Returns what the mean was. */
  setMean(consumer: number, meanUs: number): number {
    const before = this.#services[consumer]!.setMean(meanUs)
    this.meanUs[consumer] = this.#services[consumer]!.meanUs
    return before
  }

  /** A fault makes it this many times slower; 1 ends that. */
  setSlowness(consumer: number, factor: number): void {
    this.#services[consumer]!.setSlowness(factor)
    this.meanUs[consumer] = this.#services[consumer]!.meanUs
  }
}
