import fc from 'fast-check'
import { test } from 'vitest'
import { propertyRuns } from '#core/engine/property-runs.fixture.ts'
import { brokerProfiles } from '#core/model/scenario.ts'
import { noArguments } from '#core/model/topology.ts'
import { agree, fan } from './agree.fixture.ts'
import { fullClassic, queueAt } from './arguments.fixture.ts'
import { anyVerb, queueNames } from './verbs.fixture.ts'

const verb = anyVerb({
  publish: 20,
  settle: 20,
  consume: 8,
  get: 2,
  advance: 8,
  prefetch: 1,
  cancel: 2,
  close: 2,
  purge: 1,
  delete: 1,
  declare: 1,
  transaction: 2,
  recover: 1,
  restart: 1,
})

const small = (max: number) => fc.option(fc.integer({ min: 1, max }), { nil: null, freq: 2 })

test(
  'streams: everybody reads from where it said, and retention takes whole segments',
  () => {
    const stream = fc
      .record({ maxLengthBytes: small(30), maxAgeS: small(1), maxSegmentBytes: small(10) })
      .map((some) => ({ ...noArguments, ...some }))
    const drawn = fc.record({
      profile: fc.constantFrom(...brokerProfiles),
      streams: fc.tuple(stream, stream),
      classic: fullClassic,
      bound: fc.subarray([...queueNames]),
    })
    agree('streams', drawn, verb, ({ profile, streams, classic, bound }) => ({
      ...fan(bound),
      profile,
      ackTimeoutMs: null,
      queues: [
        queueAt(0, 'stream', streams[0]),
        queueAt(1, 'stream', streams[1]),
        queueAt(2, 'classic', classic),
      ],
    }))
  },
  propertyRuns.withinMs,
)
