import type { Engine } from '#core/engine/engine.ts'
import { baseOf, isNotedAt } from '#core/engine/message-pages.ts'
import { nobody } from '#core/engine/trace-sink.ts'
import { TraceKind, TraceReason } from '#core/model/trace.ts'
import { keepLetter } from './keeping.ts'
import type { Queue } from './queue.ts'
import { takeReady } from './ready.ts'

/** Frees a slot whose message is over. */
export function forget(engine: Engine, slot: number): void {
  const pages = engine.pages
  if (isNotedAt(pages.wordsOf(slot), baseOf(slot))) unnote(engine, slot)
  pages.release(slot)
}

/** The same of a slot that can be read until another one is lent. */
export function lend(engine: Engine, slot: number): void {
  const { pages } = engine
  if (pages.lent >= 0) unnote(engine, pages.lent)
  pages.lend(slot)
}

/** Takes what the side tables hold of a message away. */
export function unnote(engine: Engine, slot: number): void {
  engine.histories.delete(slot)
  engine.failures.delete(slot)
}

/**
 * A message leaves its queue unread, for a `reason` that dead-letters: towards the queue's dead-letter exchange, or for
 * good. It has been taken out of the ready or unacked ones already. `actor` is `nobody` when no client asked for it. The dead
 * letter itself travels at the end of the verb, see `dead-letters.ts`.
 */
export function depart(
  engine: Engine,
  queue: Queue,
  slot: number,
  reason: number,
  actor: number,
): void {
  const name = queue.arguments.deadLetterExchange
  if (name === null) {
    drop(engine, queue, slot, reason, actor)
    return
  }
  if (queue.quorum?.keepsLetters) {
    keepLetter(engine, queue, queue.quorum, slot, reason)
    return
  }
  const exchange = engine.topology.exchangeId(name)
  const pages = engine.pages
  const what = TraceKind.deadLettered | (reason << 8) | (pages.attempts(slot) << 16)
  engine.trace.append(
    what,
    pages.messageId(slot),
    queue.id,
    actor,
    exchange < 0 ? nobody : exchange,
  )
  engine.observer.left(queue.id, reason, true)
  queue.deadLettered++
  if (exchange < 0) forget(engine, slot)
  else engine.deadLetters.add(pages, slot, reason)
}

/** A message leaves its queue for good. */
export function drop(
  engine: Engine,
  queue: Queue,
  slot: number,
  reason: number,
  actor: number,
): void {
  const pages = engine.pages
  const what = TraceKind.dropped | (reason << 8) | (pages.attempts(slot) << 16)
  engine.trace.append(what, pages.messageId(slot), queue.id, actor, 0)
  engine.observer.left(queue.id, reason, false)
  queue.dropped++
  forget(engine, slot)
}

/** Drops all ready messages, dead-lettering none. Returns how many there were. [RabbitMQ: purge] */
export function dropReady(engine: Engine, queue: Queue): number {
  const count = queue.ready.count
  while (queue.ready.count > 0) {
    drop(engine, queue, takeReady(engine, queue), TraceReason.purged, nobody)
  }
  return count
}
