import type { Engine } from '#core/engine/engine.ts'
import { TimerKind } from '#core/engine/timers.ts'
import type { Queue } from './queue.ts'

/**
 * `x-expires`: a queue goes when for so long it had no consumer, no basic.get and, of a classic queue, was not declared
 * again; even a passive declaration counts. Its messages are dropped, none is dead-lettered. [RabbitMQ: Queue TTL] [seen: K14]
 */
export function unusedDueUs(queue: Queue): number {
  const { expiresMs } = queue.arguments
  if (expiresMs === null || queue.deleted || queue.consumers.length > 0) {
    return Number.POSITIVE_INFINITY
  }
  return queue.usedUs + expiresMs * 1000
}

/** The queue has just been used. */
export function renewUse(engine: Engine, queue: Queue): void {
  queue.usedUs = engine.clock.nowUs
  watchUse(engine, queue)
}

/** How long it may be unused has changed. */
export function watchUse(engine: Engine, queue: Queue): void {
  engine.timers.changed(TimerKind.unused, queue.id, unusedDueUs(queue))
}
