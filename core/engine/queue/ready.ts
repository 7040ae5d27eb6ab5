import type { Engine } from '#core/engine/engine.ts'
import { baseOf, envelopeAt, linkAt } from '#core/engine/message-pages.ts'
import type { Queue } from './queue.ts'
import { takeNext } from './shelving.ts'

/** Takes the head of a queue that has one. */
export function takeReady(engine: Engine, queue: Queue): number {
  if (!queue.plain && queue.shelves !== null) return takeNext(engine, queue, queue.shelves)
  const slot = queue.ready.head
  const words = engine.pages.wordsOf(slot)
  const at = baseOf(slot)
  queue.ready.headLeaves(linkAt(words, at))
  queue.readyBytes -= engine.envelopes.sizeBytes(envelopeAt(words, at))
  return slot
}
