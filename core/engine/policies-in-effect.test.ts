import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyScenario } from '#core/bench/any-scenario.ts'
import { topologyInEffect } from '#core/model/in-effect.ts'
import { Policies } from './policies.ts'

test('what a page says is in effect is what the broker goes by', () => {
  fc.assert(
    fc.property(anyScenario, ({ topology, policies }) => {
      const broker = new Policies()
      for (const policy of policies) broker.set(policy)
      const { queues, exchanges } = topologyInEffect(topology, policies)
      expect(queues.map((queue) => queue.arguments)).toEqual(
        topology.queues.map((queue) => broker.argumentsOf(queue)),
      )
      expect(exchanges.map(({ alternateExchange }) => alternateExchange)).toEqual(
        topology.exchanges.map((exchange) => broker.alternateExchangeOf(exchange)),
      )
    }),
    { seed: 4, numRuns: 300 },
  )
})
