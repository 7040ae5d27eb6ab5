import fc from 'fast-check'
import { test } from 'vitest'
import { propertyRuns } from '#core/engine/property-runs.fixture.ts'
import { brokerProfiles } from '#core/model/scenario.ts'
import { agree, fan } from './agree.fixture.ts'
import { fullClassic, queueAt } from './arguments.fixture.ts'
import { anyVerb, queueNames } from './verbs.fixture.ts'

const verb = anyVerb({
  publish: 20,
  settle: 30,
  consume: 6,
  get: 6,
  advance: 8,
  prefetch: 2,
  cancel: 2,
  close: 1,
  purge: 1,
  delete: 1,
  declare: 1,
})

test(
  'classic queues with priorities, limits, times to live and dead letters',
  () => {
    const drawn = fc.record({
      profile: fc.constantFrom(...brokerProfiles),
      queues: fc.array(fullClassic, { minLength: 3, maxLength: 3 }),
      bound: fc.subarray([...queueNames]),
    })
    agree('classic queues', drawn, verb, ({ profile, queues, bound }) => ({
      ...fan(bound),
      profile,
      ackTimeoutMs: null,
      queues: queues.map((args, at) => queueAt(at, 'classic', args)),
    }))
  },
  propertyRuns.withinMs,
)
