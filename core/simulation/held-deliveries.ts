/** When the broker handed out each delivery that one consumer has not settled, oldest first: a growing ring of times. */
export class HeldDeliveries {
  count = 0
  #head = 0
  #times = new Float64Array(16)

  push(timeUs: number): void {
    const size = this.#times.length
    if (this.count === size) {
      const times = new Float64Array(size * 2)
      for (let i = 0; i < size; i += 1) times[i] = this.#times[(this.#head + i) & (size - 1)]!
      this.#times = times
      this.#head = 0
    }
    this.#times[(this.#head + this.count) & (this.#times.length - 1)] = timeUs
    this.count += 1
  }

  /** Only while `count` is above 0. */
  get oldestUs(): number {
    return this.#times[this.#head]!
  }

  /** Consumers settle in delivery order, so it is always the oldest that goes. */
  shift(): void {
    if (this.count === 0) return
    this.#head = (this.#head + 1) & (this.#times.length - 1)
    this.count -= 1
  }

  clear(): void {
    this.count = 0
  }
}
