import { canTake } from './consumers.ts'
import { type Consumer, consumersOf, type Message, type Queue, type World } from './world.ts'

/** Where a segment ends when nothing is said, in bytes. */
const usualSegment = 500_000_000

/** Written at the end; who waits for it reads it; a full segment may send the oldest ones away. [RabbitMQ: Streams] */
export function append(world: World, queue: Queue, message: Message): void {
  const { maxSegmentBytes, maxLengthBytes, maxAgeS } = queue.args
  const segmentMost = maxSegmentBytes ?? usualSegment
  queue.ready.push(message)
  let last = queue.segments.at(-1)
  if (last === undefined || last.bytes >= segmentMost) {
    last = { count: 0, bytes: 0, newestMs: 0 }
    queue.segments.push(last)
  }
  last.count++
  last.bytes += message.sizeBytes
  last.newestMs = world.nowMs
  readOn(world, queue)
  if (last.bytes < segmentMost) return
  while (queue.segments.length > 1) {
    const bytes = queue.segments.reduce((sum, segment) => sum + segment.bytes, 0)
    const isLong = bytes > (maxLengthBytes ?? Number.POSITIVE_INFINITY)
    const oldestMs = queue.segments[0]!.newestMs
    const isOld = world.nowMs - oldestMs > (maxAgeS ?? Number.POSITIVE_INFINITY) * 1000
    if (!isLong && !isOld) break
    const { count } = queue.segments.shift()!
    queue.ready = queue.ready.slice(count)
    queue.firstOffset += count
  }
  for (const consumer of consumersOf(world, queue)) {
    consumer.offset = Math.max(consumer.offset, queue.firstOffset)
  }
}

/** Everybody reads for itself, in the order they came. */
export function readOn(world: World, queue: Queue): void {
  for (const consumer of consumersOf(world, queue)) {
    for (;;) {
      const message = queue.ready[consumer.offset - queue.firstOffset]
      if (message === undefined || !canTake(world, consumer)) break
      const { channel } = consumer
      const tag = ++channel.lastTag
      const nth = ++world.deliveries
      const held = { tag, message, queue, consumer, sinceMs: world.nowMs, nth, untilMs: null }
      channel.held.push({ ...held, gone: false })
      world.heard.push(`deliver ${consumer.id} ${tag} ${message.id} new ${consumer.offset}`)
      consumer.offset++
    }
  }
}

/** Where a consumer begins: an end of the log, an offset, or at a time. */
export function startOf(
  queue: Queue,
  said: 'first' | 'last' | 'next' | number | { readonly timestampMs: number },
): number {
  const { firstOffset, ready } = queue
  const end = firstOffset + ready.length
  if (said === 'first') return firstOffset
  if (said === 'next') return end
  if (said === 'last') return Math.max(firstOffset, end - 1)
  if (typeof said === 'number') return Math.min(end, Math.max(firstOffset, said))
  const at = ready.findIndex(({ enteredMs }) => enteredMs >= said.timestampMs)
  return at < 0 ? end : firstOffset + at
}

/** How many messages a consumer was not given yet. */
export function behind({ queue, offset }: Consumer): number {
  return queue.firstOffset + queue.ready.length - offset
}
