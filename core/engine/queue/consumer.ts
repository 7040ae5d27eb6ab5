import type { Channel } from '#core/engine/channel.ts'
import type { TagRing } from '#core/engine/tag-ring.ts'
import { unlimited } from './held-most.ts'
import type { Queue } from './queue.ts'
import type { Reading } from './streaming.ts'

/** A subscription of one channel to one queue. The fields every delivery reads come first: one cache line. */
export class Consumer {
  readonly id: number
  unacked = 0
  /** It takes a message while it has fewer unacked ones. */
  limit: number
  readonly tags: TagRing
  /** Index of the actor in the event log. */
  readonly actor: number
  readonly autoAck: boolean
  /** Whether it stands in its queue's ring. */
  waiting = false
  readonly queue: Queue
  readonly channel: Channel
  /** False once cancelled; its unacked messages stay with the channel. */
  live = true
  /** Where it stands in a stream. */
  reading: Reading | null = null

  /** A `prefetch` of 0 is unlimited, of a quorum queue 2000. */
  constructor(
    id: number,
    channel: Channel,
    queue: Queue,
    actor: number,
    autoAck: boolean,
    prefetch: number,
  ) {
    this.id = id
    this.limit = limitOf(queue, prefetch, autoAck)
    this.tags = channel.tags
    this.actor = actor
    this.autoAck = autoAck
    this.queue = queue
    this.channel = channel
  }

  canTake(): boolean {
    return this.unacked < this.limit
  }

  setPrefetch(prefetch: number): void {
    if (this.live) this.limit = limitOf(this.queue, prefetch, this.autoAck)
  }

  end(): void {
    this.live = false
    this.limit = 0
  }
}

function limitOf(queue: Queue, prefetch: number, autoAck: boolean): number {
  if (autoAck) return unlimited
  return prefetch === 0 ? queue.kind.heldMost : prefetch
}
