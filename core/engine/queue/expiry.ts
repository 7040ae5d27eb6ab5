import type { Engine } from '#core/engine/engine.ts'
import { TimerKind, type TimerRule } from '#core/engine/timers.ts'
import { nobody } from '#core/engine/trace-sink.ts'
import { TraceReason } from '#core/model/trace.ts'
import { depart } from './departure.ts'
import type { Queue } from './queue.ts'
import type { QuorumState } from './quorum-state.ts'
import { takeReady } from './ready.ts'
import type { ReadyList } from './ready-list.ts'
import type { Shelves } from './shelves.ts'
import { takeFrom } from './shelving.ts'

/**
 * Time to live. A message's deadline is fixed when it enters a queue: the smaller of the queue's TTL and its own. Only the
 * head is ever examined, so a short-lived message waits behind a longer-lived one. [RabbitMQ: Time-to-Live and Expiration]
 */
export function headDeadlineUs(engine: Engine, queue: Queue): number {
  if (queue.shelves !== null) return shelvedDeadlineUs(engine, queue, queue.shelves)
  const head = queue.ready.head
  return head < 0 ? Number.POSITIVE_INFINITY : deadlineUs(engine, queue, head)
}

export function expiryTimer(engine: Engine): TimerRule {
  return {
    dueUs: (queue) => dueUs(engine, engine.queues[queue]!),
    fire: (queue) => expireHeads(engine, engine.queues[queue]!),
  }
}

/**
 * A classic queue with priorities does not look at a message that goes before the head when it enters: its timer stays at the
 * time of the head it saw last. [source: rabbit_amqqueue_process ensure_ttl_timer, deliver_or_enqueue; recorded: K169]
 */
function dueUs(engine: Engine, queue: Queue): number {
  const { shelves, quorum, deleted } = queue
  if (shelves === null || quorum !== null) return headDeadlineUs(engine, queue)
  return deleted ? Number.POSITIVE_INFINITY : shelves.lookUs
}

/** Before it hands something out. A classic queue with priorities looks at its head afterwards, and after a return. */
export function expireFirst(engine: Engine, queue: Queue): void {
  const { shelves, quorum } = queue
  if (shelves !== null && quorum === null) {
    if (!shelves.isUnseen) return
  }
  expireHeads(engine, queue)
}

function deadlineUs(engine: Engine, queue: Queue, slot: number): number {
  const ownUs = engine.envelopes.ttlUs(engine.pages.envelope(slot))
  const ttlUs = Math.max(Math.min(ttlUsOf(engine, queue, slot), ownUs), queue.kind.ttlLeastUs)
  return engine.pages.enqueuedUs(slot) + ttlUs
}

/** A message is about to enter anew at the tail and keeps the TTL it met at first. [source: rabbit_fifo, expiry of a header] */
export function keepTtl(engine: Engine, queue: Queue, quorum: QuorumState, slot: number): void {
  if (queue.formerTtls.length === 0) return
  const ttlUs = ttlUsOf(engine, queue, slot)
  const { pages } = engine
  const [messageId, enqueuedUs] = [pages.messageId(slot), pages.enqueuedUs(slot)]
  quorum.keptTtls.set(slot, { messageId, enqueuedUs, ttlUs })
}

/** The queue's TTL when the message entered. */
function ttlUsOf(engine: Engine, queue: Queue, slot: number): number {
  if (queue.formerTtls.length === 0) return queue.ttlUs
  const kept = queue.quorum?.keptTtls.get(slot)
  const { pages } = engine
  const isItsOwn =
    kept?.messageId === pages.messageId(slot) && kept.enqueuedUs === pages.enqueuedUs(slot)
  if (kept !== undefined && isItsOwn) return kept.ttlUs
  const order = engine.pages.order(slot)
  const former = queue.formerTtls.find(({ upToOrder }) => ((order - upToOrder) | 0) <= 0)
  return former === undefined ? queue.ttlUs : former.ttlUs
}

/** Lets go of the heads whose time is over; what stands at the head afterwards is watched. */
export function expireHeads(engine: Engine, queue: Queue): void {
  if (!queue.expires || queue.quorum?.leader === -1) return
  if (queue.shelves !== null) expireShelves(engine, queue, queue.shelves)
  let headUs = headDeadlineUs(engine, queue)
  while (headUs <= engine.clock.nowUs) {
    depart(engine, queue, takeReady(engine, queue), TraceReason.expired, nobody)
    headUs = headDeadlineUs(engine, queue)
  }
  const { shelves } = queue
  if (shelves !== null) {
    const isOver = shelves.lookUs <= engine.clock.nowUs
    shelves.lookUs = isOver ? headUs : Math.min(shelves.lookUs, headUs)
    shelves.isUnseen = false
  }
  engine.timers.changed(TimerKind.expiry, queue.id, headUs)
}

/** The lists whose heads are examined: that of the next message, or of a quorum queue from 4.3 each. [recorded: K149] */
function examined(engine: Engine, queue: Queue, shelves: Shelves): readonly ReadyList[] {
  if (queue.quorum !== null && engine.rules.everyLevelExpires) return shelves.lists
  const next = shelves.next(engine.pages)
  return next === null ? [] : [next]
}

function shelvedDeadlineUs(engine: Engine, queue: Queue, shelves: Shelves): number {
  let firstUs = Number.POSITIVE_INFINITY
  if (queue.quorum?.leader === -1) return firstUs
  for (const { head } of examined(engine, queue, shelves)) {
    if (head >= 0) firstUs = Math.min(firstUs, deadlineUs(engine, queue, head))
  }
  return firstUs
}

/** List by list, each up to its first message that lives. [source: rabbit_fifo expire_batch, rabbit_fifo_pq take_while] */
function expireShelves(engine: Engine, queue: Queue, shelves: Shelves): void {
  const { nowUs } = engine.clock
  while (shelvedDeadlineUs(engine, queue, shelves) <= nowUs) {
    for (const list of examined(engine, queue, shelves)) expireList(engine, queue, shelves, list)
  }
}

/** Of a queue whose lists share their turns one message alone: then it may be another's turn. */
function expireList(engine: Engine, queue: Queue, shelves: Shelves, list: ReadyList): void {
  const { nowUs } = engine.clock
  while (list.head >= 0 && deadlineUs(engine, queue, list.head) <= nowUs) {
    const wasClosed = queue.quorum?.closed === true
    const slot = takeFrom(engine, queue, shelves, list)
    depart(engine, queue, slot, TraceReason.expired, nobody)
    // A dead letter it keeps counts as before.
    if (wasClosed) queue.quorum!.closeUntilRoom(queue)
    if (!engine.rules.everyLevelExpires) return
  }
}
