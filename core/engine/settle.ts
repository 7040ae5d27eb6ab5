import { TraceKind, TraceReason } from '#core/model/trace.ts'
import type { Channel } from './channel.ts'
import { sendDeadLetters } from './dead-letter.ts'
import { countDiscard, countReturn, isSpent } from './delivery-counts.ts'
import type { Engine } from './engine.ts'
import {
  attemptsAt,
  baseOf,
  enqueuedUsAt,
  isNotedAt,
  linkAt,
  messageIdAt,
  queueAt,
} from './message-pages.ts'
import type { Consumer } from './queue/consumer.ts'
import { depart, forget, unnote } from './queue/departure.ts'
import { dispatch } from './queue/dispatch.ts'
import { expireHeads } from './queue/expiry.ts'
import { dropHeads } from './queue/limits.ts'
import type { Queue } from './queue/queue.ts'
import { overflow } from './queue/quorum-limits.ts'
import { takeBack } from './queue/returning.ts'
import { lossOrder, settlementGroups } from './settle-groups.ts'
import { ghost } from './tag-ring.ts'
import { touch } from './touch.ts'
import { nobody } from './trace-sink.ts'
import { noteSettled } from './watched.ts'

const { acked, requeued } = TraceKind

/** How a delivery is settled. */
export type Settlement = 'ack' | 'requeue' | 'discard'

/** basic.ack of one delivery on a plain channel. False when the tag is unknown or settled: 406. [RabbitMQ: Delivery Acknowledgement] */
export function ack(engine: Engine, channel: Channel, tag: number): boolean {
  const slot = channel.tags.take(tag)
  if (slot < 0) return slot !== -1
  const queue = acknowledge(engine, slot)
  if (queue.ready.count > 0) {
    dispatch(engine, queue)
    if (!engine.deadLetters.isEmpty()) sendDeadLetters(engine)
  }
  return true
}

/** Any settlement of one delivery or, `multiple`, of all up to the tag; tag 0 then means all. False: 406, nothing settled. */
export function settle(
  engine: Engine,
  channel: Channel,
  tag: number,
  multiple: boolean,
  settlement: Settlement,
  reason: number,
): boolean {
  const tags = channel.tags
  if (multiple) {
    if (tag !== 0 && !tags.has(tag)) return false
    const last = tag === 0 ? tags.lastTag : tag
    settleEach(engine, channel, tags.upTo(last), settlement, reason)
    return true
  }
  const slot = tags.take(tag)
  if (slot === -1) return false
  if (slot !== ghost) settleSlot(engine, channel, slot, settlement, reason)
  lookAfter(engine)
  return true
}

/** Settles deliveries that are known to be outstanding, in this order but consumer by consumer: see `settlementGroups`. */
export function settleEach(
  engine: Engine,
  channel: Channel,
  tags: readonly number[],
  settlement: Settlement,
  reason: number,
): void {
  const groups = settlementGroups(engine, channel, tags) ?? [tags]
  for (const group of groups) {
    for (const tag of group) {
      const slot = channel.tags.take(tag)
      if (slot >= 0) settleSlot(engine, channel, slot, settlement, reason)
    }
    lookAfter(engine)
  }
}

/** Puts what one consumer holds back, in the order it was delivered. Its tags stay valid and settle nothing. */
export function returnHeld(engine: Engine, consumer: Consumer, reason: number): void {
  const { channel } = consumer
  channel.tags.haunt((slot) => {
    if (engine.pages.link(slot) !== consumer.id) return false
    giveBack(engine, channel, slot, reason)
    return true
  })
  lookAfter(engine)
}

/** Puts everything unacked of a closed channel back: of quorum queues in the order of `lossOrder`. */
export function returnAll(engine: Engine, channel: Channel, reason: number): void {
  putAllBack(engine, channel, reason)
  lookAfter(engine)
}

/** The same and no more: the caller looks after the queues when it is done. */
export function putAllBack(engine: Engine, channel: Channel, reason: number): void {
  const { tags } = channel
  for (const tag of lossOrder(engine, channel, tags.upTo(tags.lastTag))) {
    const slot = tags.take(tag)
    if (slot >= 0) giveBack(engine, channel, slot, reason)
  }
}

/**
 * Looks after the queues a verb touched: first the length limit, which may drop what was just put back, then expiry, then
 * delivery, of a quorum queue the limit last; at last the dead letters go. [RabbitMQ: requeue; source: rabbit_fifo checkout]
 */
export function lookAfter(engine: Engine): void {
  const { touched } = engine
  for (const queue of touched) {
    queue.touched = false
    if (queue.deleted) continue
    if (queue.quorum !== null) {
      dispatch(engine, queue)
      overflow(engine, queue, queue.quorum)
      // What is next now may have been over its time behind what went.
      if (queue.expires) expireHeads(engine, queue)
      continue
    }
    dropHeads(engine, queue)
    dispatch(engine, queue)
  }
  touched.length = 0
  if (!engine.deadLetters.isEmpty()) sendDeadLetters(engine)
}

