import type { Engine } from '#core/engine/engine.ts'
import type { Queue } from './queue.ts'

/**
 * How many consumers declare-ok tells. A quorum queue counts who may hold its messages: of single active ones only the
 * active, a cancelled one while it holds something, and each message taken by basic.get as one until it is settled.
 * [source: rabbit_fifo query_stat; seen: K162]
 */
export function consumersTold(engine: Engine, queue: Queue): number {
  if (queue.quorum === null) return queue.consumers.length
  const leaving = engine.consumers.filter((consumer) => {
    return consumer.queue === queue && !consumer.live && consumer.unacked > 0
  })
  const served = queue.sole ? Number(queue.active !== null) : queue.consumers.length
  return served + leaving.length + queue.quorum.gotten
}
