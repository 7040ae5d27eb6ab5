import type { Dice } from '#core/soak/dice.ts'
import type { Feature } from '#core/soak/plan/features.ts'
import type { Plan } from '#core/soak/plan/plan.ts'
import type { Step } from './step.ts'

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
  add('purge', 5, () => ({ verb: 'purge', queue: queue(), channel: channel() }))
  add('topology-change', 4, () => ({ verb: 'delete', queue: queue(), channel: channel() }))
  add('topology-change', 30, () => ({ verb: 'declare', queue: queue(), channel: channel() }))
  add('topology-change', 15, () => ({
    ...(dice.chance(0.5) ? { verb: 'bind' } : { verb: 'unbind' }),
    binding: dice.below(Math.max(1, plan.bindings.length)),
  }))
  const comesBack = ['unused-queues', 'owners'] as const
  for (const feature of comesBack)
    add(feature, 20, () => ({ verb: 'declare', queue: queue(), channel: channel() }))
  add('owners', 3, () => ({ verb: 'disconnect', connection: dice.below(2) }))
  add('nodes', 12, () => ({ verb: 'node', node: dice.below(3), on: dice.chance(0.6) }))
  const side = () => dice.below(2)
  add('nodes', 8, () => ({
    verb: 'partition',
    sides: dice.chance(0.5) ? [0, 0, 0] : [side(), side(), side()],
  }))
  add('shared-prefetch', 10, () => ({ verb: 'qos', channel: channel(), prefetch: dice.below(6) }))
  add('replies', 25, () => ({ verb: 'ask', channel: channel(), autoAck: dice.chance(0.8) }))
  add('recover', 8, () => ({ verb: 'recover', channel: channel() }))
  add('transactions', 25, () => ({ verb: 'commit', channel: channel() }))
  add('transactions', 6, () => ({ verb: 'roll-back', channel: channel() }))
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
  // As long as a kept dead letter waits before it tries again.
  add('at-least-once', 6, () => ({ verb: 'advance', us: 180_000_000 }))
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
    body: dice.below(plan.bodies.length),
    mandatory: dice.chance(0.3),
    replyTo: features.has('replies') && dice.chance(0.15) ? dice.below(plan.channels) : null,
    count: features.has('bursts') && dice.chance(0.5) ? 2 + dice.below(6) : 1,
  }
}

function consume(plan: Plan, dice: Dice): Step {
  const has = (feature: Feature) => plan.features.has(feature)
  return {
    verb: 'consume',
    channel: dice.below(plan.channels),
    queue: dice.below(plan.queues.length),
    prefetch:
      has('shared-prefetch') && dice.chance(0.3) ? null : dice.chance(0.1) ? 0 : 1 + dice.below(6),
    autoAck: has('auto-ack') && dice.chance(0.2),
    priority: has('consumer-priority') ? dice.below(4) - 1 : 0,
    exclusive: has('exclusive-consumers') && dice.chance(0.3),
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
