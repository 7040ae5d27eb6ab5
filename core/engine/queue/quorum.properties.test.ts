import fc from 'fast-check'
import { expect, test } from 'vitest'
import { propertyRuns } from '#core/engine/property-runs.fixture.ts'
import { Scene } from '#core/engine/scene.ts'
import { brokerProfiles } from '#core/model/scenario.ts'
import {
  deadLetterStrategies,
  noArguments,
  overflowModes,
  type QueueArguments,
  retryTypes,
} from '#core/model/topology.ts'

const names = ['one', 'two'] as const
const small = (max: number) => fc.option(fc.nat({ max }), { nil: null })

const shared = {
  messageTtlMs: small(20),
  maxLength: small(6),
  maxLengthBytes: small(60),
  overflow: fc.constantFrom(...overflowModes),
  deadLetterExchange: fc.constantFrom(null, '', 'missing'),
  deadLetterRoutingKey: fc.constantFrom(null, ...names),
}
const ofQuorum = fc.record({
  ...shared,
  deliveryLimit: fc.option(fc.integer({ min: -1, max: 3 }), { nil: null }),
  deadLetterStrategy: fc.option(fc.constantFrom(...deadLetterStrategies), { nil: null }),
  delayedRetryType: fc.option(fc.constantFrom(...retryTypes), { nil: null }),
  delayedRetryMinMs: small(8),
  delayedRetryMaxMs: small(12),
  consumerTimeoutMs: small(15),
})
const ofClassic = fc.record({ ...shared, maxPriority: small(5) })
const anyQueue = fc.oneof(
  ofQuorum.map((set) => ({ type: 'quorum' as const, set })),
  ofClassic.map((set) => ({ type: 'classic' as const, set })),
)

const anyStep = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      verb: fc.constant('send' as const),
      to: fc.constantFrom(...names),
      priority: fc.nat({ max: 40 }),
      expirationMs: small(15),
      sizeBytes: fc.nat({ max: 20 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      verb: fc.constant('consume' as const),
      to: fc.constantFrom(...names),
      prefetch: fc.nat({ max: 3 }),
      autoAck: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ verb: fc.constant('get' as const), to: fc.constantFrom(...names) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      verb: fc.constantFrom('ack', 'nack', 'discard', 'reject'),
      which: fc.nat({ max: 9 }),
      multiple: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ verb: fc.constant('close' as const), which: fc.nat({ max: 3 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ verb: fc.constant('wait' as const), ms: fc.nat({ max: 12 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      verb: fc.constantFrom('purge' as const, 'delete' as const),
      to: fc.constantFrom(...names),
    }),
  },
)

test(
  'quorum and priority queues never contradict themselves, and nothing is lost in counting',
  () => {
    let commands = 0
    fc.assert(
      fc.property(
        fc.constantFrom(...brokerProfiles),
        fc.tuple(anyQueue, anyQueue),
        fc.array(anyStep, { maxLength: propertyRuns.commandsMost, size: 'max' }),
        (profile, queues, steps) => {
          const scene = new Scene(profile)
          commands += steps.length
          const { broker } = scene
          for (const [at, { type, set }] of queues.entries()) {
            const args: QueueArguments = { ...noArguments, ...set }
            const key = args.deadLetterExchange === null ? null : args.deadLetterRoutingKey
            const declared = scene.queue(
              names[at]!,
              { ...args, deadLetterRoutingKey: key },
              { type },
            )
            expect(declared.ok).toBe(true)
          }
          let nowMs = 0
          const open: number[] = []
          const deleted = new Set<string>()
          for (const step of steps) {
            if ('to' in step && deleted.has(step.to)) continue
            if (step.verb === 'send') scene.send(step.to, step)
            else if (step.verb === 'consume') open.push(scene.consume(step.to, step).channel)
            else if (step.verb === 'get') {
              const channel = broker.openChannel()
              open.push(channel)
              scene.get(step.to, channel)
            } else if (step.verb === 'close') {
              const [channel] = open.splice(step.which, 1)
              if (channel !== undefined) scene.close(channel)
            } else if (step.verb === 'wait') {
              nowMs += step.ms
              scene.at(nowMs)
            } else if (step.verb === 'purge') broker.purge(broker.queueId(step.to))
            else if (step.verb === 'delete') {
              broker.deleteQueue(broker.queueId(step.to))
              deleted.add(step.to)
            } else if ('which' in step && open.length > 0)
              settle(scene, open[step.which % open.length]!, step)
            broker.check()
          }
        },
      ),
      { numRuns: propertyRuns.of(200), seed: propertyRuns.seed },
    )
    propertyRuns.tell('quorum and priority queues', commands)
  },
  propertyRuns.withinMs,
)

/** Settles the latest delivery of a channel, or all of them. */
function settle(
  scene: Scene,
  channel: number,
  { verb, multiple }: { verb: string; multiple: boolean },
): void {
  const tag = scene.broker.lastTag(channel)
  if (tag === 0) return
  if (verb === 'ack') scene.ack(channel, tag, multiple)
  else if (verb === 'nack') scene.nack(channel, tag, true, multiple)
  else if (verb === 'discard') scene.nack(channel, tag, false, multiple)
  else scene.reject(channel, tag, true)
}
