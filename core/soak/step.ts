import type { Stop } from '#core/engine/restart.ts'
import type { AlarmKind } from '#core/model/scenario.ts'
import type { Dice } from './dice.ts'
import type { Feature, Plan } from './plan.ts'

export type Settling = 'ack' | 'nack' | 'reject'

/**
 * One verb of a script. Things are named by place, taken modulo what is there, so that a script from which steps were
 * taken out still runs.
 */
export type Step =
  | {
      readonly verb: 'publish'
      readonly channel: number
      /** Place in the plan's exchanges; -1 is the default exchange. */
      readonly exchange: number
      readonly key: number
      readonly headers: number
      readonly sizeBytes: number
      readonly expirationMs: number | null
      readonly mandatory: boolean
      readonly persistent: boolean
    }
  | {
      readonly verb: 'consume'
      readonly channel: number
      readonly queue: number
      readonly prefetch: number
      readonly autoAck: boolean
      readonly offset: 'first' | 'last' | 'next' | number
    }
  | { readonly verb: 'cancel'; readonly consumer: number }
  | { readonly verb: 'prefetch'; readonly consumer: number; readonly prefetch: number }
  | {
      readonly verb: 'settle'
      readonly channel: number
      /** Which of the outstanding tags, oldest first. */
      readonly tag: number
      readonly how: Settling
      readonly multiple: boolean
      readonly requeue: boolean
    }
  | { readonly verb: 'wrong-tag'; readonly channel: number; readonly how: Settling }
  | {
      readonly verb: 'get'
      readonly channel: number
      readonly queue: number
      readonly autoAck: boolean
    }
  | { readonly verb: 'advance'; readonly us: number }
  | { readonly verb: 'purge'; readonly queue: number }
  | { readonly verb: 'delete'; readonly queue: number }
  | { readonly verb: 'declare'; readonly queue: number }
  | { readonly verb: 'bind'; readonly binding: number }
  | { readonly verb: 'unbind'; readonly binding: number }
  | { readonly verb: 'lose'; readonly channel: number }
  | { readonly verb: 'policy'; readonly policy: number; readonly on: boolean }
  | { readonly verb: 'alarm'; readonly kind: AlarmKind; readonly on: boolean }
  | { readonly verb: 'restart'; readonly stop: Stop }

/** Publishing and settling are most of it, as in the generators of RabbitMQ's own suites. */
export function stepsOf(plan: Plan, dice: Dice, count: number): Step[] {
  const has = (feature: Feature) => plan.features.has(feature)
  const choices: (readonly [weight: number, make: () => Step])[] = [
    [200, () => publish(plan, dice)],
    [200, () => settle(plan, dice)],
    [100, () => ({ verb: 'advance', us: dice.below(8000) })],
    [30, () => consume(plan, dice)],
    [15, () => ({ verb: 'cancel', consumer: dice.below(100) })],
  ]
  const add = (feature: Feature, weight: number, make: () => Step) => {
    if (has(feature)) choices.push([weight, make])
  }
  const channel = () => dice.below(plan.channels)
  const queue = () => dice.below(plan.queues.length)
  const how = () => dice.pick(['ack', 'nack', 'reject'] as const)
  add('get', 40, () => ({
    verb: 'get',
    channel: channel(),
    queue: queue(),
    autoAck: dice.chance(0.3),
  }))
  add('prefetch-change', 20, () => ({
    verb: 'prefetch',
    consumer: dice.below(100),
    prefetch: 1 + dice.below(5),
  }))
  add('wrong-tags', 20, () => ({ verb: 'wrong-tag', channel: channel(), how: how() }))
  add('purge', 5, () => ({ verb: 'purge', queue: queue() }))
  add('topology-change', 4, () => ({ verb: 'delete', queue: queue() }))
  add('topology-change', 30, () => ({ verb: 'declare', queue: queue() }))
  add('topology-change', 15, () => ({
    ...(dice.chance(0.5) ? { verb: 'bind' } : { verb: 'unbind' }),
    binding: dice.below(Math.max(1, plan.bindings.length)),
  }))
  add('channel-loss', 12, () => ({ verb: 'lose', channel: channel() }))
  add('policies', 10, () => ({
    verb: 'policy',
    policy: dice.below(plan.policies.length),
    on: dice.chance(0.5),
  }))
  add('alarms', 8, () => ({
    verb: 'alarm',
    kind: dice.pick(['memory', 'disk'] as const),
    on: dice.chance(0.4),
  }))
  add('restarts', 3, () => ({ verb: 'restart', stop: dice.pick(['clean', 'crash'] as const) }))
  const total = choices.reduce((sum, [weight]) => sum + weight, 0)
  return Array.from({ length: count }, () => {
    let left = dice.below(total)
    for (const [weight, make] of choices) {
      if (left < weight) return make()
      left -= weight
    }
    throw new Error('the weights do not add up')
  })
}

function publish(plan: Plan, dice: Dice): Step {
  const { features } = plan
  return {
    verb: 'publish',
    channel: dice.below(plan.channels),
    exchange:
      dice.below(plan.exchanges.length + 2) - 2 < 0 ? -1 : dice.below(plan.exchanges.length),
    key: dice.below(plan.keys.length),
    headers: dice.chance(0.5) ? 0 : dice.below(plan.headers.length),
    sizeBytes: dice.below(9),
    expirationMs: features.has('expiration') && dice.chance(0.3) ? dice.below(30) : null,
    mandatory: dice.chance(0.3),
    persistent: dice.chance(0.6),
  }
}

function consume(plan: Plan, dice: Dice): Step {
  return {
    verb: 'consume',
    channel: dice.below(plan.channels),
    queue: dice.below(plan.queues.length),
    prefetch: dice.chance(0.1) ? 0 : 1 + dice.below(6),
    autoAck: plan.features.has('auto-ack') && dice.chance(0.2),
    offset: dice.pick(['first', 'last', 'next', dice.below(50)] as const),
  }
}

function settle(plan: Plan, dice: Dice): Step {
  return {
    verb: 'settle',
    channel: dice.below(plan.channels),
    tag: dice.chance(0.5) ? 0 : dice.below(8),
    how: dice.pick(['ack', 'ack', 'nack', 'reject'] as const),
    multiple: plan.features.has('multiple') && dice.chance(0.3),
    requeue: dice.chance(0.6),
  }
}
