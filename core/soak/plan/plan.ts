import type { PolicySpec } from '#core/model/policy.ts'
import { type BrokerProfile, brokerProfiles } from '#core/model/scenario.ts'
import {
  type BindingSpec,
  type ExchangeSpec,
  type ExchangeType,
  emptyTable,
  type FieldTable,
  noArguments,
  type QueueArguments,
  type QueueSpec,
} from '#core/model/topology.ts'
import { Dice } from './dice.ts'

/** What a seed may use. Each seed takes a random half: bugs hide where features meet, and others mask them. */
export const features = [
  'ttl',
  'expiration',
  'limits',
  'refusal',
  'dead-letters',
  'topic',
  'headers',
  'exchange-bindings',
  'alternate',
  'streams',
  'quorum',
  'policies',
  'transient',
  'auto-ack',
  'get',
  'multiple',
  'prefetch-change',
  'purge',
  'topology-change',
  'wrong-tags',
  'copy-keys',
  'alarms',
  'restarts',
  'channel-loss',
] as const
export type Feature = (typeof features)[number]

/** A world for one seed: what may be declared, named by place, so that any part of a script still means something. */
export interface Plan {
  readonly seed: number
  readonly profile: BrokerProfile
  readonly features: ReadonlySet<Feature>
  readonly exchanges: readonly ExchangeSpec[]
  readonly queues: readonly QueueSpec[]
  readonly bindings: readonly BindingSpec[]
  readonly policies: readonly PolicySpec[]
  readonly keys: readonly string[]
  readonly headers: readonly FieldTable[]
  readonly channels: number
  readonly messagesMax: number
}

const queueNames = ['a', 'b', 'c', 'd', 's'] as const
const exchangeTypes: readonly ExchangeType[] = ['direct', 'fanout', 'topic', 'headers']

export function planOf(seed: number): Plan {
  const dice = new Dice(seed, 'plan')
  const chosen = new Set(dice.some(features, 0.5))
  const isTiny = dice.chance(0.3)
  const exchanges = exchangesOf(dice, chosen)
  const queues = queueNames.map((name) => queueOf(dice, chosen, name, isTiny))
  return {
    seed,
    profile: dice.pick(brokerProfiles),
    features: chosen,
    exchanges,
    queues,
    bindings: bindingsOf(dice, chosen, exchanges),
    policies: policiesOf(dice),
    keys: ['a', 'b', 'c', 'd', 's', 'x.y', 'x.z.y', 'y', ''],
    headers: [
      emptyTable,
      { fields: [['h', 1]] },
      {
        fields: [
          ['h', 2],
          ['k', 'v'],
        ],
      },
      ...(chosen.has('copy-keys')
        ? [
            { fields: [['CC', ['b', 'x.y']]] as const },
            {
              fields: [
                ['BCC', ['c']],
                ['h', 1],
              ] as const,
            },
          ]
        : []),
    ],
    channels: 2 + dice.below(4),
    messagesMax: isTiny && !chosen.has('alarms') && dice.chance(0.3) ? 5 + dice.below(20) : 100_000,
  }
}

function exchangesOf(dice: Dice, chosen: ReadonlySet<Feature>): ExchangeSpec[] {
  return exchangeTypes.map((type, at) => ({
    name: `x-${type}`,
    type,
    durable: !(chosen.has('transient') && dice.chance(0.4)),
    autoDelete: false,
    internal: dice.chance(0.05),
    alternateExchange:
      chosen.has('alternate') && dice.chance(0.5) ? `x-${exchangeTypes[(at + 1) % 4]!}` : null,
  }))
}

