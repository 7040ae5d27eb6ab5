import type { FieldTable, FieldValue } from '#core/model/topology.ts'
import { TraceReason } from '#core/model/trace.ts'
import type { DeathHistory } from './death.ts'
import type { Engine } from './engine.ts'
import type { Queue } from './queue/queue.ts'

/**
 * How often a message was given up in failure, in this queue and, of a dead letter, in those before: what `x-delivery-count`
 * tells from 4.3 on. Assignments are counted anew in every queue: they are `attempts` of the message's slot.
 * [RabbitMQ: Quorum Queues, poison message handling; recorded: K31, K47, K165]
 */
export function failed(engine: Engine, slot: number): number {
  if (engine.pages.hasFailed(slot)) return engine.failures.get(slot)!
  return historyOf(engine, slot)?.failed ?? 0
}

/** Whether giving a message back like that is a failure. [recorded: K31, K137; RabbitMQ 4.3: Quorum Queues] */
export function isFailure(reason: number): boolean {
  return reason === TraceReason.rejected || isLost(reason)
}

const isLost = (reason: number) => reason === TraceReason.crash || reason === TraceReason.cancel

/** Notes a return that counts. [recorded: K159, K165] */
export function countReturn(engine: Engine, queue: Queue, slot: number, reason: number): void {
  const { failures } = engine.rules
  if (failures === 'rejects' && isFailure(reason)) countOne(engine, slot)
  else if (failures === 'discards' && isLost(reason) && queue.quorum !== null) {
    countOne(engine, slot)
  }
}

/** Notes a discard that counts. [recorded: K159, K165] */
export function countDiscard(engine: Engine, queue: Queue, slot: number, reason: number): void {
  const { failures } = engine.rules
  if (failures === 'rejects' && reason === TraceReason.rejected) countOne(engine, slot)
  else if (failures === 'discards' && queue.quorum !== null) countOne(engine, slot)
}

function countOne(engine: Engine, slot: number): void {
  engine.failures.set(slot, failed(engine, slot) + 1)
  engine.pages.markFailed(slot)
}

/** Whether this return of a message is one too many. [recorded: K30, K31, K136, K137] */
export function isSpent(engine: Engine, limit: number, slot: number): boolean {
  const { everyReturnCounts } = engine.rules
  return (everyReturnCounts ? engine.pages.attempts(slot) : failed(engine, slot)) > limit
}

/**
 * Whether a dead letter looks redelivered at its first delivery. Of a classic queue only one that was stored first.
 * [recorded: K47, K159, K165]
 */
export function arrivesAgain(
  engine: Engine,
  queue: Queue,
  history: DeathHistory,
  isStored: boolean,
): boolean {
  if (history.failed === 0) return false
  return queue.quorum !== null || (engine.rules.failuresMarkDeadLetters && isStored)
}

/** The headers a delivery of a quorum queue carries beside its own. */
export function countHeaders(engine: Engine, slot: number): FieldTable {
  const { pages, rules } = engine
  const fields: (readonly [string, FieldValue])[] = []
  if (engine.queueOf(slot).quorum === null) return { fields }
  const { failed: brought = 0 } = historyOf(engine, slot) ?? {}
  // What it brought along stands in until it is delivered from this queue again.
  const before = pages.attempts(slot) - 1 || brought
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
