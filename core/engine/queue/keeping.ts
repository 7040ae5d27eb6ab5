import type { Engine } from '#core/engine/engine.ts'
import { never } from './kept-letters.ts'
import type { Queue } from './queue.ts'
import type { QuorumState } from './quorum-state.ts'
import { overheadBytes } from './weight.ts'

/**
 * At-least-once dead lettering: the dead letter stays, counted in the limits of its queue, until every queue it is for has it.
 * It sets out at the end of the verb like any other. [RabbitMQ: Quorum Queues, at-least-once dead lettering; recorded: K151]
 */
export function keepLetter(
  engine: Engine,
  queue: Queue,
  quorum: QuorumState,
  slot: number,
  reason: number,
): void {
  const bytes = bytesOf(engine, queue, slot)
  const diedUs = engine.clock.nowUs
  const places = { settled: new Set<number>(), withheldAt: new Set<number>() }
  const letter = { slot, bytes, reason, diedUs, ...places, retryUs: never, isNew: true }
  quorum.letters.add(letter)
  if (quorum.letters.mayGo(letter)) engine.deadLetters.add(engine.pages, slot, reason)
  quorum.closeIfOver(queue)
}

/** What a message counts towards a limit of bytes. */
export function bytesOf(engine: Engine, queue: Queue, slot: number): number {
  const bodyBytes = engine.envelopes.sizeBytes(engine.pages.envelope(slot))
  return bodyBytes + overheadBytes(engine, queue, slot)
}
