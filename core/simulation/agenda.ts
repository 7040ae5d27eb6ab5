/**
 * What happens next: at most one pending event per actor, times in whole microseconds.
 *
 * **Order of simultaneous events (part of every hash):** earlier time first; at the same time the actor with the lower
 * number; within one actor's lane the entry that was put in first. An actor has at most one pending event, so nothing else can tie.
 * `actor-numbers.ts` says who gets which number.
 *
 * A calendar [R. Brown 1988: calendar queues]. Time is cut into days, about as long as the gap between two events, and the
 * next ones each keep a list in order, mostly of one or two. What does not fit there stands in a heap: what is
 * far away, and what would have to pass many others of its day. So putting in and taking out cost the same however many
 * actors there are, and at worst what a heap costs. How long a day is decides speed only, never order.
 */
import type { Clock } from '#core/model/clock.ts'
import { EventHeap } from './event-heap.ts'

/** Enough that most of what ten thousand actors have pending hangs in one; those nobody uses cost nothing. */
const days = 16_384
const dayMask = days - 1
const words = days >> 5
const wordMask = words - 1
const nobody = -1
/** An event passes at most so many others on its way into a day. */
const passesMax = 16
/** Events between two looks at whether the length of a day still fits. */
const retuneAfter = 65_536
const never = Number.POSITIVE_INFINITY

export class Agenda {
  declare private readonly clock: Clock
  /** The time each actor is due, Infinity when it is not. */
  declare private readonly due: Float64Array
  /** First actor of each day, a bit for each day that has one, and who comes after an actor in its day. */
  readonly #first = new Int32Array(days).fill(nobody)
  readonly #busy = new Int32Array(words)
  declare private readonly after: Int32Array
  declare private readonly heap: EventHeap
  /** The length of a day, one over it, and of all days together. Powers of two, so that products are exact. */
  #dayUs = 64
  #perUs = 1 / 64
  #daysUs = 64 * days
  /** Days that can hold something: from the one at hand up to here. */
  #fromUs = 0
  #untilUs = 64 * days
  /** Place of the day at hand among the days. */
  #place = 0
  /** Time of the next event as `seek` found it, Infinity when there is none. A field: a result would have to be boxed. */
  nextUs = never
  #next = nobody
  #nextInHeap = false
  #untilRetune = retuneAfter
  #tunedUs = 0

  constructor(actors: number, clock: Clock) {
    this.clock = clock
    this.due = new Float64Array(actors).fill(never)
    this.after = new Int32Array(actors)
    this.heap = new EventHeap(this.due)
  }

