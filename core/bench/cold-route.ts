import { Simulation } from '#core/simulation/simulation.ts'
import { withBindings } from './more-scenarios.ts'
import type { Contestant } from './rounds.ts'

/** A publish with a key never seen before, through a topic exchange of many bindings. Unit: one publish. */
export class ColdRoute implements Contestant {
  readonly name = 'cold route'
  readonly #simulation: Simulation
  #keys = 0

  constructor(bindings: number) {
    const scenario = withBindings(bindings)
    this.#simulation = new Simulation({ ...scenario, producers: [], consumers: [] })
  }

  run(count: number): number {
    const { broker } = this.#simulation
    const exchange = broker.exchangeId('orders')
    const channel = broker.openChannel()
    const template = broker.templateId({
      sizeBytes: 100,
      persistent: false,
      expirationMs: null,
      headers: { fields: [] },
      priority: null,
      userRef: 0,
    })
    for (let i = 0; i < count; i++) {
      const key = broker.keyId(`unused.${this.#keys++}.x.y`)
      broker.publish(channel, 0, exchange, key, template, false, 0)
    }
    return count
  }
}
