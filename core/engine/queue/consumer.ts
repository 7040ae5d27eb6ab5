import type { Channel } from '#core/engine/channel.ts'
import type { TagRing } from '#core/engine/tag-ring.ts'
import { unlimited } from './held-most.ts'
import type { Queue } from './queue.ts'
import type { StreamOffset } from './stream-start.ts'
import type { Reading } from './streaming.ts'

/** How somebody consumes. */
export interface ConsumerTerms {
  readonly autoAck: boolean
  /** 0 is unlimited, of a quorum queue 2000. */
  readonly prefetch: number
  /** `x-priority`: a higher one is served first. */
  readonly priority: number
  readonly exclusive: boolean
  /** '' when it has none. */
  readonly tag: string
  /** `x-stream-offset` of a stream. */
  readonly streamOffset?: StreamOffset | undefined
}

/** A subscription of one channel to one queue. The constructor sets what every delivery reads first: see `Queue`. */
export class Consumer {
  declare readonly id: number
  declare unacked: number
  /** It takes a message while it has fewer unacked ones. 0 while something holds it back. */
  declare limit: number
  declare readonly tags: TagRing
  /** Index of the actor in the event log. */
  declare readonly actor: number
  declare readonly autoAck: boolean
  /** Its deliveries and settlements mean something to more than itself: see `watched.ts`. */
  declare watched: boolean
  /** Whether it stands in its queue's ring. */
  declare waiting: boolean
  declare readonly queue: Queue
  declare readonly channel: Channel
  /** False once cancelled; its unacked messages stay with the channel. */
  declare live: boolean
  /** Where it stands in a stream. */
  declare reading: Reading | null
  declare readonly priority: number
  declare readonly exclusive: boolean
  declare readonly tag: string
  /** How long its deliveries may stay unacked; Infinity is for ever. */
  declare ackTimeoutUs: number
  declare private prefetch: number
  /** Another is the active one of its queue, or is to become it. */
  declare private isStandby: boolean
  /** Its channel has used up what its consumers share. */
  declare private isSpent: boolean
  /** Its client does not read. */
  declare private isPaused: boolean

  constructor(id: number, channel: Channel, queue: Queue, actor: number, terms: ConsumerTerms) {
    this.id = id
    this.unacked = 0
    this.limit = limitOf(queue, terms.prefetch, terms.autoAck)
    this.waiting = false
    this.actor = actor
    this.autoAck = terms.autoAck
    this.watched = false
    this.tags = channel.tags
    this.queue = queue
    this.channel = channel
    this.priority = terms.priority
    this.exclusive = terms.exclusive
    this.tag = terms.tag
    this.prefetch = terms.prefetch
    this.live = true
    this.reading = null
    this.ackTimeoutUs = Number.POSITIVE_INFINITY
    this.isStandby = false
    this.isSpent = false
    this.isPaused = false
  }

  /** From now on its deliveries and settlements are heard of in `watched.ts`. */
  watch(): void {
    this.watched = true
    this.channel.plain = false
  }

  canTake(): boolean {
    return this.unacked < this.limit
  }

  get standsBy(): boolean {
    return this.isStandby
  }

  setPrefetch(prefetch: number): void {
    this.prefetch = prefetch
    this.#reckon()
  }

  /** It may hold one more from now on. */
  grantOne(): void {
    if (this.prefetch > 0) this.setPrefetch(this.prefetch + 1)
  }

  /** Whether it has to wait until it becomes the active one of its queue. */
  setStandby(standsBy: boolean): void {
    this.isStandby = standsBy
    this.#reckon()
  }

  /** Whether what its channel shares is used up. */
  setSpent(isSpent: boolean): void {
    this.isSpent = isSpent
    this.#reckon()
  }

  /** Whether it has to wait until its client reads again. */
  setPaused(isPaused: boolean): void {
    this.isPaused = isPaused
    this.#reckon()
  }

  end(): void {
    this.live = false
    this.#reckon()
  }

  #reckon(): void {
    const isHeld = !this.live || this.isStandby || this.isSpent || this.isPaused
    this.limit = isHeld ? 0 : limitOf(this.queue, this.prefetch, this.autoAck)
  }
}

function limitOf(queue: Queue, prefetch: number, autoAck: boolean): number {
  if (autoAck) return unlimited
  return prefetch === 0 ? queue.kind.heldMost : prefetch
}
