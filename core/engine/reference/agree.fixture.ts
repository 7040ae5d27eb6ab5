import fc from 'fast-check'
import { propertyRuns } from '#core/engine/property-runs.fixture.ts'
import { emptyTable } from '#core/model/topology.ts'
import { Pair, type Setting } from './pair.fixture.ts'
import type { Verb } from './verbs.fixture.ts'

/** How often a property is tried in the tests of every day. */
const usualRuns = 120

/** Whatever clients do, the engine and the plain broker agree after every verb, and no invariant breaks. */
export function agree<T>(
  what: string,
  drawn: fc.Arbitrary<T>,
  verb: fc.Arbitrary<Verb>,
  settingOf: (drawn: T) => Setting,
): void {
  let commands = 0
  const steps = fc.array(verb, { maxLength: propertyRuns.commandsMost, size: 'max' })
  fc.assert(
    fc.property(drawn, steps, (some, verbs) => {
      const pair = new Pair(settingOf(some))
      commands += verbs.length
      for (const step of verbs) {
        pair.do(step)
        pair.compare()
      }
    }),
    { numRuns: propertyRuns.of(usualRuns), seed: propertyRuns.seed },
  )
  propertyRuns.tell(`engine and reference, ${what}`, commands)
}

/** One fanout exchange, bound to these queues. */
export function fan(bound: readonly string[]): Pick<Setting, 'exchanges' | 'bindings'> {
  const plain = { durable: true, autoDelete: false, internal: false, alternateExchange: null }
  return {
    exchanges: [{ name: 'fan', type: 'fanout', ...plain }],
    bindings: bound.map((to) => {
      return { from: 'fan', to, toExchange: false, key: '', arguments: emptyTable }
    }),
  }
}
