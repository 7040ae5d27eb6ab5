import { endSlowest } from './ack-timeout.ts'
import { sendDeadLetters } from './dead-letter.ts'
import { deleteQueue } from './delete-queue.ts'
import type { Engine } from './engine.ts'
import { expireHeads } from './queue/expiry.ts'

/** Whether anything may happen by itself. */
export function mayExpire({ expiries, unused, ackDeadlines }: Engine): boolean {
  return expiries.size > 0 || unused.size > 0 || ackDeadlines.size > 0
}

/** When the first of it happens; Infinity when nothing does. */
export function nextExpiryUs({ expiries, unused, ackDeadlines }: Engine): number {
  return Math.min(expiries.firstUs(), unused.firstUs(), ackDeadlines.firstUs())
}

/** Lets go of heads whose time is over, then of queues nobody used, then of who held a delivery too long. */
export function expire(engine: Engine): void {
  const { expiries, unused, ackDeadlines, clock, queues } = engine
  while (expiries.firstUs() <= clock.nowUs) expireHeads(engine, queues[expiries.first()]!)
  sendDeadLetters(engine)
  while (unused.firstUs() <= clock.nowUs) deleteQueue(engine, queues[unused.first()]!, false, false)
  while (ackDeadlines.firstUs() <= clock.nowUs) endSlowest(engine)
}
