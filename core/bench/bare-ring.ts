import type { Contestant } from './rounds.ts'

/** A0: the fastest queue there is, a ring in one typed array. Unit: one push and one shift. */
export class BareRing implements Contestant {
  readonly name = 'bare ring'
  readonly #ring = new Int32Array(1 << 16)
  #head = 0
  #tail = 0
  /** Read by nobody; keeps the loop from being optimised away. */
  sum = 0

  run(count: number): number {
    const ring = this.#ring
    const mask = ring.length - 1
    let head = this.#head
    let tail = this.#tail
    let sum = 0
    for (let i = 0; i < count; i++) {
      ring[tail] = i
      tail = (tail + 1) & mask
      sum = (sum + ring[head]!) | 0
      head = (head + 1) & mask
    }
    this.#head = head
    this.#tail = tail
    this.sum = sum
    return count
  }
}
