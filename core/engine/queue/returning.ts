import { failed, isFailure } from '#core/engine/delivery-counts.ts'
import type { Engine } from '#core/engine/engine.ts'
import { TimerKind } from '#core/engine/timers.ts'
import { TraceReason } from '#core/model/trace.ts'
import { keepTtl } from './expiry.ts'
import { bytesOf } from './keeping.ts'
import type { Queue } from './queue.ts'
import type { QuorumState } from './quorum-state.ts'
import type { Shelves } from './shelves.ts'
import { reshelve, shelveAsReturn, shelveAtTail } from './shelving.ts'

/** Where a message that comes back to a queue with shelves enters again. [RabbitMQ: Priority Queue Support; recorded: K21, K22] */
export function takeBack(
  engine: Engine,
  queue: Queue,
  shelves: Shelves,
  slot: number,
  reason: number,
): void {
  const { quorum } = queue
  if (quorum === null) {
    reshelve(engine, queue, shelves, slot)
    shelves.isUnseen = queue.expires
    return
  }
  const waitUs = retryAfterUs(engine, quorum, slot, reason)
  if (waitUs > 0) wait(engine, queue, quorum, slot, waitUs)
  else if (goesToTail(engine, quorum, reason)) {
    keepTtl(engine, queue, quorum, slot)
    shelveAtTail(engine, queue, shelves, slot)
  } else shelveAsReturn(engine, queue, shelves, slot)
}

/** A lost channel's messages go to the front whatever the limit. */
function goesToTail(engine: Engine, quorum: QuorumState, reason: number): boolean {
  const isUnlimited = quorum.deliveryLimit === Number.POSITIVE_INFINITY
  const isAsked = reason === TraceReason.nack || reason === TraceReason.rejected
  return engine.rules.unlimitedReturnsToTail && isUnlimited && isAsked
}

/** min(shortest x failures, longest). [RabbitMQ 4.3: Quorum Queues, delayed retry] */
function retryAfterUs(engine: Engine, quorum: QuorumState, slot: number, reason: number): number {
  const { retry, retryMinUs, retryMaxUs } = quorum
  if (retry === 'disabled') return 0
  if (retry === (isFailure(reason) ? 'returned' : 'failed')) return 0
  return Math.min(retryMinUs * Math.max(1, failed(engine, slot)), retryMaxUs)
}

function wait(
  engine: Engine,
  queue: Queue,
  quorum: QuorumState,
  slot: number,
  waitUs: number,
): void {
  const dueUs = engine.clock.nowUs + waitUs
  quorum.waiting.add({ slot, bytes: bytesOf(engine, queue, slot), dueUs })
  engine.timers.changed(TimerKind.retry, queue.id, quorum.waiting.dueUs)
}
