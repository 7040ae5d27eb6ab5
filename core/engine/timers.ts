/**
 * What a timer is for. At one instant the smaller number of its subject goes first (a queue's id, a consumer's), then the
 * smaller kind: append, never renumber.
 */
export const TimerKind = {
  /** The head of a queue expires. Of a queue. */
  expiry: 0,
  /** A returned message may be given again. Of a queue. */
  retry: 1,
  /** A dead letter that found no place tries again. Of a queue. */
  deadLetter: 2,
  /** A delivery was held too long. Of a queue. */
  held: 3,
  /** A queue was not used for too long. Of a queue. */
  unused: 4,
  /** A delivery was unacked too long for the whole broker. Of a channel. */
  ack: 5,
} as const
export type TimerKind = (typeof TimerKind)[keyof typeof TimerKind]

/** One kind of timer as its rule sees it. */
export interface TimerRule {
  /** When it is due for that subject now; Infinity when never. */
  dueUs(subject: number): number
  /** Does what is due. Afterwards `dueUs` must be later than now. */
  fire(subject: number): void
}

const kindBits = 3
const kindMask = (1 << kindBits) - 1

/**
 * Everything in the engine that happens by itself at some time. A binary heap of (due, timer) with at most one entry per
 * timer, kept lazily: an entry may be too early, never too late. So a head that leaves costs nothing; only an earlier due
 * time moves an entry, and `firstUs` corrects what stands on top.
 */
export class Timers {
  /** Timers in it, some perhaps never due by now. */
  size = 0
  readonly #rules: (TimerRule | undefined)[] = []
  /** Subject and kind as one number, by place in the heap. */
  #timers = new Int32Array(16)
  /** Due time by place in the heap. */
  #keys = new Float64Array(16)
  /** Place + 1 by timer; 0 is absent. */
  #places = new Int32Array(16)

  /** Says what a kind of timer does. Once per kind. */
  rule(kind: TimerKind, rule: TimerRule): void {
    this.#rules[kind] = rule
  }

  /** A timer is due at another time, perhaps never. */
  changed(kind: TimerKind, subject: number, dueUs: number): void {
    const timer = (subject << kindBits) | kind
    if (timer >= this.#places.length) this.#widen(timer)
    const place = this.#places[timer]! - 1
    if (place >= 0) {
      if (dueUs < this.#keys[place]!) this.#rise(place, timer, dueUs)
    } else if (dueUs !== Number.POSITIVE_INFINITY) {
      if (this.size === this.#timers.length) this.#lengthen()
      this.#rise(this.size++, timer, dueUs)
    }
  }

  /** What stands first is never due before this. Only while there is something. */
  get quietUntilUs(): number {
    return this.#keys[0]!
  }

  /** When the first is due; Infinity when none ever is. */
  firstUs(): number {
    return this.#first() < 0 ? Number.POSITIVE_INFINITY : this.#keys[0]!
  }

  /** Fires the first one. There must be one. */
  fireFirst(): void {
    const timer = this.#first()
    this.#rules[timer & kindMask]!.fire(timer >>> kindBits)
  }

  /** The timer that is due first, or -1. */
  #first(): number {
    while (this.size > 0) {
      const timer = this.#timers[0]!
      const dueUs = this.#rules[timer & kindMask]!.dueUs(timer >>> kindBits)
      if (dueUs === this.#keys[0]!) return timer
      if (dueUs === Number.POSITIVE_INFINITY) this.#removeFirst()
      else this.#sink(0, timer, dueUs)
    }
    return -1
  }

  #removeFirst(): void {
    this.#places[this.#timers[0]!] = 0
    this.size--
    if (this.size > 0) this.#sink(0, this.#timers[this.size]!, this.#keys[this.size]!)
  }

  #rise(from: number, timer: number, dueUs: number): void {
    let place = from
    while (place > 0) {
      const parent = (place - 1) >> 1
      if (!this.#isEarlier(timer, dueUs, parent)) break
      this.#put(place, this.#timers[parent]!, this.#keys[parent]!)
      place = parent
    }
    this.#put(place, timer, dueUs)
  }

  #sink(from: number, timer: number, dueUs: number): void {
    let place = from
    for (;;) {
      let child = 2 * place + 1
      if (child >= this.size) break
      const right = child + 1
      if (right < this.size && this.#isEarlier(this.#timers[right]!, this.#keys[right]!, child)) {
        child = right
      }
      if (this.#isEarlier(timer, dueUs, child)) break
      this.#put(place, this.#timers[child]!, this.#keys[child]!)
      place = child
    }
    this.#put(place, timer, dueUs)
  }

  #isEarlier(timer: number, dueUs: number, than: number): boolean {
    const key = this.#keys[than]!
    return dueUs < key || (dueUs === key && timer < this.#timers[than]!)
  }

  #put(place: number, timer: number, dueUs: number): void {
    this.#timers[place] = timer
    this.#keys[place] = dueUs
    this.#places[timer] = place + 1
  }

  #lengthen(): void {
    const timers = new Int32Array(this.#timers.length * 2)
    timers.set(this.#timers)
    this.#timers = timers
    const keys = new Float64Array(timers.length)
    keys.set(this.#keys)
    this.#keys = keys
  }

  #widen(timer: number): void {
    const places = new Int32Array(Math.max(this.#places.length * 2, timer + 1))
    places.set(this.#places)
    this.#places = places
  }
}
