import type { Consumer } from './consumer.ts'

/**
 * The consumers of a queue that may take a message, next one first. Who was given one goes to the tail, behind all of
 * its priority and before the lower ones. [RabbitMQ: consumer round robin, Consumer Priorities]
 *
 * Who is full leaves a classic queue's ring when its turn comes, a quorum queue's at once; both let it in again at the
 * tail once it can take. [seen: K124]
 */
export class ConsumerRing {
  /** A ring of places, always a power of two of them; only `#size` from `#head` on mean anything. */
  #places: (Consumer | null)[] = [null, null, null, null]
  #head = 0
  #size = 0
  declare private readonly leavesWhenFull: boolean
  /** All are equal, and the full ones leave in their turn. */
  declare private plain: boolean

  constructor(leavesWhenFull: boolean) {
    this.leavesWhenFull = leavesWhenFull
    this.plain = !leavesWhenFull
  }

  /** Who takes the next message, or null when all are blocked. Ask only with a message in hand: whom it passes over leaves. */
  first(): Consumer | null {
    while (this.#size > 0) {
      const consumer = this.#places[this.#head]!
      if (consumer.unacked < consumer.limit) return consumer
      this.#dropFirst()
    }
    return null
  }

  /** Whether `first` would find somebody; changes nothing. */
  isAnyFree(): boolean {
    const mask = this.#places.length - 1
    for (let i = 0; i < this.#size; i++) {
      if (this.#places[(this.#head + i) & mask]!.canTake()) return true
    }
    return false
  }

  enter(consumer: Consumer): void {
    if (this.#size === this.#places.length) this.#double()
    if (consumer.priority !== 0) this.plain = false
    consumer.waiting = true
    const mask = this.#places.length - 1
    let place = this.#size++
    if (!this.plain) {
      for (; place > 0; place--) {
        const ahead = this.#places[(this.#head + place - 1) & mask]!
        if (ahead.priority >= consumer.priority) break
        this.#places[(this.#head + place) & mask] = ahead
      }
    }
    this.#places[(this.#head + place) & mask] = consumer
  }

  /** The first has had its turn. */
  turn(): void {
    if (!this.plain) {
      this.#turnAmongEquals()
      return
    }
    const mask = this.#places.length - 1
    this.#places[(this.#head + this.#size) & mask] = this.#places[this.#head]!
    this.#head = (this.#head + 1) & mask
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

  #turnAmongEquals(): void {
    const first = this.#places[this.#head]!
    if (this.leavesWhenFull && !first.canTake()) {
      this.#dropFirst()
      return
    }
    const mask = this.#places.length - 1
    let place = 1
    for (; place < this.#size; place++) {
      const next = this.#places[(this.#head + place) & mask]!
      if (next.priority < first.priority) break
      this.#places[(this.#head + place - 1) & mask] = next
    }
    this.#places[(this.#head + place - 1) & mask] = first
  }

  #dropFirst(): void {
    this.#places[this.#head]!.waiting = false
    this.#head = (this.#head + 1) & (this.#places.length - 1)
    this.#size--
  }

  #double(): void {
    const length = this.#places.length
    this.#places = Array.from({ length: 2 * length }, (_, i) => {
      return i < length ? this.#places[(this.#head + i) & (length - 1)]! : null
    })
    this.#head = 0
  }
}
