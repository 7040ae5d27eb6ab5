/** Wires of a draft: what a wire between two parts means, drawing one, changing its key, taking it away. Pure. */
import type { Scenario } from '#core/model/scenario.ts'
import { emptyTable } from '#core/model/topology.ts'
import { changeConsumers, changeProducers, changeQueue, type PartRef } from './draft-edits.ts'

/**
 * What a wire from one part to another says: a publish, a binding (which has a key), a subscription, or a dead-letter
 * route. Null: there is no such wire.
 */
export type WireMeaning = 'publish' | 'bind' | 'consume' | 'dead-letter' | null

export function meaningOf(from: PartRef, to: PartRef): WireMeaning {
  if (from.kind === 'producer') {
    return to.kind === 'exchange' || to.kind === 'queue' ? 'publish' : null
  }
  if (from.kind === 'exchange') {
    const itself = to.kind === 'exchange' && to.name === from.name
    return (to.kind === 'queue' || to.kind === 'exchange') && !itself ? 'bind' : null
  }
  if (from.kind === 'queue') {
    if (to.kind === 'consumer') return 'consume'
    const itself = to.kind === 'queue' && to.name === from.name
    return (to.kind === 'queue' || to.kind === 'exchange') && !itself ? 'dead-letter' : null
  }
  return null
}

/** Draws a wire. `key`: of the binding or the publish; ignored where a wire has none. */
export function connect(scenario: Scenario, from: PartRef, to: PartRef, key: string): Scenario {
  switch (meaningOf(from, to)) {
    case 'publish':
      return to.kind === 'queue'
        ? changeProducers(scenario, from.name, {
            exchange: '',
            keys: [{ key: to.name, weight: 1 }],
          })
        : changeProducers(scenario, from.name, { exchange: to.name, keys: [{ key, weight: 1 }] })
    case 'bind':
      return bind(scenario, from.name, to, key)
    case 'consume':
      return changeConsumers(scenario, to.name, { queue: from.name })
    case 'dead-letter':
      return to.kind === 'exchange'
        ? changeQueue(scenario, from.name, { deadLetterExchange: to.name })
        : changeQueue(scenario, from.name, {
            deadLetterExchange: '',
            deadLetterRoutingKey: to.name,
          })
    case null:
      return scenario
  }
}

/** Adds a binding; the same one twice is one. [RabbitMQ: queue.bind is idempotent] */
function bind(scenario: Scenario, from: string, to: PartRef, key: string): Scenario {
  const { bindings } = scenario.topology
  const toExchange = to.kind === 'exchange'
  const known = bindings.some(
    (one) =>
      one.from === from && one.to === to.name && one.toExchange === toExchange && one.key === key,
  )
  if (known) return scenario
  const binding = { from, to: to.name, toExchange, key, arguments: emptyTable }
  return { ...scenario, topology: { ...scenario.topology, bindings: [...bindings, binding] } }
}

/** Takes away everything a wire from one part to another stands for: all bindings of the pair, or the one route. */
export function disconnect(scenario: Scenario, from: PartRef, to: PartRef): Scenario {
  switch (meaningOf(from, to)) {
    case 'publish':
      return changeProducers(scenario, from.name, { exchange: '', keys: [{ key: '', weight: 1 }] })
    case 'bind': {
      const toExchange = to.kind === 'exchange'
      const cut = scenario.topology.bindings.filter(
        (one) => !(one.from === from.name && one.to === to.name && one.toExchange === toExchange),
      )
      const exchanges = scenario.topology.exchanges.map((spec) =>
        toExchange && spec.name === from.name && spec.alternateExchange === to.name
          ? { ...spec, alternateExchange: null }
          : spec,
      )
      return { ...scenario, topology: { ...scenario.topology, bindings: cut, exchanges } }
    }
    case 'consume':
      return changeConsumers(scenario, to.name, { queue: '' })
    case 'dead-letter':
      return changeQueue(scenario, from.name, {
        deadLetterExchange: null,
        deadLetterRoutingKey: null,
      })
    case null:
      return scenario
  }
}

/** Replaces the binding keys of a pair by one key, or by several. */
export function setKeys(
  scenario: Scenario,
  from: PartRef,
  to: PartRef,
  keys: readonly string[],
): Scenario {
  return keys.reduce(
    (bound, key) => bind(bound, from.name, to, key),
    meaningOf(from, to) === 'bind' ? disconnect(scenario, from, to) : scenario,
  )
}
