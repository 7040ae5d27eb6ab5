import { TraceKind } from '#core/model/trace.ts'
import { setDeadline } from './ack-deadlines.ts'
import type { Channel } from './channel.ts'
import { sendDeadLetters } from './dead-letter.ts'
import { lockedRefusal } from './declare-queue.ts'
import { accepted, type Declared, refused } from './declared.ts'
import type { Engine } from './engine.ts'
import { baseOf, countAttemptAt } from './message-pages.ts'
import { Consumer, type ConsumerTerms } from './queue/consumer.ts'
import { lend } from './queue/departure.ts'
import { dispatch } from './queue/dispatch.ts'
import { expireFirst, expireHeads } from './queue/expiry.ts'
import type { Queue } from './queue/queue.ts'
import { takeReady } from './queue/ready.ts'
import { seatNext, takeSeat } from './queue/single-active.ts'
import { type StreamStart, streamStart } from './queue/stream-start.ts'
import { readingFrom } from './queue/streaming.ts'
import { renewUse } from './queue/unused.ts'
import { isSpent } from './shared-prefetch.ts'

/**
 * basic.consume: what is ready goes out at once. 530 for a tag the channel has in use, 405 for the exclusive queue of
 * another connection, 403 beside an exclusive consumer or as one beside others, 540 under a shared limit the queue's type
 * cannot keep; a stream wants acks (540), a limit (406) and an offset it knows. [RabbitMQ: Consumers; Streams]
 */
export function consume(
  engine: Engine,
  channel: Channel,
  actor: number,
  queue: Queue,
  terms: ConsumerTerms,
): Declared {
  const { log } = queue
  const start = log === null ? null : streamStart(terms.streamOffset, engine.clock.nowUs)
  const refusal =
    consumeRefusal(channel, queue, terms) ?? streamRefusal(engine, queue, terms, start)
  if (refusal !== null) return refusal
  const consumer = new Consumer(engine.consumers.length, channel, queue, actor, terms)
  engine.consumers.push(consumer)
  channel.consumers.push(consumer)
  queue.consumers.push(consumer)
  if (log !== null && start !== null) consumer.reading = readingFrom(engine, queue, log, start)
  queue.consumed = true
  consumer.ackTimeoutUs = ackTimeoutUs(engine, queue)
  const isShared = channel.sharedMax !== Number.POSITIVE_INFINITY
  if (isShared) consumer.setSpent(isSpent(channel))
  if (isShared || consumer.ackTimeoutUs !== Number.POSITIVE_INFINITY) consumer.watch()
  if (queue.sole) takeSeat(engine, queue, consumer)
  if (consumer.canTake() && !consumer.waiting) queue.ring.enter(consumer)
  serve(engine, queue)
  return accepted(consumer.id)
}

function consumeRefusal(channel: Channel, queue: Queue, terms: ConsumerTerms): Declared | null {
  const { tag, exclusive } = terms
  const { name } = queue.spec
  if (tag !== '' && channel.consumers.some((other) => other.tag === tag)) {
    return refused(530, `the channel has a consumer '${tag}' already`)
  }
  if (queue.isLockedFor(channel.connection)) {
    return lockedRefusal(queue)
  }
  if (channel.sharedMax !== Number.POSITIVE_INFINITY && !queue.kind.keepsSharedLimits) {
    return refused(540, `queue '${name}' cannot keep a prefetch limit shared by a channel`)
  }
  if (!queue.kind.heedsExclusive) return null
  const isTaken = queue.consumers.some((other) => other.exclusive)
  if (isTaken || (exclusive && (queue.sole || queue.consumers.length > 0))) {
    return refused(403, `queue '${name}' in exclusive use`)
  }
  return null
}

/** What only a stream minds. */
function streamRefusal(
  engine: Engine,
  queue: Queue,
  terms: ConsumerTerms,
  start: StreamStart | null,
): Declared | null {
  if (queue.log === null) return null
  const { name } = queue.spec
  if (terms.autoAck) return refused(540, `stream '${name}' is consumed with acks only`)
  if (terms.prefetch === 0) return refused(406, `stream '${name}' is consumed with a prefetch only`)
  if (start !== null) return null
  return refused(engine.rules.streamOffsetFault, `stream '${name}' knows no such offset`)
}

