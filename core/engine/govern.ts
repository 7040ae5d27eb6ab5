import type { PolicySpec } from '#core/model/policy.ts'
import type { Engine } from './engine.ts'
import { dropLetters } from './queue/purge.ts'
import { lookAfter } from './settle.ts'
import { touch } from './touch.ts'

/** Sets a policy, which holds for what is there at once. Fails `invalid` for an impossible pattern. [RabbitMQ: Policies] */
export function setPolicy(engine: Engine, spec: PolicySpec): void {
  engine.topology.policies.set(spec)
  govern(engine)
}

/** False when there is none of that name. */
export function clearPolicy(engine: Engine, name: string, operator: boolean): boolean {
  const found = engine.topology.policies.remove(name, operator)
  if (found) govern(engine)
  return found
}

function govern(engine: Engine): void {
  const { topology } = engine
  for (const exchange of topology.exchanges) {
    exchange.alternateExchange = topology.policies.alternateExchangeOf(exchange.spec)
  }
  topology.epoch++
  for (const queue of topology.queues) {
    if (queue.deleted) continue
    queue.govern(topology.policies.argumentsOf(queue.spec))
    if (queue.quorum !== null && !queue.quorum.keepsLetters)
      dropLetters(engine, queue, queue.quorum)
    touch(engine, queue)
  }
  lookAfter(engine)
}
