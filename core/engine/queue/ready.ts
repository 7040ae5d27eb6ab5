import type { Engine } from '#core/engine/engine.ts'
import { baseOf, envelopeAt, linkAt } from '#core/engine/message-pages.ts'
import type { Queue } from './queue.ts'

/** Takes the head of a queue that has one. */
export function takeReady(engine: Engine, queue: Queue): number {
  const slot = queue.ready.head
  const words = engine.pages.wordsOf(slot)
  const at = baseOf(slot)
  queue.ready.headLeaves(linkAt(words, at))
  queue.readyBytes -= engine.envelopes.sizeBytes(envelopeAt(words, at))
  return slot
}
