import type { PolicySpec } from '#core/model/policy.ts'
import type { QueueArguments, QueueSpec } from '#core/model/topology.ts'

/** What a queue should go by, its policies included: the yardstick of the engine's own answer. [RabbitMQ: Policies] */
export function effectiveArguments(
  spec: QueueSpec,
  policies: readonly PolicySpec[],
): QueueArguments {
  const effective: Record<string, unknown> = { ...spec.arguments }
  for (const operator of [false, true]) {
    const matching = policies.filter(
      (policy) =>
        policy.operator === operator &&
        new RegExp(policy.pattern).test(spec.name) &&
        (policy.applyTo !== 'classic_queues' || spec.type === 'classic'),
    )
    const best = matching.reduce<PolicySpec | null>(
      (top, policy) => (top === null || policy.priority > top.priority ? policy : top),
      null,
    )
    for (const [name, value] of Object.entries(best?.definition ?? {})) {
      const own = effective[name]
      if (typeof own === 'number' && typeof value === 'number')
        effective[name] = Math.min(own, value)
      else if (own === null || operator) effective[name] = value
    }
  }
  return effective as unknown as QueueArguments
}
