/**
 * One direction of a link: what was put in comes out in the same order, each entry at its own time. Only the head is on
 * the agenda, so a full lane costs one pending event. T = size / bandwidth + latency: bandwidth serialises, latency does not.
 */
import type { LinkSpec } from '#core/model/scenario.ts'
import type { Agenda } from './agenda.ts'

export class Lane {
  readonly #agenda: Agenda
  readonly #actor: number
  #latencyUs: number
  readonly #usPerByte: number
  /** When the line is free for the next first byte; exact, not whole. */
  #freeUs = 0
  #lastArrivalUs = 0
  #arrivals = new Float64Array(8)
  #firsts = new Float64Array(8)
  #seconds = new Float64Array(8)
  #head = 0
  #count = 0

  constructor(
    agenda: Agenda,
    actor: number,
    link: LinkSpec = { latencyUs: 0, bandwidthBytesPerSecond: null },
  ) {
    const { latencyUs, bandwidthBytesPerSecond } = link
    this.#agenda = agenda
    this.#actor = actor
    this.#latencyUs = latencyUs
    this.#usPerByte = bandwidthBytesPerSecond === null ? 0 : 1e6 / bandwidthBytesPerSecond
  }

  /** Null for a link without delay: what goes over it arrives in the same event. */
  static of(link: LinkSpec, agenda: Agenda, actor: number): Lane | null {
    const instant = link.latencyUs === 0 && link.bandwidthBytesPerSecond === null
    return instant ? null : new Lane(agenda, actor, link)
  }

  /** Later entries take this long; none overtakes what is already under way. Returns what it was. */
  setLatency(latencyUs: number): number {
    const before = this.#latencyUs
    this.#latencyUs = latencyUs
    return before
  }

  /** Puts two numbers on the line at `nowUs`. */
  send(nowUs: number, sizeBytes: number, first: number, second: number): void {
    const sentUs = Math.max(this.#freeUs, nowUs) + sizeBytes * this.#usPerByte
    this.#freeUs = sentUs
    const arrivalUs = Math.max(Math.floor(sentUs + this.#latencyUs), this.#lastArrivalUs)
    this.#lastArrivalUs = arrivalUs
    if (this.#count === this.#arrivals.length) this.#grow()
    const at = (this.#head + this.#count) & (this.#arrivals.length - 1)
    this.#arrivals[at] = arrivalUs
    this.#firsts[at] = first
    this.#seconds[at] = second
    this.#count += 1
    if (this.#count === 1) this.#agenda.schedule(this.#actor, arrivalUs)
  }

  /** Of the entry that arrives now. */
  get first(): number {
    return this.#firsts[this.#head]!
  }

  get second(): number {
    return this.#seconds[this.#head]!
  }

  /** Takes the head off, once it was read, and puts the next one on the agenda. */
  shift(): void {
    this.#head = (this.#head + 1) & (this.#arrivals.length - 1)
    this.#count -= 1
    if (this.#count > 0) this.#agenda.schedule(this.#actor, this.#arrivals[this.#head]!)
  }

  /** Loses what is under way. */
  clear(): void {
    this.#count = 0
    this.#agenda.cancel(this.#actor)
  }

  #grow(): void {
    this.#arrivals = unrolled(this.#arrivals, this.#head)
    this.#firsts = unrolled(this.#firsts, this.#head)
    this.#seconds = unrolled(this.#seconds, this.#head)
    this.#head = 0
  }
}

/** A full ring in one of twice the size, its head at 0. */
function unrolled(ring: Float64Array, head: number): Float64Array<ArrayBuffer> {
  const wider = new Float64Array(ring.length * 2)
  wider.set(ring.subarray(head))
  wider.set(ring.subarray(0, head), ring.length - head)
  return wider
}
