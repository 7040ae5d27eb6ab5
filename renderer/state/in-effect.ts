/** Scenarios as they behave: policies applied. Pictures and stories are about what holds, not about what was declared. */
import { topologyInEffect } from '#core/model/in-effect.ts'
import type { Scenario } from '#core/model/scenario.ts'

const known = new WeakMap<Scenario, Scenario>()

/** The same scenario with its policies worked into the arguments of queues and exchanges. */
export function inEffect(scenario: Scenario): Scenario {
  if (scenario.policies.length === 0) return scenario
  const before = known.get(scenario)
  if (before !== undefined) return before
  const topology = topologyInEffect(scenario.topology, scenario.policies)
  const applied = { ...scenario, topology }
  known.set(scenario, applied)
  return applied
}
