import type { Engine } from '#core/engine/engine.ts'
import { levelOf } from './levels.ts'
import type { Queue } from './queue.ts'
import type { ReadyList } from './ready-list.ts'
import type { Shelves } from './shelves.ts'
import { overheadBytes } from './weight.ts'

/**
 * What happens to the ready messages of a queue with shelves. Of its `ready`, `count` is that of all shelves together and `head`
 * the message that is next.
 */
export function shelve(engine: Engine, queue: Queue, shelves: Shelves, slot: number): void {
  shelves.append(engine.pages, levelOfSlot(engine, queue, shelves, slot), slot)
  entered(engine, queue, shelves, slot)
}

/** A returned message goes back to its place in its level. [RabbitMQ: requeueing keeps the original position] */
export function reshelve(engine: Engine, queue: Queue, shelves: Shelves, slot: number): void {
  shelves.putBack(engine.pages, levelOfSlot(engine, queue, shelves, slot), slot)
  entered(engine, queue, shelves, slot)
}

/** A returned message goes before everything that did not return. [recorded: K21, K148] */
export function shelveAsReturn(engine: Engine, queue: Queue, shelves: Shelves, slot: number): void {
  engine.pages.setLink(slot, -1)
  shelves.returns.append(engine.pages, slot)
  entered(engine, queue, shelves, slot)
}

/** A returned message enters anew, as the last one of the lowest level. [recorded: K21; source: rabbit_fifo requeue] */
export function shelveAtTail(engine: Engine, queue: Queue, shelves: Shelves, slot: number): void {
  const { pages } = engine
  queue.order = (queue.order + 1) | 0
  pages.setOrder(slot, queue.order)
  pages.setLink(slot, -1)
  shelves.append(pages, 0, slot)
  entered(engine, queue, shelves, slot)
}

/** Takes the message that is next of a queue that has one. */
export function takeNext(engine: Engine, queue: Queue, shelves: Shelves): number {
  return takeFrom(engine, queue, shelves, shelves.next(engine.pages)!)
}

/** Takes the head of one of its lists. */
export function takeFrom(engine: Engine, queue: Queue, shelves: Shelves, list: ReadyList): number {
  const slot = shelves.takeHead(engine.pages, list)
  queue.ready.count--
  queue.readyBytes -= engine.envelopes.sizeBytes(engine.pages.envelope(slot))
  queue.overheadBytes -= overheadBytes(engine, queue, slot)
  refresh(engine, queue, shelves)
  if (queue.quorum !== null) queue.quorum.reopen(queue)
  return slot
}

function entered(engine: Engine, queue: Queue, shelves: Shelves, slot: number): void {
  queue.ready.count++
  queue.readyBytes += engine.envelopes.sizeBytes(engine.pages.envelope(slot))
  queue.overheadBytes += overheadBytes(engine, queue, slot)
  refresh(engine, queue, shelves)
}

function refresh(engine: Engine, queue: Queue, shelves: Shelves): void {
  queue.ready.head = shelves.next(engine.pages)?.head ?? -1
}

function levelOfSlot(engine: Engine, queue: Queue, shelves: Shelves, slot: number): number {
  const row = engine.templates.row(engine.envelopes.template(engine.pages.envelope(slot)))
  return levelOf(queue.spec, shelves, row.template.priority)
}
