import type { Engine } from '#core/engine/engine.ts'
import { nobody } from '#core/engine/trace-sink.ts'
import { noteHanded } from '#core/engine/watched.ts'
import { TraceKind, TraceReason } from '#core/model/trace.ts'
import type { Consumer } from './consumer.ts'
import { drop } from './departure.ts'
import type { Queue } from './queue.ts'
import { takeReady } from './ready.ts'
import type { StreamLog } from './stream-log.ts'
import type { StreamStart } from './stream-start.ts'

/** What a consumer of a stream reads next. */
export interface Reading {
  offset: number
  /** Its slot in the log, or -1 while it was not written. */
  slot: number
}

/** A slot was written at the tail of a stream: who waits for it gets it, and the oldest segments may go. */
export function appended(
  engine: Engine,
  queue: Queue,
  log: StreamLog,
  slot: number,
  sizeBytes: number,
): void {
  const nowUs = engine.clock.nowUs
  const isFull = log.append(sizeBytes, nowUs)
  const offset = log.firstOffset + queue.ready.count - 1
  for (const { reading } of queue.consumers) if (reading?.offset === offset) reading.slot = slot
  readOn(engine, queue)
  if (isFull) retain(engine, queue, log)
}

/** Hands every consumer what it may take. Each reads for itself, in the order they came. */
export function readOn(engine: Engine, queue: Queue): void {
  for (const consumer of queue.consumers) {
    const reading = consumer.reading!
    while (reading.slot >= 0 && consumer.canTake()) {
      handCopy(engine, queue, consumer, reading.slot)
      reading.offset++
      reading.slot = engine.pages.link(reading.slot)
    }
    if (consumer.waiting && !consumer.canTake()) queue.ring.leave(consumer)
  }
}

/** An offset beyond an end of the log is that end. [RabbitMQ: Streams, consuming] */
export function readingFrom(
  engine: Engine,
  queue: Queue,
  log: StreamLog,
  start: StreamStart,
): Reading {
  const end = log.firstOffset + queue.ready.count
  const reading = { offset: end, slot: -1 }
  if (start === 'next') return reading
  let wanted = log.firstOffset
  if (start === 'last') wanted = end - 1
  else if (typeof start === 'object' && 'offset' in start) wanted = start.offset
  const fromUs = typeof start === 'object' && 'timestampUs' in start ? start.timestampUs : -Infinity
  let offset = log.firstOffset
  const { pages } = engine
  for (let slot = queue.ready.head; slot >= 0; slot = pages.link(slot), offset++) {
    if (offset >= wanted && pages.enqueuedUs(slot) >= fromUs) return { offset, slot }
  }
  return reading
}

/** Retention, oldest segments first; who was still to read them goes on behind them. */
function retain(engine: Engine, queue: Queue, log: StreamLog): void {
  let excess = log.excess(queue.readyBytes, engine.clock.nowUs)
  while (excess !== null) {
    const reason = excess === 'bytes' ? TraceReason.maxlen : TraceReason.expired
    const count = log.dropSegment()
    for (let i = 0; i < count; i++) drop(engine, queue, takeReady(engine, queue), reason, nobody)
    excess = log.excess(queue.readyBytes, engine.clock.nowUs)
  }
  for (const { reading } of queue.consumers) {
    if (reading === null || reading.offset >= log.firstOffset) continue
    reading.offset = log.firstOffset
    reading.slot = queue.ready.head
  }
}

/** A delivery is a copy of its own, so that one reader's ack is nothing to another. */
function handCopy(engine: Engine, queue: Queue, consumer: Consumer, slot: number): void {
  const { pages, histories, clock, trace, sink } = engine
  const enqueuedUs = pages.enqueuedUs(slot)
  const messageId = pages.messageId(slot)
  const mark = pages.mark(slot)
  const copy = pages.allocate(
    enqueuedUs,
    messageId,
    pages.order(slot),
    pages.envelope(slot),
    queue.id,
    mark,
  )
  const history = pages.isDead(slot) ? histories.get(slot) : undefined
  if (history !== undefined) {
    pages.markDead(copy)
    histories.set(copy, history)
  }
  pages.countAttempt(copy)
  const tag = consumer.tags.push(copy)
  pages.setLink(copy, consumer.id)
  queue.unacked++
  consumer.unacked++
  if (consumer.watched) noteHanded(engine, consumer, copy)
  trace.append(TraceKind.delivered | (1 << 16), messageId, queue.id, consumer.actor, tag)
  engine.observer.handed(queue.id, clock.nowUs - enqueuedUs, 1)
  sink.delivered(consumer.id, tag, copy, 1, mark)
}
