/** Scenarios by chance, for properties of everything that reads, writes or runs them. */
import fc from 'fast-check'
import { type PolicySpec, policyTargets } from '#core/model/policy.ts'
import {
  alarmKinds,
  brokerNodes,
  brokerProfiles,
  type ConsumerSpec,
  consumerMeasures,
  type Expectation,
  type FaultSpec,
  type ProducerSpec,
  producerMeasures,
  queueMeasures,
  restartKinds,
  type Scenario,
} from '#core/model/scenario.ts'
import {
  deadLetterStrategies,
  exchangeTypes,
  noArguments,
  overflowModes,
  priorityMax,
  queueTypes,
  retryTypes,
} from '#core/model/topology.ts'
import {
  anyConsumer,
  anyProducer,
  expiryMs,
  factor,
  fits,
  nullOr,
  ownName,
  shortText,
  table,
  us,
} from './any-actor.ts'
import { takenByStreams, takenByType } from './taken.ts'

/** Replicas of one group, alike or not, some renamed. */
function replicas<A>(
  groups: readonly string[],
  spec: fc.Arbitrary<A>,
): fc.Arbitrary<(A & { name: string; group: string })[]> {
  const group = (name: string) =>
    fc
      .tuple(spec, spec, fc.integer({ min: 1, max: 4 }), fc.boolean(), fc.boolean())
      .map(([one, other, count, alike, suffixed]) =>
        Array.from({ length: count }, (_, index) => ({
          ...(alike || index !== 1 ? one : other),
          name: count === 1 && !suffixed ? name : `${name}-${index + 1}`,
          group: name,
        })),
      )
  return fc.tuple(...groups.map(group)).map((lists) => lists.flat())
}

const names = (minLength: number) => fc.uniqueArray(ownName, { minLength, maxLength: 4 })

/** User policies first, as a file has them; patterns that can be tried. */
const anyPolicies: fc.Arbitrary<PolicySpec[]> = fc
  .uniqueArray(
    fc.record({
      name: ownName,
      operator: fc.boolean(),
      pattern: fc.constantFrom('', '^a', '.*', 'work$'),
      priority: fc.integer({ min: -5, max: 5 }),
      applyTo: fc.constantFrom(...policyTargets),
      definition: fc
        .record(
          {
            maxLength: fc.nat(),
            messageTtlMs: expiryMs,
            overflow: fc.constantFrom(...overflowModes),
            deadLetterExchange: shortText.filter(fits),
            maxAgeS: fc.nat(999_999_999),
            alternateExchange: ownName,
          },
          { requiredKeys: [] },
        )
        .filter((definition) => Object.keys(definition).length > 0),
    }),
    { maxLength: 3, selector: ({ name, operator }) => `${name} ${operator}` },
  )
  .map((all) => [...all.filter((one) => !one.operator), ...all.filter((one) => one.operator)])

