import type { FieldTable, FieldValue } from '#core/model/topology.ts'
import { TraceReason } from '#core/model/trace.ts'
import type { DeathHistory } from './death.ts'
import type { Engine } from './engine.ts'
import type { Queue } from './queue/queue.ts'

/**
 * How often a message was assigned and failed. Assignments are its deliveries from this queue and, of a dead letter that took its
 * counts along, from those before. [RabbitMQ: Quorum Queues, poison message handling; recorded: K31, K47]
 */
export function assigned(engine: Engine, slot: number): number {
  return engine.pages.attempts(slot) + (historyOf(engine, slot)?.assigned ?? 0)
}

/** Failed attempts: rejects and lost channels. Counted where they differ from assignments only. */
export function failed(engine: Engine, slot: number): number {
  if (engine.pages.hasFailed(slot)) return engine.failures.get(slot)!
  return historyOf(engine, slot)?.failed ?? 0
}

/** Whether giving a message up like that is a failure. [recorded: K31, K137; RabbitMQ 4.3: Quorum Queues] */
export function isFailure(reason: number): boolean {
  return (
    reason === TraceReason.rejected || reason === TraceReason.crash || reason === TraceReason.cancel
  )
}

/** Notes a failure, in versions that tell them apart. A classic queue counts basic.reject alone. [recorded: K159, K40] */
export function countFailure(engine: Engine, queue: Queue, slot: number, reason: number): void {
  if (!engine.rules.acquisitionsAreTold) return
  const counts = queue.quorum === null ? reason === TraceReason.rejected : isFailure(reason)
  if (!counts) return
  engine.failures.set(slot, failed(engine, slot) + 1)
  engine.pages.markFailed(slot)
}

/** Whether this return of a message is one too many. [recorded: K30, K31, K136, K137] */
export function isSpent(engine: Engine, limit: number, slot: number): boolean {
  const { everyReturnCounts } = engine.rules
  return (everyReturnCounts ? assigned(engine, slot) : failed(engine, slot)) > limit
}

/** What a dead letter takes along into the next queue. */
export function carried(
  engine: Engine,
  queue: Queue,
  slot: number,
): Pick<DeathHistory, 'assigned' | 'failed'> {
  if (!engine.rules.deadLettersKeepCounts) return { assigned: 0, failed: 0 }
  const before = historyOf(engine, slot)?.assigned ?? 0
  return {
    assigned: queue.quorum === null ? before : assigned(engine, slot),
    failed: failed(engine, slot),
  }
}

/** Whether a dead letter looks redelivered at its first delivery. [recorded: K47, K159] */
export function arrivesAgain(engine: Engine, queue: Queue, history: DeathHistory): boolean {
  if (queue.quorum !== null && history.assigned > 0) return true
  return engine.rules.failuresMarkDeadLetters && history.failed > 0
}

/** The headers a delivery of a quorum queue carries beside its own. */
export function countHeaders(engine: Engine, slot: number): FieldTable {
  const { pages, rules } = engine
  const fields: (readonly [string, FieldValue])[] = []
  if (engine.queueOf(slot).quorum === null) return { fields }
  const before = assigned(engine, slot) - 1
  if (!rules.acquisitionsAreTold) {
    const isGet = pages.link(slot) < 0
    if (before > 0 || (isGet && rules.firstGetIsCounted)) fields.push(['x-delivery-count', before])
    return { fields }
  }
  if (before > 0) fields.push(['x-acquired-count', before])
  const failures = failed(engine, slot)
  if (failures > 0) fields.push(['x-delivery-count', failures])
  return { fields }
}

function historyOf(engine: Engine, slot: number): DeathHistory | undefined {
  return engine.pages.isDead(slot) ? engine.histories.get(slot) : undefined
}