/** How long a delivery of the queue may stay unacked. */
function ackTimeoutUs(engine: Engine, queue: Queue): number {
  const isTimed = engine.rules.ackTimeoutEndsChannel || queue.kind.endsSlowConsumers
  return isTimed ? engine.ackTimeoutUs : Number.POSITIVE_INFINITY
}

/** Ends a subscription. What it holds unacked stays with its channel. The caller looks after its queue. [RabbitMQ: basic.cancel] */
export function endConsumer(engine: Engine, consumer: Consumer): void {
  if (!consumer.live) return
  const { queue, channel } = consumer
  consumer.end()
  if (consumer.waiting) queue.ring.leave(consumer)
  queue.consumers.splice(queue.consumers.indexOf(consumer), 1)
  channel.consumers.splice(channel.consumers.indexOf(consumer), 1)
  if (queue.active === consumer) seatNext(engine, queue)
  if (queue.consumers.length === 0) renewUse(engine, queue)
}

export function setPrefetch(engine: Engine, consumer: Consumer, prefetch: number): void {
  consumer.setPrefetch(prefetch)
  serveAgain(engine, consumer)
}

/** While it is paused it is given nothing. Its queue's ring passes over it by itself, so a sink may pause it in a delivery. */
export function pauseConsumer(engine: Engine, consumer: Consumer, paused: boolean): void {
  consumer.setPaused(paused)
  if (!paused) serveAgain(engine, consumer)
}

/** It may be able to take more than before. */
function serveAgain(engine: Engine, consumer: Consumer): void {
  const { queue } = consumer
  if (consumer.waiting || !consumer.canTake()) return
  queue.ring.enter(consumer)
  serve(engine, queue)
}

/** basic.get: the oldest ready message whatever the prefetch, or -1, or minus a reply code, see `refusal`. [RabbitMQ: basic.get] */
export function get(
  engine: Engine,
  channel: Channel,
  actor: number,
  queue: Queue,
  autoAck: boolean,
): number {
  if (queue.log !== null) return -540
  if (queue.isLockedFor(channel.connection)) return -405
  if (queue.sole && !queue.kind.getsBesideSole) return -405
  if (queue.quorum?.leader === -1) return -541
  renewUse(engine, queue)
  expireFirst(engine, queue)
  const slot = queue.ready.count === 0 ? -1 : handTo(engine, channel, actor, queue, autoAck)
  const left = queue.ready.count
  if (slot >= 0) expireHeads(engine, queue)
  channel.gotRemaining = queue.kind.countsBeforeExpiry && !autoAck ? left : queue.ready.count
  if (!engine.deadLetters.isEmpty()) sendDeadLetters(engine)
  if (slot >= 0 && autoAck) lend(engine, slot)
  return slot
}

function handTo(
  engine: Engine,
  channel: Channel,
  actor: number,
  queue: Queue,
  autoAck: boolean,
): number {
  const pages = engine.pages
  const slot = takeReady(engine, queue)
  const attempt = countAttemptAt(pages.wordsOf(slot), baseOf(slot))
  const messageId = pages.messageId(slot)
  const waitedUs = engine.clock.nowUs - pages.enqueuedUs(slot)
  const tag = autoAck ? channel.tags.skip() : channel.tags.push(slot)
  channel.gotTag = tag
  pages.setLink(slot, -1)
  engine.trace.append(TraceKind.delivered | (attempt << 16), messageId, queue.id, actor, tag)
  engine.observer.handed(queue.id, waitedUs, attempt)
  if (autoAck) {
    engine.trace.append(TraceKind.acked | (attempt << 16), messageId, queue.id, actor, 1)
    engine.observer.settled(queue.id, waitedUs)
    queue.acked++
  } else {
    if (queue.quorum !== null) queue.quorum.gotten++
    queue.unacked++
    if (attempt > 1) queue.unackedAgain++
    if (engine.rules.ackTimeoutEndsChannel && engine.ackTimeoutUs < Number.POSITIVE_INFINITY) {
      channel.plain = false
      setDeadline(engine, channel, null, slot, engine.ackTimeoutUs)
    }
  }
  return slot
}

function serve(engine: Engine, queue: Queue): void {
  dispatch(engine, queue)
  if (!engine.deadLetters.isEmpty()) sendDeadLetters(engine)
}
