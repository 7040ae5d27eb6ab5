import fc from 'fast-check'
import { test } from 'vitest'
import { propertyRuns } from '#core/engine/property-runs.fixture.ts'
import { brokerProfiles } from '#core/model/scenario.ts'
import { agree, fan } from './agree.fixture.ts'
import { fullClassic, fullQuorum, queueAt } from './arguments.fixture.ts'
import { anyVerb, queueNames } from './verbs.fixture.ts'

const verb = anyVerb({
  publish: 20,
  settle: 15,
  consume: 4,
  get: 6,
  advance: 8,
  policy: 8,
  clearPolicy: 2,
  close: 1,
  delete: 1,
  declare: 2,
})

test(
  'policies and operator policies that come and go over classic and quorum queues and exchanges',
  () => {
    const drawn = fc.record({
      profile: fc.constantFrom(...brokerProfiles),
      classic: fc.tuple(fullClassic, fullClassic),
      quorum: fullQuorum,
      bound: fc.subarray([...queueNames]),
    })
    agree('policies', drawn, verb, ({ profile, classic, quorum, bound }) => {
      const { exchanges, bindings } = fan(bound)
      return {
        exchanges: [...exchanges, { ...exchanges[0]!, name: 'other' }],
        bindings,
        profile,
        ackTimeoutMs: null,
        queues: [
          queueAt(0, 'classic', classic[0]),
          queueAt(1, 'classic', { ...classic[1], maxPriority: null }),
          queueAt(2, 'quorum', quorum),
        ],
      }
    })
  },
  propertyRuns.withinMs,
)
