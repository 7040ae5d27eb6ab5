/**
 * A 4-ary heap of (time, actor) in typed arrays: earlier time first, at the same time the lower actor. Nothing is ever
 * searched for: an entry whose time is not the one its actor is due is void, and goes when it surfaces or when room is needed.
 */
export class EventHeap {
  size = 0
  /** Time of the first entry, void or not; Infinity when there is none. */
  firstUs = Number.POSITIVE_INFINITY
  #times = new Float64Array(16)
  #actors = new Int32Array(16)
  /** When each actor is due. */
  declare private readonly due: Float64Array

  constructor(due: Float64Array) {
    this.due = due
  }

  /** Of the first entry; only while there is one. */
  get actor(): number {
    return this.#actors[0]!
  }

  /** Whether there is an entry that counts; if so, the first one does. */
  hasNext(): boolean {
    while (this.size > 0) {
      if (this.due[this.#actors[0]!] === this.#times[0]) return true
      this.drop()
    }
    return false
  }

  push(timeUs: number, actor: number): void {
    if (this.size === this.#times.length) this.#makeRoom()
    const times = this.#times
    const actors = this.#actors
    let at = this.size
    this.size = at + 1
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
    if (at === 0) this.firstUs = timeUs
  }

  /** Takes the first entry off. */
  drop(): void {
    const last = this.size - 1
    this.size = last
    if (last > 0) this.#sink(this.#times[last]!, this.#actors[last]!)
    this.firstUs = last > 0 ? this.#times[0]! : Number.POSITIVE_INFINITY
  }

  /** Puts an entry in the place of the one taken off at the top. */
  #sink(timeUs: number, actor: number): void {
    const times = this.#times
    const actors = this.#actors
    const size = this.size
    let at = 0
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

  clear(): void {
    this.size = 0
    this.firstUs = Number.POSITIVE_INFINITY
  }

  /** Sweeps out void entries; doubles when most are not. */
  #makeRoom(): void {
    const times = this.#times
    const actors = this.#actors
    const entries = this.size
    const doubles = this.#countValid() * 2 > entries
    if (doubles) {
      this.#times = new Float64Array(entries * 2)
      this.#actors = new Int32Array(entries * 2)
    }
    this.clear()
    // What is put in again takes at most the places already read.
    for (let entry = 0; entry < entries; entry += 1) {
      const timeUs = times[entry]!
      const actor = actors[entry]!
      if (this.due[actor] === timeUs) this.push(timeUs, actor)
    }
  }

  #countValid(): number {
    let valid = 0
    for (let entry = 0; entry < this.size; entry += 1) {
      if (this.due[this.#actors[entry]!] === this.#times[entry]) valid += 1
    }
    return valid
  }
}
