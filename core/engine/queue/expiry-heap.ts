/**
 * Which queue's head expires first. A binary heap of (deadline, queue) with at most one entry per queue, kept lazily: an
 * entry may be too early, never too late. So a head that leaves costs nothing; only a head with an earlier deadline moves
 * its entry, and `first` corrects what stands on top.
 */
export class ExpiryHeap {
  /** Queues in it, some perhaps without a head by now. */
  size = 0
  #queues = new Int32Array(16)
  /** Deadline by place in the heap. */
  #keys = new Float64Array(16)
  /** Place + 1 by queue; 0 is absent. */
  #places = new Int32Array(16)
  readonly #deadlineOf: (queue: number) => number

  /** `deadlineOf` answers when a queue's head expires now, Infinity when never. */
  constructor(deadlineOf: (queue: number) => number) {
    this.#deadlineOf = deadlineOf
  }

  /** A queue has another head, which expires at `deadlineUs`. */
  headChanged(queue: number, deadlineUs: number): void {
    if (queue >= this.#places.length) this.#widen(queue)
    const place = this.#places[queue]! - 1
    if (place >= 0) {
      if (deadlineUs < this.#keys[place]!) this.#rise(place, queue, deadlineUs)
    } else if (deadlineUs !== Number.POSITIVE_INFINITY) {
      this.#rise(this.size++, queue, deadlineUs)
    }
  }

  /** The queue whose head expires first, the smaller id first among equals; -1 when none ever does. */
  first(): number {
    while (this.size > 0) {
      const queue = this.#queues[0]!
      const deadlineUs = this.#deadlineOf(queue)
      if (deadlineUs === this.#keys[0]!) return queue
      if (deadlineUs === Number.POSITIVE_INFINITY) this.#removeFirst()
      else this.#sink(0, queue, deadlineUs)
    }
    return -1
  }

  /** The deadline `first` stands at. */
  firstUs(): number {
    return this.first() < 0 ? Number.POSITIVE_INFINITY : this.#keys[0]!
  }

  #removeFirst(): void {
    this.#places[this.#queues[0]!] = 0
    this.size--
    if (this.size > 0) this.#sink(0, this.#queues[this.size]!, this.#keys[this.size]!)
  }

  #rise(from: number, queue: number, deadlineUs: number): void {
    let place = from
    while (place > 0) {
      const parent = (place - 1) >> 1
      if (!this.#isEarlier(queue, deadlineUs, parent)) break
      this.#put(place, this.#queues[parent]!, this.#keys[parent]!)
      place = parent
    }
    this.#put(place, queue, deadlineUs)
  }

  #sink(from: number, queue: number, deadlineUs: number): void {
    let place = from
    for (;;) {
      let child = 2 * place + 1
      if (child >= this.size) break
      const right = child + 1
      if (right < this.size && this.#isEarlier(this.#queues[right]!, this.#keys[right]!, child)) {
        child = right
      }
      if (this.#isEarlier(queue, deadlineUs, child)) break
      this.#put(place, this.#queues[child]!, this.#keys[child]!)
      place = child
    }
    this.#put(place, queue, deadlineUs)
  }

  #isEarlier(queue: number, deadlineUs: number, than: number): boolean {
    const key = this.#keys[than]!
    return deadlineUs < key || (deadlineUs === key && queue < this.#queues[than]!)
  }

  #put(place: number, queue: number, deadlineUs: number): void {
    this.#queues[place] = queue
    this.#keys[place] = deadlineUs
    this.#places[queue] = place + 1
  }

  #widen(queue: number): void {
    const length = Math.max(this.#places.length * 2, queue + 1)
    const queues = new Int32Array(length)
    queues.set(this.#queues)
    this.#queues = queues
    const keys = new Float64Array(length)
    keys.set(this.#keys)
    this.#keys = keys
    const places = new Int32Array(length)
    places.set(this.#places)
    this.#places = places
  }
}
