import { sendDeadLetters } from './dead-letter.ts'
import type { Engine } from './engine.ts'
import { never } from './queue/kept-letters.ts'
import type { TimerRule } from './timers.ts'

/** A kept dead letter that found no place tries again. [source: rabbit_fifo_dlx_worker settle timeout] */
export function letterTimer(engine: Engine): TimerRule {
  return {
    dueUs: (id) => engine.queues[id]!.quorum!.letters.dueUs,
    fire(id) {
      for (const letter of engine.queues[id]!.quorum!.letters.due(engine.clock.nowUs)) {
        letter.retryUs = never
        engine.deadLetters.add(engine.pages, letter.slot, letter.reason)
      }
      sendDeadLetters(engine)
    },
  }
}
