/**
 * One direction of a link: what was put in comes out in the same order, each entry at its own time. Only the head is on
 * the agenda, so a full lane costs one pending event. T = size / bandwidth + latency: bandwidth serialises, latency does not.
 */
import type { LinkSpec } from '#core/model/scenario.ts'
import type { Agenda } from './agenda.ts'

/** Doubles of an entry: when it arrives and the two numbers; the fourth is room. */
const entryShift = 2
const firstDouble = 1
const secondDouble = 2
const entriesAtFirst = 8

export class Lane {
  declare private readonly agenda: Agenda
  declare private readonly actor: number
  declare private latencyUs: number
  declare private readonly usPerByte: number
  /** When the line is free for the next first byte; exact, not whole. Doubles from the beginning, see `model/clock.ts`. */
  #freeUs = Number.NaN
  #lastArrivalUs = Number.NaN
  #entries = new Float64Array(entriesAtFirst << entryShift)
  /** Places of entries, less one: they are a power of two. */
  #mask = entriesAtFirst - 1
  #head = 0
  #count = 0

  constructor(
    agenda: Agenda,
    actor: number,
    link: LinkSpec = { latencyUs: 0, bandwidthBytesPerSecond: null },
  ) {
    const { latencyUs, bandwidthBytesPerSecond } = link
    this.#freeUs = 0
    this.#lastArrivalUs = 0
    this.agenda = agenda
    this.actor = actor
    this.latencyUs = latencyUs
    this.usPerByte = bandwidthBytesPerSecond === null ? 0 : 1e6 / bandwidthBytesPerSecond
  }

  /** Null for a link without delay: what goes over it arrives in the same event. */
  static of(link: LinkSpec, agenda: Agenda, actor: number): Lane | null {
    const instant = link.latencyUs === 0 && link.bandwidthBytesPerSecond === null
    return instant ? null : new Lane(agenda, actor, link)
  }

  /** Later entries take this long; none overtakes what is already under way. Returns what it was. */
  setLatency(latencyUs: number): number {
    const before = this.latencyUs
    this.latencyUs = latencyUs
    return before
  }

  /** Puts two numbers on the line at `nowUs`. */
  send(nowUs: number, sizeBytes: number, first: number, second: number): void {
    const freeUs = this.#freeUs
    const sentUs = (freeUs > nowUs ? freeUs : nowUs) + sizeBytes * this.usPerByte
    this.#freeUs = sentUs
    const earliestUs = Math.floor(sentUs + this.latencyUs)
    const lastUs = this.#lastArrivalUs
    const arrivalUs = earliestUs > lastUs ? earliestUs : lastUs
    this.#lastArrivalUs = arrivalUs
    const count = this.#count
    if (count > this.#mask) this.#grow()
    const entries = this.#entries
    const at = ((this.#head + count) & this.#mask) << entryShift
    entries[at] = arrivalUs
    entries[at | firstDouble] = first
    entries[at | secondDouble] = second
    this.#count = (count + 1) | 0
    if (count === 0) this.agenda.schedule(this.actor, arrivalUs)
  }

  /** Of the entry that arrives now. */
  get first(): number {
    return this.#entries[(this.#head << entryShift) | firstDouble]!
  }

  get second(): number {
    return this.#entries[(this.#head << entryShift) | secondDouble]!
  }

  /** Takes the head off, once it was read, and puts the next one on the agenda. */
  shift(): void {
    const head = (this.#head + 1) & this.#mask
    this.#head = head
    this.#count = (this.#count - 1) | 0
    if (this.#count > 0) this.agenda.schedule(this.actor, this.#entries[head << entryShift]!)
  }

  /** Loses what is under way. */
  clear(): void {
    this.#count = 0
    this.agenda.cancel(this.actor)
  }

  #grow(): void {
    const before = this.#entries
    const from = this.#head << entryShift
    this.#entries = new Float64Array(before.length * 2)
    this.#entries.set(before.subarray(from))
    this.#entries.set(before.subarray(0, from), before.length - from)
    this.#mask = 2 * this.#mask + 1
    this.#head = 0
  }
}
