import type { PolicySpec } from '#core/model/policy.ts'
import type { Dice } from '#core/soak/dice.ts'
import { queueNames } from './queues.ts'

export function policiesOf(dice: Dice): PolicySpec[] {
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
      { deadLetterExchange: 'gone' },
      { maxLengthBytes: 5 + dice.below(20) },
    ]),
  }))
}
