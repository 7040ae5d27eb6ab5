import fc from 'fast-check'
import { test } from 'vitest'
import { propertyRuns } from '#core/engine/property-runs.fixture.ts'
import { brokerProfiles } from '#core/model/scenario.ts'
import { exchangeTypes, type FieldTable, noArguments } from '#core/model/topology.ts'
import { agree } from './agree.fixture.ts'
import { queueAt } from './arguments.fixture.ts'
import { anyVerb, queueNames, verbs } from './verbs.fixture.ts'

const names = ['fan', 'other', 'direct', 'topic', 'headers'] as const

const verb = fc.oneof(
  {
    weight: 4,
    arbitrary: anyVerb({
      bind: 12,
      purge: 3,
      advance: 1,
      deleteExchange: 1,
      policy: 2,
      clearPolicy: 1,
      delete: 1,
      declare: 1,
      restart: 1,
    }),
  },
  {
    weight: 4,
    arbitrary: verbs.publish.chain((publish) => {
      const exchange = fc.constantFrom(...names)
      const key = fc.constantFrom('a', 'b', '', 'x', 'x.y', '.', 'x..y', 'a.x.y', '#')
      const fields = fc.subarray([
        ['color', 'red'],
        ['x-kind', true],
      ] as const)
      const size = fc.constantFrom([], [['size', 1]], [['size', '1']]) as fc.Arbitrary<
        FieldTable['fields']
      >
      return fc.record({ exchange, key, fields, size }).map((drawn) => {
        const { headers } = publish
        const all = { fields: [...headers.fields, ...drawn.fields, ...drawn.size] }
        return { ...publish, exchange: drawn.exchange, key: drawn.key, headers: all }
      })
    }),
  },
)

test(
  'exchanges of every type, bound to queues and to one another, with alternate exchanges, CC and BCC',
  () => {
    const exchange = fc.record({
      durable: fc.boolean(),
      autoDelete: fc.boolean(),
      internal: fc.nat(5).map((one) => one === 0),
      alternateExchange: fc.constantFrom(null, null, ...names, 'missing'),
    })
    const drawn = fc.record({
      profile: fc.constantFrom(...brokerProfiles),
      exchanges: fc.array(exchange, { minLength: 5, maxLength: 5 }),
    })
    agree('routing', drawn, verb, ({ profile, exchanges }) => ({
      profile,
      ackTimeoutMs: null,
      bindings: [],
      exchanges: exchanges.map((some, at) => {
        const type = exchangeTypes.find((one) => one === names[at]) ?? 'fanout'
        return { ...some, name: names[at]!, type }
      }),
      queues: queueNames.map((_, at) => queueAt(at, 'classic', noArguments)),
    }))
  },
  propertyRuns.withinMs,
)
