import { Simulation } from '#core/simulation/simulation.ts'
import { referenceScenario } from './reference-scenario.ts'
import type { Contestant } from './rounds.ts'

/** The reference scenario through everything: agenda, engine, log with its hash, meters. Unit: one message acked. */
export class WholeSimulation implements Contestant {
  readonly name = 'simulation'
  readonly #simulation = new Simulation(referenceScenario())
  #acked = 0

  run(count: number): number {
    this.#simulation.advance(Number.POSITIVE_INFINITY, 2 * count)
    const before = this.#acked
    this.#acked = this.#simulation.meters.queues.acked.reduce((sum, acked) => sum + acked, 0)
    return this.#acked - before
  }

  eventsPerMessage(): number {
    return this.#simulation.eventsTotal / this.#acked
  }

  /** Mean time from enqueue to ack. */
  sojournMeanMs(): number {
    const { sojourn } = this.#simulation.meters
    const sumUs = sojourn.reduce((sum, queue) => sum + queue.sum, 0)
    return sumUs / this.#acked / 1000
  }
}
