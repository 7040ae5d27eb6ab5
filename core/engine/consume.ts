import { TraceKind } from '#core/model/trace.ts'
import type { Channel } from './channel.ts'
import { sendDeadLetters } from './dead-letter.ts'
import type { Engine } from './engine.ts'
import { baseOf, countAttemptAt } from './message-pages.ts'
import { Consumer } from './queue/consumer.ts'
import { forget } from './queue/departure.ts'
import { dispatch } from './queue/dispatch.ts'
import { expireHeads } from './queue/expiry.ts'
import type { Queue } from './queue/queue.ts'
import { takeReady } from './queue/ready.ts'
import { type StreamOffset, streamStart } from './queue/stream-start.ts'
import { readingFrom } from './queue/streaming.ts'

/**
 * basic.consume: what is ready goes out at once. The consumer's id, or minus a reply code: a stream wants acks (540), a limit (406)
 * and an offset it knows. [RabbitMQ: Consumers; Streams]
 */
export function consume(
  engine: Engine,
  channel: Channel,
  actor: number,
  queue: Queue,
  autoAck: boolean,
  prefetch: number,
  streamOffset?: StreamOffset,
): number {
  const log = queue.log
  const start = log === null ? null : streamStart(streamOffset, engine.clock.nowUs)
  if (log !== null) {
    if (autoAck) return -540
    if (prefetch === 0) return -406
    if (start === null) return -engine.topology.rules.streamOffsetFault
  }
  const consumer = new Consumer(engine.consumers.length, channel, queue, actor, autoAck, prefetch)
  engine.consumers.push(consumer)
  channel.consumers.push(consumer)
  queue.consumers.push(consumer)
  if (log !== null && start !== null) consumer.reading = readingFrom(engine, queue, log, start)
  queue.consumed = true
  queue.ring.enter(consumer)
  serve(engine, queue)
  return consumer.id
}

/** Ends a subscription. What it holds unacked stays with its channel. [RabbitMQ: basic.cancel] */
export function endConsumer(consumer: Consumer): void {
  if (!consumer.live) return
  const { queue, channel } = consumer
  consumer.end()
  if (consumer.waiting) queue.ring.leave(consumer)
  queue.consumers.splice(queue.consumers.indexOf(consumer), 1)
  channel.consumers.splice(channel.consumers.indexOf(consumer), 1)
}

export function setPrefetch(engine: Engine, consumer: Consumer, prefetch: number): void {
  consumer.setPrefetch(prefetch)
  const { queue } = consumer
  const canTake = consumer.canTake()
  if (canTake && !consumer.waiting) {
    queue.ring.enter(consumer)
    serve(engine, queue)
  } else if (!canTake && consumer.waiting) queue.ring.leave(consumer)
}

/** basic.get: the oldest ready message whatever the prefetch, or -1; -540 of a stream, -541 of a quorum queue without a majority. [RabbitMQ: basic.get] */
export function get(
  engine: Engine,
  channel: Channel,
  actor: number,
  queue: Queue,
  autoAck: boolean,
): number {
  if (queue.log !== null) return -540
  if (queue.quorum?.leader === -1) return -541
  expireHeads(engine, queue)
  const slot = queue.ready.count === 0 ? -1 : handTo(engine, channel, actor, queue, autoAck)
  if (slot >= 0) expireHeads(engine, queue)
  if (!engine.deadLetters.isEmpty()) sendDeadLetters(engine)
  // Last of all, so that no dead letter takes the place the caller is about to read.
  if (slot >= 0 && autoAck) forget(engine, slot)
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
  engine.trace.append(TraceKind.delivered | (attempt << 16), messageId, queue.id, actor, tag)
  queue.observer.handed(waitedUs, attempt)
  if (autoAck) {
    engine.trace.append(TraceKind.acked | (attempt << 16), messageId, queue.id, actor, 1)
    queue.observer.settled(waitedUs)
    queue.acked++
  } else {
    pages.setLink(slot, -1)
    queue.unacked++
    if (attempt > 1) queue.unackedAgain++
  }
  return slot
}

function serve(engine: Engine, queue: Queue): void {
  dispatch(engine, queue)
  if (!engine.deadLetters.isEmpty()) sendDeadLetters(engine)
}
