import type { Consumer } from './consumer.ts'

/**
 * The consumers of a queue that can take a message now, next one first. One message to the head, which goes to the tail;
 * a blocked consumer leaves, and comes back at the tail. [RabbitMQ: consumer round robin]
 */
export class ConsumerRing {
  /** A ring of places, always a power of two of them; only `#size` from `#head` on mean anything. */
  #places: (Consumer | null)[] = [null, null, null, null]
  #head = 0
  #size = 0

  /** Whose turn it is, or null when all are blocked. */
  first(): Consumer | null {
    return this.#size === 0 ? null : this.#places[this.#head]!
  }

  enter(consumer: Consumer): void {
    if (this.#size === this.#places.length) this.#double()
    consumer.waiting = true
    this.#places[(this.#head + this.#size) & (this.#places.length - 1)] = consumer
    this.#size++
  }

  /** The first has had its turn: it goes to the tail. */
  rotate(): void {
    const mask = this.#places.length - 1
    this.#places[(this.#head + this.#size) & mask] = this.#places[this.#head]!
    this.#head = (this.#head + 1) & mask
  }

  /** The first is blocked now. */
  dropFirst(): void {
    this.#places[this.#head]!.waiting = false
    this.#head = (this.#head + 1) & (this.#places.length - 1)
    this.#size--
  }

  /** Takes a consumer out wherever it stands. */
  leave(consumer: Consumer): void {
    const mask = this.#places.length - 1
    let kept = 0
    for (let i = 0; i < this.#size; i++) {
      const other = this.#places[(this.#head + i) & mask]!
      if (other !== consumer) this.#places[(this.#head + kept++) & mask] = other
    }
    this.#size = kept
    consumer.waiting = false
  }

  #double(): void {
    const length = this.#places.length
    this.#places = Array.from({ length: 2 * length }, (_, i) => {
      return i < length ? this.#places[(this.#head + i) & (length - 1)]! : null
    })
    this.#head = 0
  }
}
