import { TraceReason } from '#core/model/trace.ts'
import { endConsumer } from './consume.ts'
import type { Engine } from './engine.ts'
import type { Consumer } from './queue/consumer.ts'
import type { Queue } from './queue/queue.ts'
import { lookAfter, putBack, touch } from './settle.ts'
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
      lookAfter(engine)
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
  const consumer = engine.consumers[engine.pages.link(slot!)]!
  const wasLive = consumer.live
  endConsumer(consumer)
  for (const held of takeHeld(engine, consumer)) {
    touch(engine, putBack(engine, held, TraceReason.timeout))
  }
  if (wasLive) engine.sink.cancelled(consumer.id)
}

function takeHeld(engine: Engine, consumer: Consumer): readonly number[] {
  const slots: number[] = []
  consumer.tags.haunt((slot) => {
    if (engine.pages.link(slot) !== consumer.id) return false
    slots.push(slot)
    return true
  })
  return slots
}