function settleSlot(
  engine: Engine,
  channel: Channel,
  slot: number,
  settlement: Settlement,
  reason: number,
): void {
  const consumer = engine.pages.link(slot)
  if (settlement === 'ack' || isRead(engine, slot)) touch(engine, acknowledge(engine, slot))
  else if (settlement === 'requeue') touch(engine, putBack(engine, slot, reason))
  else touch(engine, discard(engine, slot, reason))
  if (!channel.plain) noteSettled(engine, channel, consumer, slot)
}

/** A delivery comes back unasked: to a stream that is nothing, not even credit. */
function giveBack(engine: Engine, channel: Channel, slot: number, reason: number): void {
  const consumer = engine.pages.link(slot)
  touch(engine, putBack(engine, slot, reason))
  if (!channel.plain) noteSettled(engine, channel, consumer, slot)
}

/** Of a stream every settlement is the same: it grants credit. [source: rabbit_stream_queue settle] */
function isRead(engine: Engine, slot: number): boolean {
  return engine.queues[engine.pages.queue(slot)]!.log !== null
}

function acknowledge(engine: Engine, slot: number): Queue {
  const words = engine.pages.wordsOf(slot)
  const at = baseOf(slot)
  const consumer = linkAt(words, at)
  const queue = engine.queues[queueAt(words, at)]!
  const attempt = attemptsAt(words, at)
  const messageId = messageIdAt(words, at)
  const sojournUs = engine.clock.nowUs - enqueuedUsAt(words, at)
  const actor = letGo(engine, queue, consumer, attempt)
  engine.trace.append(acked | (attempt << 16), messageId, queue.id, actor, 0)
  engine.observer.settled(queue.id, sojournUs)
  queue.acked++
  if (!queue.plain) queue.quorum?.heldSinceUs.delete(slot)
  if (isNotedAt(words, at)) unnote(engine, slot)
  engine.pages.release(slot)
  return queue
}

/** A delivery comes back, or has come back too often. */
function putBack(engine: Engine, slot: number, reason: number): Queue {
  const pages = engine.pages
  const consumer = pages.link(slot)
  const queue = engine.queues[pages.queue(slot)]!
  const attempt = pages.attempts(slot)
  const actor = letGo(engine, queue, consumer, attempt)
  if (queue.log !== null) {
    forget(engine, slot)
    return queue
  }
  countReturn(engine, queue, slot, reason)
  if (queue.quorum !== null) {
    queue.quorum.heldSinceUs.delete(slot)
    if (isSpent(engine, queue.quorum.deliveryLimit, slot)) {
      if (engine.rules.spentReturnsGrant) grantOne(queue, engine.consumers[consumer])
      depart(engine, queue, slot, TraceReason.deliveryLimit, actor)
      return queue
    }
  }
  const what = requeued | (reason << 8) | (attempt << 16)
  engine.trace.append(what, pages.messageId(slot), queue.id, actor, 0)
  if (queue.shelves !== null) {
    takeBack(engine, queue, queue.shelves, slot, reason)
    return queue
  }
  queue.ready.putBack(pages, slot)
  queue.readyBytes += engine.envelopes.sizeBytes(pages.envelope(slot))
  return queue
}

/** Its consumer may hold one more from now on, and may be able to take one at once. A got one has none. */
function grantOne(queue: Queue, consumer: Consumer | undefined): void {
  if (consumer === undefined) return
  consumer.grantOne()
  if (!consumer.waiting && consumer.canTake()) queue.ring.enter(consumer)
}

function discard(engine: Engine, slot: number, reason: number): Queue {
  const pages = engine.pages
  const queue = engine.queues[pages.queue(slot)]!
  const actor = letGo(engine, queue, pages.link(slot), pages.attempts(slot))
  countDiscard(engine, queue, slot, reason)
  queue.quorum?.heldSinceUs.delete(slot)
  depart(engine, queue, slot, TraceReason.rejected, actor)
  return queue
}

/** One unacked less for the queue and the consumer, who may now take another. Returns the consumer's actor. */
function letGo(engine: Engine, queue: Queue, consumerId: number, attempt: number): number {
  queue.unacked--
  if (attempt > 1) queue.unackedAgain--
  if (consumerId < 0) {
    if (queue.quorum !== null) queue.quorum.gotten--
    return nobody
  }
  const consumer = engine.consumers[consumerId]!
  consumer.unacked--
  if (!consumer.waiting && consumer.canTake()) queue.ring.enter(consumer)
  return consumer.actor
}
