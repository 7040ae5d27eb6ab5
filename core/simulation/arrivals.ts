/**
 * When each producer's next message is due. The first of `constant` comes one gap after the start, the first burst at the start, and
 * `poisson` has no memory. Exact times are kept beside the whole ones, so a mean rate is exact however high.
 */
import type { ProducerSpec } from '#core/model/scenario.ts'
import type { RunParts } from './run-parts.ts'

/** A producer's row of doubles: fields of an object would each be a place of memory of their own. */
const rowShift = 2
/** The exact instant the next message is due. */
const exact = 0
/** Mean time between bursts, or messages. */
const gap = 1
/** The instant the next message is counted from when the producer has just begun. */
const began = 2

/** What one producer's next message depends on beside its row; what every message looks at is set first. */
export class Arrival {
  declare readonly actor: number
  declare readonly stream: number
  declare readonly poisson: boolean
  declare burstLeft: number
  declare readonly burst: number
  /** Where its row begins. */
  declare readonly row: number
  /** Bursts come at once; 1 unless `bursts`. */
  declare readonly startsAtOnce: boolean
  declare ownRate: number
  /** How many times more a fault makes it. */
  declare surge: number

  constructor({ arrivals }: ProducerSpec, producer: number, actor: number, stream: number) {
    const burst = arrivals.law === 'bursts' ? arrivals.size : 1
    this.burstLeft = burst
    this.burst = burst
    this.row = producer << rowShift
    this.poisson = arrivals.law === 'poisson'
    this.stream = stream
    this.actor = actor
    this.startsAtOnce = arrivals.law === 'bursts'
    this.surge = 1
    this.ownRate = arrivals.ratePerSecond
  }
}

export class Arrivals {
  /** Messages per second as it is now, dials and faults included. */
  declare readonly ratePerSecond: Float64Array
  declare private readonly each: readonly Arrival[]
  declare private readonly rows: Float64Array
  declare private readonly agenda: RunParts['agenda']
  declare private readonly random: RunParts['random']
  declare private readonly clock: RunParts['clock']

  constructor(producers: readonly ProducerSpec[], { agenda, clock, numbers, random }: RunParts) {
    this.agenda = agenda
    this.random = random
    this.clock = clock
    this.each = producers.map(
      (spec, producer) =>
        new Arrival(
          spec,
          producer,
          numbers.messages + producer,
          random.open(`${spec.name}/arrivals`),
        ),
    )
    this.rows = new Float64Array(producers.length << rowShift)
    this.ratePerSecond = new Float64Array(producers.length)
    producers.forEach(({ startAtUs }, producer) => {
      this.#measure(producer)
      this.#begin(this.each[producer]!, startAtUs)
    })
  }

  /** One message was sent: when is the next. */
  next(arrival: Arrival): void {
    if (arrival.burstLeft > 1) arrival.burstLeft -= 1
    else {
      arrival.burstLeft = arrival.burst
      const { rows } = this
      const { row } = arrival
      rows[row | exact] = rows[row | exact]! + this.#gapUs(arrival)
    }
    this.#put(arrival)
  }

  of(producer: number): Arrival {
    return this.each[producer]!
  }

  /** The producer was held up: it sends now what it could not send before. */
  nextAtOnce(producer: number): void {
    const arrival = this.each[producer]!
    this.rows[arrival.row | exact] = this.clock.nowUs
    this.#put(arrival)
  }

  stop(producer: number): void {
    this.agenda.cancel(this.each[producer]!.actor)
  }

  start(producer: number): void {
    this.#begin(this.each[producer]!, this.clock.nowUs)
  }

  /** Takes effect at once: what is left of the running gap shrinks or grows with it. Returns what the rate was. */
  setRate(producer: number, ratePerSecond: number): number {
    const arrival = this.each[producer]!
    const before = arrival.ownRate
    arrival.ownRate = ratePerSecond
    this.#retime(producer)
    return before
  }

  setSurge(producer: number, factor: number): void {
    this.each[producer]!.surge = factor
    this.#retime(producer)
  }

  #retime(producer: number): void {
    const arrival = this.each[producer]!
    const { rows } = this
    const { row } = arrival
    const beforeUs = rows[row | gap]!
    this.#measure(producer)
    const gapUs = rows[row | gap]!
    const wasSilent = beforeUs === Number.POSITIVE_INFINITY
    // A producer that is stopped or blocked draws its next message when it goes on.
    if (!wasSilent && this.agenda.dueUs(arrival.actor) === Number.POSITIVE_INFINITY) return
    if (gapUs === Number.POSITIVE_INFINITY) this.agenda.cancel(arrival.actor)
    else if (wasSilent) this.#begin(arrival, this.clock.nowUs)
    else {
      // The rest of an exponential gap at another rate is the rest, scaled: no draw is spent, so streams stay aligned.
      const fromUs = Math.max(this.clock.nowUs, rows[row | began]!)
      rows[row | exact] = fromUs + ((rows[row | exact]! - fromUs) * gapUs) / beforeUs
      this.#put(arrival)
    }
  }

  #measure(producer: number): void {
    const arrival = this.each[producer]!
    const rate = arrival.ownRate * arrival.surge
    this.ratePerSecond[producer] = rate
    this.rows[arrival.row | gap] = (1e6 * arrival.burst) / rate
  }

  #begin(arrival: Arrival, fromUs: number): void {
    const { rows } = this
    const { row } = arrival
    if (rows[row | gap] === Number.POSITIVE_INFINITY) return
    arrival.burstLeft = arrival.burst
    rows[row | began] = fromUs
    rows[row | exact] = fromUs + (arrival.startsAtOnce ? 0 : this.#gapUs(arrival))
    this.#put(arrival)
  }

  #put({ actor, row }: Arrival): void {
    this.agenda.scheduleIn(actor, Math.floor(this.rows[row | exact]! - this.clock.nowUs))
  }

  #gapUs({ poisson, row, stream }: Arrival): number {
    const gapUs = this.rows[row | gap]!
    return poisson ? gapUs * this.random.exponential(stream) : gapUs
  }
}
