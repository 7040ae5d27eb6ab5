import type { PolicySpec, PolicyTarget } from '#core/model/policy.ts'
import type { ExchangeSpec, QueueArguments, QueueSpec } from '#core/model/topology.ts'
import type { World } from './world.ts'

/** What a queue goes by: its arguments, the best policy and the best operator policy. [RabbitMQ: Policies] */
export function argumentsInForce(world: World, spec: QueueSpec): QueueArguments {
  const targets = targetsOf(spec)
  const policy = best(world, spec.name, targets, false)?.definition ?? {}
  const operator = best(world, spec.name, targets, true)?.definition ?? {}
  const { arguments: declared } = spec
  return {
    ...declared,
    messageTtlMs: least(declared.messageTtlMs, policy.messageTtlMs, operator.messageTtlMs),
    maxLength: least(declared.maxLength, policy.maxLength, operator.maxLength),
    maxLengthBytes: least(declared.maxLengthBytes, policy.maxLengthBytes, operator.maxLengthBytes),
    expiresMs: least(declared.expiresMs, policy.expiresMs, operator.expiresMs),
    deliveryLimit: least(declared.deliveryLimit, policy.deliveryLimit, operator.deliveryLimit),
    deadLetterExchange:
      operator.deadLetterExchange ??
      declared.deadLetterExchange ??
      policy.deadLetterExchange ??
      null,
    deadLetterRoutingKey:
      operator.deadLetterRoutingKey ??
      declared.deadLetterRoutingKey ??
      policy.deadLetterRoutingKey ??
      null,
    overflow: firstSaid(operator.overflow, declared.overflow, policy.overflow),
  }
}

/** The policy and the operator policy of a queue, as a text. */
export function governedBy(world: World, spec: QueueSpec): string {
  const targets = targetsOf(spec)
  return JSON.stringify([
    best(world, spec.name, targets, false),
    best(world, spec.name, targets, true),
  ])
}

function targetsOf({ type }: QueueSpec): readonly PolicyTarget[] {
  const own = { classic: 'classic_queues', quorum: 'quorum_queues', stream: 'streams' } as const
  return ['all', 'queues', own[type]]
}

export function alternateOf(world: World, spec: ExchangeSpec): string | null {
  const targets = ['all', 'exchanges'] as const
  return (
    best(world, spec.name, targets, true)?.definition.alternateExchange ??
    spec.alternateExchange ??
    best(world, spec.name, targets, false)?.definition.alternateExchange ??
    null
  )
}

/** Of those that match the one of the highest priority; among equals the one that is there longest. */
function best(
  world: World,
  name: string,
  targets: readonly PolicyTarget[],
  operator: boolean,
): PolicySpec | null {
  let found: PolicySpec | null = null
  for (const policy of world.policies) {
    if (policy.operator !== operator || !targets.includes(policy.applyTo)) continue
    if (!new RegExp(policy.pattern).test(name)) continue
    if (found === null || policy.priority > found.priority) found = policy
  }
  return found
}

function least(...values: readonly (number | null | undefined)[]): number | null {
  const said = values.filter((value) => typeof value === 'number')
  return said.length === 0 ? null : Math.min(...said)
}

/** `drop-head` is what holds when nothing is said. */
function firstSaid(...values: readonly (QueueArguments['overflow'] | undefined)[]) {
  return values.find((value) => value !== undefined && value !== 'drop-head') ?? 'drop-head'
}
