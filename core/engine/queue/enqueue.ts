import type { DeathHistory } from '#core/engine/death.ts'
import { arrivesAgain } from '#core/engine/delivery-counts.ts'
import type { Engine } from '#core/engine/engine.ts'
import { nobody } from '#core/engine/trace-sink.ts'
import { withhold } from '#core/engine/withhold.ts'
import { assert } from '#core/model/failure.ts'
import { TraceKind, TraceReason } from '#core/model/trace.ts'
import { hand } from './dispatch.ts'
import { expireHeads } from './expiry.ts'
import { dropHeads, wouldOverflow } from './limits.ts'
import type { Queue } from './queue.ts'
import { overflow } from './quorum-limits.ts'
import type { Shelves } from './shelves.ts'
import { shelve } from './shelving.ts'
import type { StreamLog } from './stream-log.ts'
import { appended } from './streaming.ts'

const { enqueued } = TraceKind

/**
 * One copy arrives at a queue; false when the queue refuses it. A waiting consumer takes it at once, even when its TTL or
 * the queue's drop-head limit is 0. [RabbitMQ: TTL 0, Queue Length Limit]
 */
export function enqueue(
  engine: Engine,
  queue: Queue,
  messageId: number,
  envelope: number,
  mark: number,
  actor: number,
  history: DeathHistory | null,
): boolean {
  const { envelopes } = engine
  if (!queue.plain) return enter(engine, queue, messageId, envelope, mark, actor, history)
  const overflows = queue.limited && wouldOverflow(queue, envelopes.sizeBytes(envelope))
  if (overflows && queue.refuses) {
    refuse(engine, queue, messageId, envelope, mark, actor, history)
    return false
  }
  const consumer = queue.ring.first()
  const order = (queue.order + 1) | 0
  queue.order = order
  const slot = engine.pages.allocate(engine.clock.nowUs, messageId, order, envelope, queue.id, mark)
  if (history !== null) remember(engine, queue, slot, history, consumer === null)
  const displaces = overflows && consumer === null
  if (envelopes.hasTtl(envelope)) queue.expires = true
  queue.entered++
  engine.trace.append(enqueued, messageId, queue.id, actor, displaces ? 0 : 1)
  engine.observer.entered(queue.id)
  if (consumer !== null) {
    hand(engine, queue, consumer, slot, messageId, 0)
    return true
  }
  queue.ready.append(engine.pages, slot)
  queue.readyBytes += envelopes.sizeBytes(envelope)
  if (displaces) dropHeads(engine, queue)
  if (queue.expires && (displaces || queue.ready.head === slot)) expireHeads(engine, queue)
  return true
}

function enter(
  engine: Engine,
  queue: Queue,
  messageId: number,
  envelope: number,
  mark: number,
  actor: number,
  history: DeathHistory | null,
): boolean {
  const { log, shelves } = queue
  if (shelves !== null) {
    return enterShelves(engine, queue, shelves, messageId, envelope, mark, actor, history)
  }
  assert(log !== null, 'a queue that is not plain has shelves or a log')
  enterLog(engine, queue, log, messageId, envelope, mark, actor, history)
  return true
}

/**
 * The same of a queue with priorities or of a quorum queue, whose limit is looked at when the message is in. A quorum queue
 * tells publishers that it is full; dead letters come from nobody it could tell and are let in. [recorded: K164]
 */
function enterShelves(
  engine: Engine,
  queue: Queue,
  shelves: Shelves,
  messageId: number,
  envelope: number,
  mark: number,
  actor: number,
  history: DeathHistory | null,
): boolean {
  const { envelopes } = engine
  const { quorum } = queue
  if (engine.careful && quorum !== null) {
    if (withhold(engine, quorum, messageId, envelope, mark, actor, history)) return true
  }
  const isFull = queue.limited && wouldOverflow(queue, envelopes.sizeBytes(envelope))
  if (quorum === null ? isFull && queue.refuses : quorum.closed && history === null) {
    refuse(engine, queue, messageId, envelope, mark, actor, history)
    return false
  }
  const consumer = queue.ring.first()
  const slot = write(engine, queue, messageId, envelope, mark, history, consumer === null)
  const displaces = isFull && !queue.refuses && consumer === null
  if (envelopes.hasTtl(envelope)) queue.expires = true
  queue.entered++
  engine.trace.append(enqueued, messageId, queue.id, actor, displaces ? 0 : 1)
  engine.observer.entered(queue.id)
  if (consumer !== null) {
    shelves.countTurn()
    hand(engine, queue, consumer, slot, messageId, 0)
    return true
  }
  shelve(engine, queue, shelves, slot)
  if (quorum !== null) overflow(engine, queue, quorum)
  else if (displaces) dropHeads(engine, queue)
  const isLookedAt = quorum !== null || displaces || queue.ready.count === 1
  if (queue.expires && isLookedAt) expireHeads(engine, queue)
  return true
}

/** The same of a stream, which refuses nothing. */
function enterLog(
  engine: Engine,
  queue: Queue,
  log: StreamLog,
  messageId: number,
  envelope: number,
  mark: number,
  actor: number,
  history: DeathHistory | null,
): void {
  const slot = write(engine, queue, messageId, envelope, mark, history, true)
  const sizeBytes = engine.envelopes.sizeBytes(envelope)
  queue.entered++
  engine.trace.append(enqueued, messageId, queue.id, actor, 1)
  engine.observer.entered(queue.id)
  queue.ready.append(engine.pages, slot)
  queue.readyBytes += sizeBytes
  appended(engine, queue, log, slot, sizeBytes)
}

/** reject-publish, tested before a waiting consumer is looked for. With `-dlx` the refused message is dead-lettered. */
function refuse(
  engine: Engine,
  queue: Queue,
  messageId: number,
  envelope: number,
  mark: number,
  actor: number,
  history: DeathHistory | null,
): void {
  const reason = TraceReason.maxlen
  engine.trace.append(TraceKind.refused | (reason << 8), messageId, queue.id, actor, 0)
  const { overflow, deadLetterExchange } = queue.arguments
  if (overflow !== 'reject-publish-dlx' || deadLetterExchange === null) return
  const exchange = engine.topology.exchangeId(deadLetterExchange)
  if (exchange < 0) return
  engine.trace.append(TraceKind.deadLettered | (reason << 8), messageId, queue.id, nobody, exchange)
  const slot = write(engine, queue, messageId, envelope, mark, history, true)
  engine.deadLetters.add(engine.pages, slot, reason)
}

function write(
  engine: Engine,
  queue: Queue,
  messageId: number,
  envelope: number,
  mark: number,
  history: DeathHistory | null,
  isStored: boolean,
): number {
  queue.order = (queue.order + 1) | 0
  const slot = engine.pages.allocate(
    engine.clock.nowUs,
    messageId,
    queue.order,
    envelope,
    queue.id,
    mark,
  )
  if (history !== null) remember(engine, queue, slot, history, isStored)
  return slot
}

/** What was dead-lettered before takes its history along. */
function remember(
  engine: Engine,
  queue: Queue,
  slot: number,
  history: DeathHistory,
  isStored: boolean,
): void {
  engine.pages.markDead(slot)
  engine.histories.set(slot, history)
  if (arrivesAgain(engine, queue, history, isStored)) engine.pages.markAgain(slot)
}
