import fc from 'fast-check'
import { test } from 'vitest'
import { propertyRuns } from '#core/engine/property-runs.fixture.ts'
import { brokerProfiles } from '#core/model/scenario.ts'
import { agree, fan } from './agree.fixture.ts'
import { fullClassic, fullQuorum, queueAt } from './arguments.fixture.ts'
import { anyVerb, queueNames } from './verbs.fixture.ts'

const verb = anyVerb({
  publish: 20,
  settle: 30,
  consume: 6,
  get: 6,
  advance: 8,
  prefetch: 1,
  cancel: 2,
  close: 2,
  purge: 1,
  delete: 1,
  declare: 1,
  transaction: 1,
  recover: 1,
  restart: 1,
})

test(
  'quorum queues: returns, delivery limits, levels, limits, times to live, delayed retries, dead letters to and fro',
  () => {
    const drawn = fc.record({
      profile: fc.constantFrom(...brokerProfiles),
      quorum: fc.tuple(fullQuorum, fullQuorum),
      classic: fullClassic,
      bound: fc.subarray([...queueNames]),
      ackTimeoutMs: fc.option(fc.integer({ min: 1, max: 40 }), { nil: null, freq: 2 }),
    })
    agree('quorum queues', drawn, verb, ({ profile, quorum, classic, bound, ackTimeoutMs }) => ({
      ...fan(bound),
      profile,
      ackTimeoutMs,
      queues: [
        queueAt(0, 'quorum', quorum[0]),
        queueAt(1, 'quorum', quorum[1]),
        queueAt(2, 'classic', classic),
      ],
    }))
  },
  propertyRuns.withinMs,
)
