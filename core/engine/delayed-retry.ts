import { assert } from '#core/model/failure.ts'
import type { Engine } from './engine.ts'
import { shelveAsReturn } from './queue/shelving.ts'
import { lookAfter } from './settle.ts'
import type { TimerRule } from './timers.ts'
import { touch } from './touch.ts'

/** What waited for its delayed retry is given again, before everything else. [RabbitMQ 4.3: Quorum Queues, delayed retry; recorded: K160] */
export function retryTimer(engine: Engine): TimerRule {
  return {
    dueUs: (id) => engine.queues[id]!.quorum!.waiting.dueUs,
    fire(id) {
      const queue = engine.queues[id]!
      const { quorum, shelves } = queue
      assert(quorum !== null && shelves !== null, 'only a quorum queue delays returns')
      while (quorum.waiting.dueUs <= engine.clock.nowUs) {
        shelveAsReturn(engine, queue, shelves, quorum.waiting.take())
      }
      touch(engine, queue)
      lookAfter(engine)
    },
  }
}
