import type { Engine } from '#core/engine/engine.ts'
import { TimerKind, type TimerRule } from '#core/engine/timers.ts'
import { nobody } from '#core/engine/trace-sink.ts'
import { TraceReason } from '#core/model/trace.ts'
import { depart } from './departure.ts'
import type { Queue } from './queue.ts'
import { takeReady } from './ready.ts'

/**
 * Time to live. A message's deadline is fixed when it enters a queue: the smaller of the queue's TTL and its own. Only the
 * head is ever examined, so a short-lived message waits behind a longer-lived one. [RabbitMQ: Time-to-Live and Expiration]
 */
export function headDeadlineUs(engine: Engine, queue: Queue): number {
  const head = queue.ready.head
  return head < 0 ? Number.POSITIVE_INFINITY : deadlineUs(engine, queue, head)
}

export function expiryTimer(engine: Engine): TimerRule {
  return {
    dueUs: (queue) => headDeadlineUs(engine, engine.queues[queue]!),
    fire: (queue) => expireHeads(engine, engine.queues[queue]!),
  }
}

function deadlineUs(engine: Engine, queue: Queue, slot: number): number {
  const ownUs = engine.envelopes.ttlUs(engine.pages.envelope(slot))
  return engine.pages.enqueuedUs(slot) + Math.min(ttlUsOf(engine, queue, slot), ownUs)
}

/** The queue's TTL when the message entered. */
function ttlUsOf(engine: Engine, queue: Queue, slot: number): number {
  if (queue.formerTtls.length === 0) return queue.ttlUs
  const order = engine.pages.order(slot)
  const former = queue.formerTtls.find(({ upToOrder }) => ((order - upToOrder) | 0) <= 0)
  return former === undefined ? queue.ttlUs : former.ttlUs
}

/** Lets go of the heads whose time is over; what stands at the head afterwards is watched. */
export function expireHeads(engine: Engine, queue: Queue): void {
  if (!queue.expires) return
  let headUs = headDeadlineUs(engine, queue)
  while (headUs <= engine.clock.nowUs) {
    depart(engine, queue, takeReady(engine, queue), TraceReason.expired, nobody)
    headUs = headDeadlineUs(engine, queue)
  }
  engine.timers.changed(TimerKind.expiry, queue.id, headUs)
}
