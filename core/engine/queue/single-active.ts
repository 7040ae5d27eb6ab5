import type { Engine } from '#core/engine/engine.ts'
import { touch } from '#core/engine/touch.ts'
import type { Consumer } from './consumer.ts'
import type { Queue } from './queue.ts'

/**
 * `x-single-active-consumer`: of all consumers one is served, the others stand by. The first to come stays until it goes;
 * where `soleConsumerYields`, a quorum queue's gives way to a higher priority, as soon as it holds nothing any more.
 * [RabbitMQ: Single Active Consumer] [seen: K28]
 */
export function takeSeat(engine: Engine, queue: Queue, consumer: Consumer): void {
  const { active } = queue
  if (active === null) {
    queue.active = consumer
    return
  }
  consumer.setStandby(true)
  if (!(engine.rules.soleConsumerYields && queue.kind.soleYields)) return
  if (consumer.priority <= active.priority) return
  active.setStandby(true)
  active.watch()
  if (active.unacked === 0) seatNext(engine, queue)
}

/**
 * Of the active one's successors the highest priority is next, among equals who came first; in a quorum queue whose active
 * consumer never gives way, just who came first. [recorded: K171]
 */
export function seatNext(engine: Engine, queue: Queue): void {
  const heedsPriority = queue.quorum === null || engine.rules.soleConsumerYields
  let next: Consumer | null = null
  for (const consumer of queue.consumers) {
    if (next === null || (heedsPriority && consumer.priority > next.priority)) next = consumer
  }
  queue.active = next
  if (next === null) return
  next.setStandby(false)
  if (!next.waiting && next.canTake()) queue.ring.enter(next)
  touch(engine, queue)
}

/** The active one has settled something: when it is to give way and holds nothing any more, the next is seated. */
export function yieldSeat(engine: Engine, queue: Queue, consumer: Consumer): void {
  if (queue.active === consumer && consumer.standsBy && consumer.unacked === 0) {
    seatNext(engine, queue)
  }
}
