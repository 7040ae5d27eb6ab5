/** Which queues of a scenario are where dead letters lie, and which is the one it is about. */
import type { Scenario } from '#core/model/scenario.ts'
import { inEffect } from './in-effect.ts'

const keepersOf = new WeakMap<Scenario, ReadonlySet<string>>()

/**
 * Queues that hold nothing but dead letters: reached from a dead-letter exchange, consumed by nobody, and not fed by a
 * producer. They are drawn and counted as the place where dead letters lie.
 */
export function deadLetterQueues(scenario: Scenario): ReadonlySet<string> {
  const known = keepersOf.get(scenario)
  if (known !== undefined) return known
  const found = findKeepers(inEffect(scenario))
  keepersOf.set(scenario, found)
  return found
}

function findKeepers({ topology, producers, consumers }: Scenario): ReadonlySet<string> {
  const boundTo = new Map<string, string[]>()
  for (const { from, to, toExchange } of topology.bindings) {
    if (toExchange) continue
    const those = boundTo.get(from)
    if (those === undefined) boundTo.set(from, [to])
    else those.push(to)
  }
  const found = new Set<string>()
  const exchangesOfDead = new Set<string>()
  for (const queue of topology.queues) {
    const { deadLetterExchange, deadLetterRoutingKey } = queue.arguments
    if (deadLetterExchange === '') found.add(deadLetterRoutingKey ?? queue.name)
    else if (deadLetterExchange !== null) exchangesOfDead.add(deadLetterExchange)
  }
  for (const exchange of exchangesOfDead) {
    for (const queue of boundTo.get(exchange) ?? []) found.add(queue)
  }
  for (const { queue } of consumers) found.delete(queue)
  for (const exchange of new Set(producers.map((one) => one.exchange))) {
    for (const queue of boundTo.get(exchange) ?? []) found.delete(queue)
  }
  for (const { exchange, keys } of producers) {
    if (exchange === '') for (const { key } of keys) found.delete(key)
  }
  return found
}

/** The queue a scenario is about: the only one that does not just keep dead letters. Null when there are several. */
export function mainQueue(scenario: Scenario): string | null {
  const keepers = deadLetterQueues(scenario)
  const others = scenario.topology.queues.filter(({ name }) => !keepers.has(name))
  return others.length === 1 ? (others[0]?.name ?? null) : null
}
