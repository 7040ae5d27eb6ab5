/**
 * What happens next. A 4-ary heap of (time, actor) in typed arrays; times are whole microseconds in doubles.
 *
 * **Order of simultaneous events (part of every hash):** earlier time first; at the same time the actor with the lower
 * number; within one actor's lane the entry that was put in first. An actor has at most one pending event, so nothing else can tie.
 * `actor-numbers.ts` says who gets which number.
 *
 * Cancelling and moving never search the heap: `#due` holds each actor's one valid time, and an entry whose time is not its
 * actor's is skipped when it surfaces.
 */
export class Agenda {
  /** Virtual now, written by the owner of time; `scheduleIn` counts from it. */
  nowUs = 0
  #times: Float64Array
  #actors: Int32Array
  #size = 0
  /** The time each actor is due, Infinity when it is not. */
  readonly #due: Float64Array
  /** The root was taken and its place is free: the next `schedule` sinks into it instead of climbing from the end. */
  #rootFree = false

  constructor(actors: number) {
    this.#times = new Float64Array(Math.max(16, actors))
    this.#actors = new Int32Array(Math.max(16, actors))
    this.#due = new Float64Array(actors).fill(Number.POSITIVE_INFINITY)
  }

  /** Time of the next event, Infinity when there is none. */
  nextUs(): number {
    if (this.#rootFree) this.#dropRoot()
    while (this.#size > 0) {
      const timeUs = this.#times[0]!
      if (this.#due[this.#actors[0]!] === timeUs) return timeUs
      this.#dropRoot()
    }
    return Number.POSITIVE_INFINITY
  }

  /** Takes the next event and returns its actor, which is then no longer due. Only after `nextUs` said there is one. */
  take(): number {
    const actor = this.#actors[0]!
    this.#due[actor] = Number.POSITIVE_INFINITY
    this.#rootFree = true
    return actor
  }

  /** Makes the actor due then, instead of whenever it was due before. */
  schedule(actor: number, atUs: number): void {
    if (this.#due[actor] === atUs) return
    this.#due[actor] = atUs
    this.#enter(actor)
  }

  /** Makes the actor due that long from now. A short delay is a small integer, which crosses a call without being boxed. */
  scheduleIn(actor: number, delayUs: number): void {
    const atUs = this.nowUs + delayUs
    if (this.#due[actor] === atUs) return
    this.#due[actor] = atUs
    this.#enter(actor)
  }

  #enter(actor: number): void {
    const atUs = this.#due[actor]!
    if (this.#rootFree) {
      this.#rootFree = false
      this.#times[0] = atUs
      this.#actors[0] = actor
      this.#sink(0)
      return
    }
    if (this.#size === this.#times.length) this.#makeRoom()
    const last = this.#size
    this.#times[last] = atUs
    this.#actors[last] = actor
    this.#size = last + 1
    this.#climb(last)
  }

  cancel(actor: number): void {
    this.#due[actor] = Number.POSITIVE_INFINITY
  }

  /** When the actor is due, Infinity when it is not. */
  dueUs(actor: number): number {
    return this.#due[actor]!
  }

  #dropRoot(): void {
    this.#rootFree = false
    this.#size -= 1
    const last = this.#size
    if (last === 0) return
    this.#times[0] = this.#times[last]!
    this.#actors[0] = this.#actors[last]!
    this.#sink(0)
  }

  /** Moves the entry at this place up to where it belongs. */
  #climb(from: number): void {
    const times = this.#times
    const actors = this.#actors
    const timeUs = times[from]!
    const actor = actors[from]!
    let at = from
    while (at > 0) {
      const parent = (at - 1) >> 2
      const parentUs = times[parent]!
      if (parentUs < timeUs || (parentUs === timeUs && actors[parent]! < actor)) break
      times[at] = parentUs
      actors[at] = actors[parent]!
      at = parent
    }
    times[at] = timeUs
    actors[at] = actor
  }

  /** Moves the entry at this place down to where it belongs. */
  #sink(from: number): void {
    const times = this.#times
    const actors = this.#actors
    const size = this.#size
    const timeUs = times[from]!
    const actor = actors[from]!
    let at = from
    for (;;) {
      let child = 4 * at + 1
      if (child >= size) break
      let least = child
      let leastUs = times[child]!
      const end = Math.min(child + 4, size)
      for (child += 1; child < end; child += 1) {
        const childUs = times[child]!
        if (childUs < leastUs || (childUs === leastUs && actors[child]! < actors[least]!)) {
          least = child
          leastUs = childUs
        }
      }
      if (timeUs < leastUs || (timeUs === leastUs && actor < actors[least]!)) break
      times[at] = leastUs
      actors[at] = actors[least]!
      at = least
    }
    times[at] = timeUs
    actors[at] = actor
  }

  /** Sweeps out entries that are no longer valid; doubles when most are. */
  #makeRoom(): void {
    let kept = 0
    for (let entry = 0; entry < this.#size; entry += 1) {
      const actor = this.#actors[entry]!
      const timeUs = this.#times[entry]!
      if (this.#due[actor] !== timeUs) continue
      this.#times[kept] = timeUs
      this.#actors[kept] = actor
      kept += 1
    }
    this.#size = kept
    if (kept * 2 > this.#times.length) {
      const times = new Float64Array(this.#times.length * 2)
      const actors = new Int32Array(this.#times.length * 2)
      times.set(this.#times)
      actors.set(this.#actors)
      this.#times = times
      this.#actors = actors
    }
    for (let at = (kept - 2) >> 2; at >= 0; at -= 1) this.#sink(at)
  }
}
