/** Which of its routing keys a producer publishes with: the only one, or one drawn by weight. */
import type { ProducerSpec } from '#core/model/scenario.ts'
import type { RandomStreams } from './random.ts'
import { WeightedChoice } from './weighted-choice.ts'

export class KeyChoice {
  declare private readonly choice: WeightedChoice
  declare private readonly isSole: boolean

  constructor(weights: readonly number[]) {
    this.isSole = weights.length === 1
    this.choice = new WeightedChoice(weights)
  }

  /** Place of a key among the producer's; spends a draw only where there is a choice. */
  draw(random: RandomStreams, stream: number): number {
    return this.isSole ? 0 : this.choice.at(random.uniform(stream))
  }
}

/** Producers with the same weights choose alike: they share one set of tables, which then stays in the cache. */
export class KeyChoices {
  readonly #known = new Map<string, KeyChoice>()

  of(keys: ProducerSpec['keys']): KeyChoice {
    const weights = keys.map(({ weight }) => weight)
    const name = weights.join()
    const known = this.#known.get(name) ?? new KeyChoice(weights)
    this.#known.set(name, known)
    return known
  }
}
