import type { PolicySpec } from '#core/model/policy.ts'
import type { Engine } from './engine.ts'
import { dropLetters } from './queue/purge.ts'
import { renewUse, watchUse } from './queue/unused.ts'
import { lookAfter } from './settle.ts'
import { touch } from './touch.ts'

/** Sets a policy, which holds for what is there at once. Fails `invalid` for an impossible pattern. [RabbitMQ: Policies] */
export function setPolicy(engine: Engine, spec: PolicySpec): void {
  const before = governors(engine)
  engine.topology.policies.set(spec)
  govern(engine, before)
}

/** False when there is none of that name. */
export function clearPolicy(engine: Engine, name: string, operator: boolean): boolean {
  const before = governors(engine)
  const found = engine.topology.policies.remove(name, operator)
  if (found) govern(engine, before)
  return found
}

/** What governs each queue. */
function governors({ topology }: Engine): readonly string[] {
  return topology.queues.map(({ spec }) => topology.policies.governorOf(spec))
}

/**
 * Everything goes by what holds now. A queue that has got another policy is looked at anew and counts from now whether it is
 * unused. [source: rabbit_amqqueue_process process_args_policy, ensure_expiry_timer; rabbit_fifo update_config]
 */
function govern(engine: Engine, before: readonly string[]): void {
  const { topology } = engine
  for (const exchange of topology.exchanges) {
    exchange.alternateExchange = topology.policies.alternateExchangeOf(exchange.spec)
  }
  topology.epoch++
  for (const queue of topology.queues) {
    if (queue.deleted) continue
    queue.govern(topology.policies.argumentsOf(queue.spec))
    if (topology.policies.governorOf(queue.spec) !== before[queue.id]) {
      if (queue.quorum === null || engine.rules.policiesRenewQuorums) renewUse(engine, queue)
      else watchUse(engine, queue)
      if (queue.shelves !== null) queue.shelves.isUnseen = queue.expires
    }
    if (queue.quorum !== null && !queue.quorum.keepsLetters)
      dropLetters(engine, queue, queue.quorum)
    touch(engine, queue)
  }
  lookAfter(engine)
}