/** Any scenario a broker would accept: names, laws, faults and expectations of every kind. */
export const anyScenario: fc.Arbitrary<Scenario> = fc
  .record({ exchanges: names(0), queues: names(1), groups: names(0), split: fc.nat(4) })
  .chain(({ exchanges, queues, groups, split }) => {
    // A group is not also the name of another actor: "a" beside "a-1" of group "a" would be.
    const free = groups.filter((name) => !groups.some((other) => name.startsWith(`${other}-`)))
    const producing = free.slice(0, split)
    const consuming = free.slice(split)
    return fc
      .record({
        title: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
        summary: fc.string({ unit: 'grapheme', maxLength: 300 }),
        profile: fc.constantFrom(...brokerProfiles),
        seed: fc.integer({ min: 0, max: 0xffffffff }),
        durationUs: nullOr(us),
        topology: fc.record({
          exchanges: fc.tuple(
            ...exchanges.map((name) =>
              fc.record({
                name: fc.constant(name),
                type: fc.constantFrom(...exchangeTypes),
                durable: fc.boolean(),
                autoDelete: fc.boolean(),
                internal: fc.constant(false),
                alternateExchange: nullOr(ownName),
              }),
            ),
          ),
          queues: fc.tuple(
            ...queues.map((name) =>
              fc
                .record({
                  name: fc.constant(name),
                  type: fc.constantFrom(...queueTypes),
                  durable: fc.boolean(),
                  exclusive: fc.boolean(),
                  autoDelete: fc.boolean(),
                  arguments: fc
                    .record({
                      messageTtlMs: nullOr(expiryMs),
                      maxLength: nullOr(fc.nat()),
                      maxLengthBytes: nullOr(fc.maxSafeNat()),
                      overflow: fc.constantFrom(...overflowModes),
                      deadLetterExchange: nullOr(shortText.filter(fits)),
                      deadLetterRoutingKey: nullOr(shortText.filter(fits)),
                      maxPriority: nullOr(fc.integer({ min: 0, max: priorityMax })),
                      deliveryLimit: nullOr(fc.integer({ min: -1, max: 30 })),
                      deadLetterStrategy: nullOr(fc.constantFrom(...deadLetterStrategies)),
                      delayedRetryType: nullOr(fc.constantFrom(...retryTypes)),
                      delayedRetryMinMs: nullOr(expiryMs),
                      delayedRetryMaxMs: nullOr(expiryMs),
                      consumerTimeoutMs: nullOr(expiryMs),
                      expiresMs: nullOr(expiryMs.filter((ms) => ms > 0)),
                      singleActiveConsumer: fc.boolean(),
                      maxAgeS: nullOr(fc.nat(999_999_999)),
                      maxSegmentBytes: nullOr(fc.integer({ min: 1, max: 1e12 })),
                    })
                    .map((some) => {
                      const set = { ...noArguments, ...some }
                      return set.deadLetterExchange === null
                        ? { ...set, deadLetterRoutingKey: null }
                        : set
                    }),
                })
                .map(takenByType),
            ),
          ),
          bindings: fc.array(
            fc.oneof(
              fc.record({
                from: fc.constantFrom('amq.direct', 'amq.fanout', ...exchanges),
                to: fc.constantFrom(...queues),
                toExchange: fc.constant(false),
                key: shortText.filter((key) => fits(key) && !key.includes('#')),
                arguments: table.map(({ fields }) => ({
                  fields: fields.filter(([name]) => name !== 'x-match'),
                })),
              }),
              fc.record({
                from: fc.constantFrom('amq.direct', ...exchanges),
                to: fc.constantFrom('amq.topic', ...exchanges),
                toExchange: fc.constant(true),
                key: shortText.filter((key) => fits(key) && !key.includes('#')),
                arguments: fc.constant({ fields: [] }),
              }),
            ),
            { maxLength: 6 },
          ),
        }),
        producers: replicas(producing, anyProducer(exchanges)) as fc.Arbitrary<ProducerSpec[]>,
        consumers: replicas(consuming, anyConsumer(queues)) as fc.Arbitrary<ConsumerSpec[]>,
        policies: anyPolicies,
      })
      .chain((base) => {
        const producers = base.producers.flatMap(({ name, group }) => [name, group])
        const consumers = base.consumers.flatMap(({ name, group }) => [name, group])
        return fc
          .record({ faults: faults(producers, consumers), expectations: expectations(base) })
          .map((rest) => ({ ...base, ...rest, consumers: takenByStreams(base) }))
      })
  })

function faults(producers: string[], consumers: string[]): fc.Arbitrary<FaultSpec[]> {
  const forUs = nullOr(us)
  const node = fc.constantFrom(...brokerNodes)
  const kinds: fc.Arbitrary<FaultSpec>[] = [
    fc.record({
      kind: fc.constant('alarm' as const),
      atUs: us,
      alarm: fc.constantFrom(...alarmKinds),
      forUs,
    }),
    fc.record({ kind: fc.constant('stopNode' as const), atUs: us, node, forUs }),
    fc.record({ kind: fc.constant('partition' as const), atUs: us, node, forUs }),
    fc.record({
      kind: fc.constant('restartBroker' as const),
      atUs: us,
      how: fc.constantFrom(...restartKinds),
    }),
  ]
  if (consumers.length > 0) {
    const consumer = fc.constantFrom(...consumers)
    kinds.push(
      fc.record({
        kind: fc.constant('crash' as const),
        atUs: us,
        consumer,
        restartAfterUs: nullOr(us),
      }),
      fc.record({ kind: fc.constant('slow' as const), atUs: us, consumer, factor, forUs }),
    )
  }
  if (producers.length > 0) {
    const producer = fc.constantFrom(...producers)
    kinds.push(
      fc.record({ kind: fc.constant('stop' as const), atUs: us, producer, forUs }),
      fc.record({ kind: fc.constant('surge' as const), atUs: us, producer, factor, forUs }),
    )
  }
  return fc.array(fc.oneof(...kinds), { maxLength: 3 })
}

function expectations(
  of: Pick<Scenario, 'topology' | 'producers' | 'consumers'>,
): fc.Arbitrary<Expectation[]> {
  const bound = fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .map((value) => (value === 0 ? 0 : value))
  const about = (
    what: Expectation['of'],
    things: readonly { name: string }[],
    measures: readonly string[],
  ) =>
    things.map(({ name }) =>
      fc
        .record({
          of: fc.constant(what),
          name: fc.constant(name),
          measure: fc.constantFrom(...measures),
          atLeast: nullOr(bound),
          atMost: nullOr(bound),
        })
        .map((each) => {
          if (each.atLeast === null && each.atMost === null) return { ...each, atMost: 1 }
          if (each.atLeast === null || each.atMost === null) return each
          return {
            ...each,
            atLeast: Math.min(each.atLeast, each.atMost),
            atMost: Math.max(each.atLeast, each.atMost),
          }
        }),
    )
  const all = [
    ...about('queue', of.topology.queues, queueMeasures),
    ...about('producer', of.producers, producerMeasures),
    ...about('consumer', of.consumers, consumerMeasures),
  ]
  return fc.array(fc.oneof(...all), { maxLength: 3 })
}
