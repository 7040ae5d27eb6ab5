import { deleteQueue } from './delete-queue.ts'
import type { Engine } from './engine.ts'
import { unusedDueUs } from './queue/unused.ts'
import type { TimerRule } from './timers.ts'

/** `x-expires`: what was not used for so long goes. RabbitMQ looks at quorum queues every few seconds, this is exact. */
export function unusedTimer(engine: Engine): TimerRule {
  return {
    dueUs: (id) => unusedDueUs(engine.queues[id]!),
    fire: (id) => void deleteQueue(engine, engine.queues[id]!, false, false),
  }
}
