import { RandomStreams } from '#core/simulation/random.ts'

/** Draws of one seed and purpose. */
export class Dice {
  readonly #streams: RandomStreams
  readonly #stream: number

  constructor(seed: number, purpose: string) {
    this.#streams = new RandomStreams(seed)
    this.#stream = this.#streams.open(purpose)
  }

  /** A whole number from 0, below `count`. */
  below(count: number): number {
    return Math.floor(this.#streams.uniform(this.#stream) * count)
  }

  chance(probability: number): boolean {
    return this.#streams.chance(this.#stream, probability)
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)]!
  }

  /** Each item with that probability. */
  some<Item>(items: readonly Item[], probability: number): Item[] {
    return items.filter(() => this.chance(probability))
  }
}
