import {
  type BindingSpec,
  type ExchangeSpec,
  type ExchangeType,
  emptyTable,
  type FieldTable,
} from '#core/model/topology.ts'
import type { Dice } from '#core/soak/dice.ts'
import type { Feature } from './features.ts'
import { queueNames } from './queues.ts'

const exchangeTypes: readonly ExchangeType[] = ['direct', 'fanout', 'topic', 'headers']

export function exchangesOf(dice: Dice, chosen: ReadonlySet<Feature>): ExchangeSpec[] {
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

export function bindingsOf(
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