function queueOf(
  dice: Dice,
  chosen: ReadonlySet<Feature>,
  name: string,
  isTiny: boolean,
): QueueSpec {
  const small = isTiny ? 3 : 20
  if (name === 's' && chosen.has('streams')) {
    const kept: QueueArguments = {
      ...noArguments,
      maxLengthBytes: dice.chance(0.6) ? 10 + dice.below(100) : null,
      maxAgeS: dice.chance(0.3) ? 1 : null,
      maxSegmentBytes: dice.chance(0.8) ? 1 + dice.below(20) : null,
    }
    const flags = { durable: true, exclusive: false, autoDelete: false }
    return { name, type: 'stream', ...flags, arguments: kept }
  }
  // A dead letter of a restart may reach a queue that goes with it, before or after: the ledger does not follow that.
  const isLosing = chosen.has('restarts') && chosen.has('transient')
  const isQuorum = name === 'b' && chosen.has('quorum') && !chosen.has('policies') && !isLosing
  const isLimited = chosen.has('limits') && dice.chance(0.7)
  const dies = chosen.has('dead-letters') && dice.chance(0.8)
  const refuses = chosen.has('refusal') && dice.chance(0.6)
  return {
    name,
    type: isQuorum ? 'quorum' : 'classic',
    durable: isQuorum || !(chosen.has('transient') && dice.chance(0.3)),
    exclusive: false,
    autoDelete: !isQuorum && chosen.has('topology-change') && dice.chance(0.15),
    arguments: {
      ...noArguments,
      messageTtlMs: chosen.has('ttl') && dice.chance(0.6) ? dice.below(40) : null,
      maxLength: isLimited && dice.chance(0.7) ? dice.below(small) : null,
      deliveryLimit: isQuorum && dice.chance(0.6) ? dice.below(4) : null,
      maxLengthBytes: !isQuorum && isLimited && dice.chance(0.4) ? dice.below(4 * small) : null,
      overflow: refuses ? dice.pick(['reject-publish', 'reject-publish-dlx']) : 'drop-head',
      deadLetterExchange: dies ? dice.pick(['', 'x-fanout', 'x-topic', 'x-headers', 'gone']) : null,
      deadLetterRoutingKey: dies && dice.chance(0.5) ? dice.pick(queueNames) : null,
    },
  }
}

function bindingsOf(
  dice: Dice,
  chosen: ReadonlySet<Feature>,
  exchanges: readonly ExchangeSpec[],
): BindingSpec[] {
  const bindings: BindingSpec[] = []
  const topicKeys = ['#', '*', 'x.*', 'x.#', '#.y', 'x.#.y', '*.y', 'a']
  const matches = ['all', 'any', 'all-with-x', 'any-with-x']
  for (const { name: from, type } of exchanges) {
    if (type === 'topic' && !chosen.has('topic')) continue
    if (type === 'headers' && !chosen.has('headers')) continue
    for (let i = 0; i < 4; i++) {
      const toExchange = chosen.has('exchange-bindings') && dice.chance(0.3)
      const to = toExchange ? dice.pick(exchanges).name : dice.pick(queueNames)
      const key = type === 'topic' ? dice.pick(topicKeys) : dice.pick(['a', 'b', 'x.y', ''])
      const table: FieldTable =
        type === 'headers'
          ? {
              fields: [
                ['x-match', dice.pick(matches)],
                ...dice.some(
                  [
                    ['h', 1],
                    ['k', 'v'],
                    ['x-n', 1],
                  ] as const,
                  0.5,
                ),
              ],
            }
          : emptyTable
      bindings.push({ from, to, toExchange, key, arguments: table })
    }
  }
  return bindings
}

function policiesOf(dice: Dice): PolicySpec[] {
  return [0, 1, 2, 3].map((at) => ({
    name: `p${at}`,
    operator: at === 3,
    pattern: at === 0 ? '' : `^${dice.pick(queueNames)}$`,
    priority: dice.below(2),
    applyTo: dice.pick(['all', 'queues', 'classic_queues'] as const),
    definition: dice.pick([
      { maxLength: 1 + dice.below(6) },
      { messageTtlMs: dice.below(30) },
      { deadLetterExchange: 'x-fanout', maxLength: 2 },
      { maxLengthBytes: 5 + dice.below(20) },
    ]),
  }))
}
