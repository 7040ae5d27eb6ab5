import type { ConsumerBook } from './consumer-book.ts'

/**
 * Who of a queue's consumers is served where only one may be: the first to come, until it goes or, where it yields to a
 * higher priority, until it holds nothing. [RabbitMQ: Single Active Consumer; recorded: K28]
 */
export class Seat {
  active: ConsumerBook | null = null
  /** It is to go as soon as it holds nothing, and gets nothing more. */
  #isLeaving = false
  readonly #yields: boolean
  readonly #heedsPriority: boolean

  /** `heedsPriority`: the next one is the highest priority, else just who came first. [K171] */
  constructor(yields: boolean, heedsPriority: boolean) {
    this.#yields = yields
    this.#heedsPriority = heedsPriority
  }

  serves(consumer: ConsumerBook): boolean {
    return consumer === this.active && !this.#isLeaving
  }

  /** `all` are the queue's consumers in order of coming, the new one included. */
  came(consumer: ConsumerBook, all: readonly ConsumerBook[]): void {
    const { active } = this
    if (active === null) this.active = consumer
    else if (this.#yields && consumer.priority > active.priority) {
      this.#isLeaving = true
      this.settled(active, all)
    }
  }

  left(consumer: ConsumerBook, all: readonly ConsumerBook[]): void {
    if (consumer === this.active) this.#choose(all)
  }

  /** One delivery less in its hands. */
  settled(consumer: ConsumerBook, all: readonly ConsumerBook[]): void {
    if (consumer === this.active && this.#isLeaving && consumer.unacked === 0) this.#choose(all)
  }

  /** The highest priority if that counts, among equals who came first. */
  #choose(all: readonly ConsumerBook[]): void {
    this.#isLeaving = false
    this.active = null
    for (const one of all) {
      const isHigher = this.#heedsPriority && one.priority > (this.active?.priority ?? 0)
      if (this.active === null || isHigher) this.active = one
    }
  }
}
