/** Renaming a part of a draft: the new name is followed wherever the scenario says the old one. Pure. */
import type { ConsumerSpec, ProducerSpec, Scenario } from '#core/model/scenario.ts'
import { deadLettersTo, type PartRef, withArguments, within } from './draft-edits.ts'
import { namesOf, replicaNames } from './draft-parts.ts'

/** Whether a part of this kind may be called so: not empty, not taken, not a name the broker keeps for itself. */
export function mayBeCalled(scenario: Scenario, { kind, name }: PartRef, to: string): boolean {
  const kept = (kind === 'exchange' || kind === 'queue') && to.startsWith('amq.')
  return (
    to !== '' && to.length <= 255 && !kept && (to === name || !namesOf(scenario, kind).includes(to))
  )
}

/** Gives a part another name, wherever the scenario says it. */
export function renamePart(scenario: Scenario, part: PartRef, to: string): Scenario {
  if (!mayBeCalled(scenario, part, to) || part.name === to) return scenario
  const { topology, producers, consumers } = scenario
  const swap = (name: string) => (name === part.name ? to : name)
  const swapped = (name: string | null) => (name === null ? null : swap(name))
  switch (part.kind) {
    case 'producer':
    case 'consumer':
      return renameActors(scenario, part, to)
    case 'exchange':
      return within(
        {
          ...scenario,
          producers: producers.map((spec) => ({ ...spec, exchange: swap(spec.exchange) })),
        },
        {
          exchanges: topology.exchanges.map((spec) => ({
            ...spec,
            name: swap(spec.name),
            alternateExchange: swapped(spec.alternateExchange),
          })),
          bindings: topology.bindings.map((spec) => ({
            ...spec,
            from: swap(spec.from),
            to: spec.toExchange ? swap(spec.to) : spec.to,
          })),
          queues: topology.queues.map((spec) =>
            withArguments(spec, {
              deadLetterExchange: swapped(spec.arguments.deadLetterExchange),
            }),
          ),
        },
      )
    case 'queue':
      return within(
        {
          ...scenario,
          producers: producers.map((spec) =>
            spec.exchange === ''
              ? { ...spec, keys: spec.keys.map((one) => ({ ...one, key: swap(one.key) })) }
              : spec,
          ),
          consumers: consumers.map((spec) => ({ ...spec, queue: swap(spec.queue) })),
          expectations: scenario.expectations.map((one) =>
            one.of === 'queue' ? { ...one, name: swap(one.name) } : one,
          ),
        },
        {
          queues: topology.queues.map((spec) => {
            const called = { ...spec, name: swap(spec.name) }
            return deadLettersTo(spec, part.name)
              ? withArguments(called, { deadLetterRoutingKey: to })
              : called
          }),
          bindings: topology.bindings.map((spec) =>
            spec.toExchange ? spec : { ...spec, to: swap(spec.to) },
          ),
        },
      )
  }
}

function renameActors(scenario: Scenario, { kind, name: from }: PartRef, to: string): Scenario {
  const actors = kind === 'producer' ? scenario.producers : scenario.consumers
  const before = actors.filter(({ group }) => group === from).map(({ name }) => name)
  const after = replicaNames(to, before.length)
  const named = new Map(before.map((name, index) => [name, after[index]!]))
  const swap = (name: string) => named.get(name) ?? name
  const rename = <Spec extends ProducerSpec | ConsumerSpec>(spec: Spec): Spec =>
    spec.group === from ? { ...spec, name: swap(spec.name), group: to } : spec
  const own =
    kind === 'producer'
      ? { producers: scenario.producers.map(rename) }
      : { consumers: scenario.consumers.map(rename) }
  return {
    ...scenario,
    ...own,
    faults: scenario.faults.map((fault) => {
      if ('consumer' in fault) return { ...fault, consumer: swap(fault.consumer) }
      return 'producer' in fault ? { ...fault, producer: swap(fault.producer) } : fault
    }),
    expectations: scenario.expectations.map((one) =>
      one.of === kind ? { ...one, name: swap(one.name) } : one,
    ),
  }
}
