/**
 * What a scenario's queues and exchanges go by: their own arguments and their policies as one, for pictures, hints and
 * imports. The broker has the same rule for itself (engine/policies.ts) and applies it while it runs.
 */
import { matcherOf } from './definitions-pattern.ts'
import type { PolicyDefinition, PolicySpec, PolicyTarget } from './policy.ts'
import {
  type ExchangeSpec,
  noArguments,
  type QueueArguments,
  type QueueSpec,
  type Topology,
} from './topology.ts'

const targetOf: Readonly<Record<QueueSpec['type'], PolicyTarget>> = {
  classic: 'classic_queues',
  quorum: 'quorum_queues',
  stream: 'streams',
}

/** Of the policies that match a queue the one that counts, for user and operator policies each. */
export interface PolicyPair {
  readonly user: PolicySpec | null
  readonly operator: PolicySpec | null
}

/** The policies of a scenario, ready to be asked about names. One with an impossible pattern matches nothing. */
export class PoliciesInEffect {
  readonly #rules: readonly { spec: PolicySpec; matches: (name: string) => boolean }[]

  constructor(policies: readonly PolicySpec[]) {
    this.#rules = [...policies]
      .sort((a, b) => b.priority - a.priority)
      .map((spec) => ({ spec, matches: matcherOf(spec.pattern) ?? (() => false) }))
  }

  ofQueue({ name, type }: QueueSpec): PolicyPair {
    return this.#best(name, ['all', 'queues', targetOf[type]])
  }

  ofExchange({ name }: ExchangeSpec): PolicyPair {
    return this.#best(name, ['all', 'exchanges'])
  }

  #best(name: string, targets: readonly PolicyTarget[]): PolicyPair {
    const best = (operator: boolean) =>
      this.#rules.find(
        ({ spec, matches }) =>
          spec.operator === operator && targets.includes(spec.applyTo) && matches(name),
      )?.spec ?? null
    return { user: best(false), operator: best(true) }
  }
}

/** Arguments with policies: of numbers the smaller, else the argument before the policy, and the operator's before both. */
export function argumentsInEffect(
  own: QueueArguments,
  { user, operator }: PolicyPair,
): QueueArguments {
  if (user === null && operator === null) return own
  const names = Object.keys(own) as (keyof QueueArguments)[]
  const merged = names.map((name) => {
    const said = (definition: PolicyDefinition | undefined): unknown => {
      const value = definition?.[name] ?? null
      return value === noArguments[name] ? null : value
    }
    const asked = stronger(said(own), said(user?.definition))
    return [name, stronger(said(operator?.definition), asked) ?? noArguments[name]] as const
  })
  return Object.fromEntries(merged) as unknown as QueueArguments
}

/** The alternate exchange in force, or null. */
export const alternateInEffect = (
  { alternateExchange }: ExchangeSpec,
  { user, operator }: PolicyPair,
): string | null =>
  operator?.definition.alternateExchange ??
  alternateExchange ??
  user?.definition.alternateExchange ??
  null

/** The topology as it behaves: policies applied to its queues and exchanges. */
export function topologyInEffect(topology: Topology, policies: readonly PolicySpec[]): Topology {
  if (policies.length === 0) return topology
  const all = new PoliciesInEffect(policies)
  return {
    ...topology,
    queues: topology.queues.map((queue) => ({
      ...queue,
      arguments: argumentsInEffect(queue.arguments, all.ofQueue(queue)),
    })),
    exchanges: topology.exchanges.map((exchange) => {
      const alternateExchange = alternateInEffect(exchange, all.ofExchange(exchange))
      return { ...exchange, alternateExchange }
    }),
  }
}

function stronger(first: unknown, second: unknown): unknown {
  if (typeof first === 'number' && typeof second === 'number') return Math.min(first, second)
  return first ?? second
}
