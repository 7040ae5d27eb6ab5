import type { QueueMeter } from '#core/metrics/queue-meter.ts'
import type { Scenario } from '#core/model/scenario.ts'
import { Simulation } from '#core/simulation/simulation.ts'
import { referenceScenario } from './reference-scenario.ts'
import type { Contestant } from './rounds.ts'

/** A scenario through everything: agenda, engine, log with its hash, meters. Unit: one message acked. */
export class WholeSimulation implements Contestant {
  readonly name: string
  readonly #simulation: Simulation
  #acked = 0

  constructor(name = 'simulation', scenario: Scenario = referenceScenario()) {
    this.name = name
    this.#simulation = new Simulation(scenario)
  }

  /**
   * The same once it is under way: its queues have met their first messages and are as long as they are going to be. With
   * thousands of queues that takes longer than all rounds together, and a round would time the beginning.
   */
  static underWay(name: string, scenario: Scenario, messages: number): WholeSimulation {
    const whole = new WholeSimulation(name, scenario)
    whole.run(messages)
    return whole
  }

  run(count: number): number {
    this.#simulation.advance(Number.POSITIVE_INFINITY, 2 * count)
    const before = this.#acked
    this.#acked = this.#meters().reduce((sum, { acked }) => sum + acked, 0)
    return this.#acked - before
  }

  facts(): Readonly<Record<string, number>> {
    const eventsPerMessage = this.#simulation.eventsTotal / this.#acked
    return { eventsPerMessage, sojournMeanMs: this.sojournMeanMs() }
  }

  /** Mean time from enqueue to ack. */
  sojournMeanMs(): number {
    const sumUs = this.#meters().reduce((sum, { sojourn }) => sum + sojourn.sum, 0)
    return sumUs / this.#acked / 1000
  }

  #meters(): QueueMeter[] {
    const { description, meters } = this.#simulation
    return description.queues.map((_, queue) => meters.queue(queue))
  }
}
