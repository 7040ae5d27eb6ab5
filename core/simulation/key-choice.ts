/** Which routing key a producer publishes with: one, or one drawn by weight. */
import type { Broker } from '#core/engine/broker.ts'
import type { ProducerSpec } from '#core/model/scenario.ts'
import type { RandomStreams } from './random.ts'
import { WeightedChoice } from './weighted-choice.ts'

export class KeyChoice {
  /** The broker's numbers of the keys. */
  declare readonly keys: Int32Array
  declare private readonly choice: WeightedChoice
  declare private readonly isSole: boolean

  constructor(keys: ProducerSpec['keys'], broker: Broker) {
    this.keys = Int32Array.from(keys, ({ key }) => broker.keyId(key))
    this.isSole = keys.length === 1
    this.choice = new WeightedChoice(keys.map(({ weight }) => weight))
  }

  /** Place of a key in `keys`; spends a draw only where there is a choice. */
  draw(random: RandomStreams, stream: number): number {
    return this.isSole ? 0 : this.choice.at(random.uniform(stream))
  }
}

/** Replicas of one producer choose alike: they share one set of tables, which then stays in the cache. */
export class KeyChoices {
  declare private readonly broker: Broker
  readonly #known = new Map<string, KeyChoice>()

  constructor(broker: Broker) {
    this.broker = broker
  }

  of(keys: ProducerSpec['keys']): KeyChoice {
    const name = JSON.stringify(keys)
    const known = this.#known.get(name) ?? new KeyChoice(keys, this.broker)
    this.#known.set(name, known)
    return known
  }
}
