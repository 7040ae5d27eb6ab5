import type { Engine } from '#core/engine/engine.ts'
import { nobody } from '#core/engine/trace-sink.ts'
import { TraceReason } from '#core/model/trace.ts'
import { depart } from './departure.ts'
import type { Queue } from './queue.ts'
import { takeReady } from './ready.ts'

/** Length limits count ready messages only. [RabbitMQ: Queue Length Limit] */

/** Whether one more ready message of this size would be too much. */
export function wouldOverflow(queue: Queue, sizeBytes: number): boolean {
  return queue.ready.count >= queue.lengthMax || queue.readyBytes + sizeBytes > queue.bytesMax
}

/** drop-head: lets the oldest go until the rest is within the limit. A message just put back may be the oldest. */
export function dropHeads(engine: Engine, queue: Queue): void {
  if (!queue.limited || queue.refuses) return
  while (queue.ready.count > queue.lengthMax || queue.readyBytes > queue.bytesMax) {
    depart(engine, queue, takeReady(engine, queue), TraceReason.maxlen, nobody)
    if (queue.shelves !== null) queue.shelves.isUnseen = queue.expires
  }
}
