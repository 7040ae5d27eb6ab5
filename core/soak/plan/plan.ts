import type { PolicySpec } from '#core/model/policy.ts'
import { type BrokerProfile, brokerProfiles } from '#core/model/scenario.ts'
import type { BindingSpec, ExchangeSpec, QueueSpec } from '#core/model/topology.ts'
import { Dice } from '#core/soak/dice.ts'
import { type Body, bodiesOf } from './bodies.ts'
import { type Feature, features } from './features.ts'
import { policiesOf } from './policies.ts'
import { queueNames, queueOf } from './queues.ts'
import { bindingsOf, exchangesOf } from './routes.ts'

/** A world for one seed: what may be declared, named by place, so that any part of a script still means something. */
export interface Plan {
  readonly profile: BrokerProfile
  readonly features: ReadonlySet<Feature>
  readonly exchanges: readonly ExchangeSpec[]
  readonly queues: readonly QueueSpec[]
  readonly bindings: readonly BindingSpec[]
  readonly policies: readonly PolicySpec[]
  readonly keys: readonly string[]
  readonly bodies: readonly Body[]
  readonly channels: number
  readonly messagesMax: number
  /** How long a delivery may stay unacked. */
  readonly ackTimeoutUs: number
}

export function planOf({ seed, world }: { readonly seed: number; readonly world: number }): Plan {
  const dice = new Dice(seed, `plan ${world}`)
  const chosen = new Set(dice.some(features, 0.5))
  const isTiny = dice.chance(0.3)
  const exchanges = exchangesOf(dice, chosen)
  const queues = queueNames.map((name) => queueOf(dice, chosen, name, isTiny))
  return {
    profile: dice.pick(brokerProfiles),
    features: chosen,
    exchanges,
    queues,
    bindings: bindingsOf(dice, chosen, exchanges),
    policies: policiesOf(dice),
    keys: ['a', 'b', 'c', 'd', 's', 'x.y', 'x.z.y', 'y', ''],
    bodies: bodiesOf(dice, chosen),
    channels: 2 + dice.below(4),
    messagesMax:
      isTiny && !chosen.has('alarms') && !chosen.has('transactions') && dice.chance(0.3)
        ? 5 + dice.below(20)
        : 100_000,
    ackTimeoutUs: chosen.has('late-acks') ? 1000 * (5 + dice.below(60)) : Number.POSITIVE_INFINITY,
  }
}
