import type { PolicySpec } from '#core/model/policy.ts'
import type { QueueArguments, QueueSpec } from '#core/model/topology.ts'

/** What a queue should go by, its policies included: the yardstick of the engine's own answer. [RabbitMQ: Policies] */
export function effectiveArguments(
  spec: QueueSpec,
  policies: readonly PolicySpec[],
): QueueArguments {
  const effective: Record<string, unknown> = { ...spec.arguments }
  for (const operator of [false, true]) {
    const { definition } = bestPolicy(spec, policies, operator) ?? {}
    for (const [name, value] of Object.entries(definition ?? {})) {
      const own = effective[name]
      if (typeof own === 'number' && typeof value === 'number')
        effective[name] = Math.min(own, value)
      else if (own === null || operator) effective[name] = value
    }
  }
  return effective as unknown as QueueArguments
}

/** Whether a queue has other policies than before, by which it is looked at anew. [source: rabbit_policy update_queue] */
export function isGovernedAnew(
  spec: QueueSpec,
  before: readonly PolicySpec[],
  now: readonly PolicySpec[],
): boolean {
  return [false, true].some((operator) => {
    return bestPolicy(spec, before, operator) !== bestPolicy(spec, now, operator)
  })
}

function bestPolicy(
  spec: QueueSpec,
  policies: readonly PolicySpec[],
  operator: boolean,
): PolicySpec | null {
  const matching = policies.filter(
    (policy) =>
      policy.operator === operator &&
      new RegExp(policy.pattern).test(spec.name) &&
      (policy.applyTo !== 'classic_queues' || spec.type === 'classic'),
  )
  return matching.reduce<PolicySpec | null>(
    (top, policy) => (top === null || policy.priority > top.priority ? policy : top),
    null,
  )
}
