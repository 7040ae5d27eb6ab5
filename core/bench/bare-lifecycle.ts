import type { Contestant } from './rounds.ts'

/**
 * The least a queued message costs in this layout: a slot from a free list, linked into a queue, delivered into a ring of
 * unacked ones, acked and freed. No routing, no consumers, no log, no counts. Unit: one message.
 */
export class BareLifecycle implements Contestant {
  readonly name = 'lifecycle'
  readonly #times = new Float64Array(1 << 16)
  readonly #links = new Int32Array(1 << 16)
  readonly #keys = new Int32Array(1 << 16)
  readonly #unacked = new Int32Array(16)
  #free = 0
  #head = -1
  #tail = -1
  #tag = 0
  #now = 0
  sojourn = 0

  constructor() {
    for (let slot = 0; slot < this.#links.length; slot++) this.#links[slot] = slot + 1
  }

  run(count: number): number {
    for (let i = 0; i < 8; i++) this.#publish(i)
    for (let i = 0; i < count; i++) {
      this.#publish(i)
      this.#deliver()
      this.#ack()
    }
    for (let i = 0; i < 8; i++) {
      this.#deliver()
      this.#ack()
    }
    return count + 8
  }

  #publish(key: number): void {
    const slot = this.#free
    this.#free = this.#links[slot]!
    this.#now += 1
    this.#times[slot] = this.#now
    this.#keys[slot] = key
    this.#links[slot] = -1
    if (this.#tail < 0) this.#head = slot
    else this.#links[this.#tail] = slot
    this.#tail = slot
  }

  #deliver(): void {
    const slot = this.#head
    this.#head = this.#links[slot]!
    if (this.#head < 0) this.#tail = -1
    this.#unacked[this.#tag & 15] = slot
    this.#tag++
  }

  #ack(): void {
    const slot = this.#unacked[(this.#tag - 1) & 15]!
    this.sojourn += this.#now - this.#times[slot]!
    this.#links[slot] = this.#free
    this.#free = slot
  }
}
