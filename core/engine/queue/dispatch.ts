import type { Engine } from '#core/engine/engine.ts'
import {
  baseOf,
  countAttemptAt,
  enqueuedUsAt,
  markAt,
  messageIdAt,
  setLinkAt,
} from '#core/engine/message-pages.ts'
import { noteHanded } from '#core/engine/watched.ts'
import { TraceKind } from '#core/model/trace.ts'
import type { Consumer } from './consumer.ts'
import { forget } from './departure.ts'
import { expireFirst, expireHeads } from './expiry.ts'
import { noteHeld } from './held.ts'
import type { Queue } from './queue.ts'
import { takeReady } from './ready.ts'
import { readOn } from './streaming.ts'

const { delivered, acked } = TraceKind

/** Hands out ready messages while a consumer can take one. Afterwards a queue has ready messages or waiting consumers, not both. */
export function dispatch(engine: Engine, queue: Queue): void {
  if (!queue.plain && !handsOut(engine, queue)) return
  if (queue.expires) expireFirst(engine, queue)
  while (queue.ready.count > 0) {
    const consumer = queue.ring.first()
    if (consumer === null) return
    handReady(engine, queue, consumer)
    if (queue.expires) expireHeads(engine, queue)
  }
}

/** A stream is read, not handed out, and a quorum queue without a leader waits. */
function handsOut(engine: Engine, queue: Queue): boolean {
  if (queue.log !== null) {
    readOn(engine, queue)
    return false
  }
  return queue.quorum === null || queue.quorum.leader >= 0
}

function handReady(engine: Engine, queue: Queue, consumer: Consumer): void {
  const slot = takeReady(engine, queue)
  const words = engine.pages.wordsOf(slot)
  const at = baseOf(slot)
  const waitedUs = engine.clock.nowUs - enqueuedUsAt(words, at)
  hand(engine, queue, consumer, slot, messageIdAt(words, at), waitedUs)
}

/** Delivers a message that is in no list to the consumer whose turn it is. */
export function hand(
  engine: Engine,
  queue: Queue,
  consumer: Consumer,
  slot: number,
  messageId: number,
  waitedUs: number,
): void {
  const words = engine.pages.wordsOf(slot)
  const at = baseOf(slot)
  const attempt = countAttemptAt(words, at)
  let tag: number
  if (consumer.autoAck) {
    tag = consumer.tags.skip()
  } else {
    tag = consumer.tags.push(slot)
    setLinkAt(words, at, consumer.id)
    queue.unacked++
    if (attempt > 1) queue.unackedAgain++
    consumer.unacked++
  }
  queue.ring.turn()
  if (!queue.plain) noteHeld(engine, queue, consumer, slot)
  if (consumer.watched) noteHanded(engine, consumer, slot)
  engine.trace.append(delivered | (attempt << 16), messageId, queue.id, consumer.actor, tag)
  engine.observer.handed(queue.id, waitedUs, attempt)
  engine.sink.delivered(consumer.id, tag, slot, attempt, markAt(words, at))
  if (consumer.autoAck) {
    engine.trace.append(acked | (attempt << 16), messageId, queue.id, consumer.actor, 1)
    engine.observer.settled(queue.id, waitedUs)
    queue.acked++
    forget(engine, slot)
  }
}
