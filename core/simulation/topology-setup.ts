/** Declares a scenario's topology in a fresh broker, and holds the scenario to what it refers to. */
import type { Broker } from '#core/engine/broker.ts'
import type { Declared } from '#core/engine/declared.ts'
import { Failure } from '#core/model/failure.ts'
import type { Scenario } from '#core/model/scenario.ts'

/** Fails `invalid` with the broker's reason for the first thing it refuses. */
export function declareTopology(
  broker: Broker,
  { topology, policies, producers, consumers }: Scenario,
): void {
  for (const policy of policies) broker.setPolicy(policy)
  for (const exchange of topology.exchanges)
    insist(broker.declareExchange(exchange), `The exchange "${exchange.name}"`)
  for (const queue of topology.queues)
    insist(broker.declareQueue(queue), `The queue "${queue.name}"`)
  for (const binding of topology.bindings)
    insist(broker.bind(binding), `The binding from "${binding.from}" to "${binding.to}"`)
  for (const { name, exchange } of producers)
    if (broker.exchangeId(exchange) < 0)
      throw new Failure(
        'invalid',
        `The producer "${name}" publishes to the exchange "${exchange}", which is not there. Add it or choose another.`,
      )
  for (const { name, queue } of consumers)
    if (broker.queueId(queue) < 0)
      throw new Failure(
        'invalid',
        `The consumer "${name}" consumes from the queue "${queue}", which is not there. Add it or choose another.`,
      )
}

function insist(declared: Declared, thing: string): void {
  if (!declared.ok) throw new Failure('invalid', `${thing} cannot be declared: ${declared.reason}`)
}