  /** Finds the next event; `nextUs` says when it is. */
  seek(): void {
    const day = this.#busyDay()
    this.#next = day < 0 ? nobody : this.#first[day]!
    this.nextUs = day < 0 ? never : this.due[this.#next]!
    this.#nextInHeap = false
    if (this.heap.firstUs <= this.nextUs) this.#seekInHeap()
  }

  /** Takes the event that `seek` found and returns its actor, which is then no longer due. */
  take(): number {
    const actor = this.#next
    if (this.#nextInHeap) this.heap.drop()
    else {
      const day = this.#place
      const after = this.after[actor]!
      this.#first[day] = after
      if (after === nobody) this.#busy[day >> 5] = this.#busy[day >> 5]! & ~(1 << (day & 31))
    }
    this.due[actor] = never
    this.#untilRetune -= 1
    if (this.#untilRetune === 0) this.#retune(this.nextUs)
    return actor
  }

  /**
   * Takes the next event if it is due by `limitUs`, sets the clock to it and returns its actor, else -1: `seek` and `take` in
   * one, for a loop that does nothing between the two. What they leave for one another in fields stays in registers.
   */
  takeUntil(limitUs: number): number {
    const day = this.#busyDay()
    if (day < 0) return this.#seekUntil(limitUs)
    const due = this.due
    const actor = this.#first[day]!
    const atUs = due[actor]!
    if (this.heap.firstUs <= atUs) return this.#seekUntil(limitUs)
    if (atUs > limitUs) return nobody
    const after = this.after[actor]!
    this.#first[day] = after
    if (after === nobody) this.#busy[day >> 5] = this.#busy[day >> 5]! & ~(1 << (day & 31))
    due[actor] = never
    this.clock.nowUs = atUs
    this.#untilRetune = (this.#untilRetune - 1) | 0
    if (this.#untilRetune === 0) this.#retune(atUs)
    return actor
  }

  /** The same when the heap may have the next one. */
  #seekUntil(limitUs: number): number {
    this.seek()
    if (this.nextUs > limitUs) return nobody
    this.clock.nowUs = this.nextUs
    return this.take()
  }

  /** Makes the actor due then, instead of whenever it was due before. */
  schedule(actor: number, atUs: number): void {
    if (this.due[actor] !== never) this.cancel(actor)
    this.due[actor] = atUs
    this.#enter(actor)
  }

  /** Makes the actor due that long from now. A short delay is a small integer, which crosses a call without being boxed. */
  scheduleIn(actor: number, delayUs: number): void {
    if (this.due[actor] !== never) this.cancel(actor)
    this.due[actor] = this.clock.nowUs + delayUs
    this.#enter(actor)
  }

  cancel(actor: number): void {
    this.#unhang(actor)
    this.due[actor] = never
  }

  /** When the actor is due, Infinity when it is not. */
  dueUs(actor: number): number {
    return this.due[actor]!
  }

  #enter(actor: number): void {
    const due = this.due
    const atUs = due[actor]!
    if (atUs < this.#fromUs || atUs >= this.#untilUs) {
      this.heap.push(atUs, actor)
      return
    }
    const day = (atUs * this.#perUs) & dayMask
    let before = nobody
    let after = this.#first[day]!
    let left = passesMax
    while (after !== nobody) {
      const afterUs = due[after]!
      if (atUs < afterUs || (atUs === afterUs && actor < after)) break
      before = after
      after = this.after[after]!
      left -= 1
      if (left === 0) {
        this.heap.push(atUs, actor)
        return
      }
    }
    this.after[actor] = after
    if (before !== nobody) this.after[before] = actor | 0
    else {
      this.#first[day] = actor | 0
      if (after === nobody) this.#busy[day >> 5] = this.#busy[day >> 5]! | (1 << (day & 31))
    }
  }

  /** Takes an actor out of its day; one in the heap becomes void by itself. */
  #unhang(actor: number): void {
    const atUs = this.due[actor]!
    if (atUs < this.#fromUs || atUs >= this.#untilUs) return
    const day = (atUs * this.#perUs) & dayMask
    let before = nobody
    let at = this.#first[day]!
    while (at !== actor) {
      if (at === nobody) return
      before = at
      at = this.after[at]!
    }
    const after = this.after[actor]!
    if (before !== nobody) this.after[before] = after
    else {
      this.#first[day] = after
      if (after === nobody) this.#busy[day >> 5] = this.#busy[day >> 5]! & ~(1 << (day & 31))
    }
  }

  /** Place of the first day that has somebody, which is then the one at hand; -1 when none has. */
  #busyDay(): number {
    const busy = this.#busy
    const from = this.#place
    let word = from >> 5
    let bits = busy[word]! & (-1 << (from & 31))
    if (bits === 0) {
      let left = words
      do {
        word = (word + 1) & wordMask
        bits = busy[word]!
        left -= 1
      } while (bits === 0 && left > 0)
      if (bits === 0) return -1
    }
    const day = (word << 5) + 31 - Math.clz32(bits & -bits)
    if (day !== from) {
      const fromUs = this.#fromUs + ((day - from) & dayMask) * this.#dayUs
      this.#fromUs = fromUs
      this.#untilUs = fromUs + this.#daysUs
      this.#place = day
    }
    return day
  }

  /** Makes the day of this instant the one at hand. Only while no day has anybody. */
  #beginAt(atUs: number): void {
    const day = Math.floor(atUs * this.#perUs)
    this.#fromUs = day * this.#dayUs
    this.#untilUs = this.#fromUs + this.#daysUs
    this.#place = day & dayMask
  }

  /** The first one in the heap may come before the one found. */
  #seekInHeap(): void {
    const heap = this.heap
    if (!heap.hasNext()) return
    const { firstUs, actor } = heap
    // The same actor at the same time is an entry that was void and looks valid again: the day has the one that counts.
    if (firstUs > this.nextUs || (firstUs === this.nextUs && actor >= this.#next)) return
    if (this.#next === nobody) this.#beginAt(firstUs)
    this.#next = actor
    this.#nextInHeap = true
    this.nextUs = firstUs
  }

  /** A day should last about as long as events are apart; a factor of four off costs less than changing it. */
  #retune(nowUs: number): void {
    const dayUs = this.#dayUs
    const meanUs = (nowUs - this.#tunedUs) / retuneAfter
    this.#untilRetune = retuneAfter
    this.#tunedUs = nowUs
    if (meanUs > dayUs / 4 && meanUs < dayUs * 4) return
    const wantedUs = 2 ** Math.max(0, Math.min(40, Math.round(Math.log2(Math.max(1, meanUs)))))
    if (wantedUs === dayUs) return
    this.#first.fill(nobody)
    this.#busy.fill(0)
    this.#dayUs = wantedUs
    this.#perUs = 1 / wantedUs
    this.#daysUs = wantedUs * days
    this.#beginAt(nowUs)
    this.heap.clear()
    for (let actor = 0; actor < this.due.length; actor += 1)
      if (this.due[actor] !== never) this.#enter(actor)
  }
}
