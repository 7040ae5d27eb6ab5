import { endSlow } from './ack-timeout.ts'
import type { Engine } from './engine.ts'
import type { Queue } from './queue/queue.ts'
import type { TimerRule } from './timers.ts'

/**
 * `x-consumer-timeout`: who holds a delivery of a quorum queue longer is cancelled and gives back all it holds of it, which is no
 * failure of the messages. Its channel stays, and so do its tags, settling nothing. [RabbitMQ 4.3: Consumers; recorded: K161]
 */
export function heldTimer(engine: Engine): TimerRule {
  return {
    dueUs: (id) => heldDueUs(engine.queues[id]!),
    fire(id) {
      const queue = engine.queues[id]!
      while (heldDueUs(queue) <= engine.clock.nowUs) giveUp(engine, queue)
    },
  }
}

/** When the delivery that is out longest is out too long; Infinity when none ever is. */
function heldDueUs(queue: Queue): number {
  const oldest = queue.quorum?.heldSinceUs.values().next()
  if (oldest === undefined || oldest.done) return Number.POSITIVE_INFINITY
  return oldest.value + queue.quorum!.heldMaxUs
}

function giveUp(engine: Engine, queue: Queue): void {
  const [slot] = queue.quorum!.heldSinceUs.keys()
  endSlow(engine, engine.consumers[engine.pages.link(slot!)]!)
}
