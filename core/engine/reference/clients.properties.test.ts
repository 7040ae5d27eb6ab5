import fc from 'fast-check'
import { test } from 'vitest'
import { propertyRuns } from '#core/engine/property-runs.fixture.ts'
import { brokerProfiles } from '#core/model/scenario.ts'
import { agree, fan } from './agree.fixture.ts'
import { consumedClassic, queueAt } from './arguments.fixture.ts'
import { anyVerb, queueNames } from './verbs.fixture.ts'

const verb = anyVerb({
  publish: 20,
  settle: 20,
  consume: 10,
  get: 3,
  advance: 6,
  prefetch: 1,
  cancel: 3,
  close: 2,
  declare: 2,
  delete: 1,
  qos: 3,
  transaction: 6,
  recover: 2,
  restart: 1,
})

test(
  'transactions, shared limits, active and exclusive consumers, ack timeouts, queues that go unused, restarts',
  () => {
    const drawn = fc.record({
      profile: fc.constantFrom(...brokerProfiles),
      queues: fc.array(
        fc.record({ args: consumedClassic, durable: fc.boolean(), autoDelete: fc.boolean() }),
        { minLength: 3, maxLength: 3 },
      ),
      bound: fc.subarray([...queueNames]),
      ackTimeoutMs: fc.option(fc.integer({ min: 1, max: 40 }), { nil: null, freq: 2 }),
    })
    agree('what clients do', drawn, verb, ({ profile, queues, bound, ackTimeoutMs }) => ({
      ...fan(bound),
      profile,
      ackTimeoutMs,
      queues: queues.map(({ args, durable, autoDelete }, at) => {
        return queueAt(at, 'classic', args, { durable, autoDelete })
      }),
    }))
  },
  propertyRuns.withinMs,
)
