import type { Engine } from '#core/engine/engine.ts'
import { nobody } from '#core/engine/trace-sink.ts'
import { TraceReason } from '#core/model/trace.ts'
import { drop, dropReady } from './departure.ts'
import type { Queue } from './queue.ts'
import type { QuorumState } from './quorum-state.ts'

/**
 * queue.purge: drops what is ready and, where `purgeTakesAside`, what a quorum queue keeps aside: returns that wait and dead
 * letters that have not arrived. How many. [RabbitMQ: purge; seen on 4.3.6: K172]
 */
export function purgeQueue(engine: Engine, queue: Queue): number {
  const ready = dropReady(engine, queue)
  queue.shelves?.beginTurns()
  const { quorum } = queue
  if (quorum === null || !engine.rules.purgeTakesAside) return ready
  const aside = dropAside(engine, queue, quorum)
  quorum.reopen(queue)
  return ready + aside
}

/**
 * A quorum queue that no longer keeps dead letters lets go of those it has, and they go nowhere. [source: rabbit_fifo_dlx
 * update_config, switch_from at_least_once]
 */
export function dropLetters(engine: Engine, queue: Queue, quorum: QuorumState): void {
  for (const { slot, reason } of quorum.letters.clear()) drop(engine, queue, slot, reason, nobody)
}

/** What a quorum queue keeps beside its ready messages goes. How many. */
export function dropAside(engine: Engine, queue: Queue, quorum: QuorumState): number {
  const slots = quorum.clearAside()
  for (const slot of slots) {
    engine.deadLetters.remove(engine.pages, slot)
    drop(engine, queue, slot, TraceReason.purged, nobody)
  }
  return slots.length
}
