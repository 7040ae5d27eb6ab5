import type { Broker } from '#core/engine/broker.ts'
import type { RunDescription } from '#core/model/run.ts'
import type { Scenario } from '#core/model/scenario.ts'

/** Whose numbers mean whom in frames and log. Exchanges and queues as the broker numbers them, its own among them. */
export function descriptionOf(
  scenario: Scenario,
  seed: number,
  runId: number,
  broker: Broker,
): RunDescription {
  return {
    runId,
    scenario,
    seed,
    exchanges: broker.exchangeNames,
    queues: broker.queueNames,
    producers: scenario.producers.map(({ name }) => name),
    consumers: scenario.consumers.map(({ name }) => name),
  }
}
