import type { Engine } from '#core/engine/engine.ts'
import { nobody } from '#core/engine/trace-sink.ts'
import { TraceReason } from '#core/model/trace.ts'
import { depart } from './departure.ts'
import type { Queue } from './queue.ts'
import type { QuorumState } from './quorum-state.ts'
import { takeReady } from './ready.ts'

/**
 * The length limit of a quorum queue, looked at when everything else of a command is done: by drop-head the first go, returned ones
 * before others; by reject-publish it refuses what comes after. Kept dead letters and waiting returns count too.
 * [RabbitMQ: Queue Length Limit; source: rabbit_fifo evaluate_limit; recorded: K146, K151]
 */
export function overflow(engine: Engine, queue: Queue, quorum: QuorumState): void {
  if (!queue.limited) return
  if (queue.refuses) {
    quorum.closeIfOver(queue)
    quorum.reopen(queue)
    return
  }
  const dropped: number[] = []
  while (queue.ready.count > 0 && quorum.isOver(queue)) dropped.push(takeReady(engine, queue))
  if (engine.rules.quorumDropsNewestFirst) dropped.reverse()
  for (const slot of dropped) depart(engine, queue, slot, TraceReason.maxlen, nobody)
}
