import type { Consumer } from './queue/consumer.ts'
import { type RingSpace, TagRing } from './tag-ring.ts'

/** One AMQP channel: delivery tags, confirm numbers, and the consumers started on it. */
export class Channel {
  readonly id: number
  readonly tags: TagRing
  readonly consumers: Consumer[] = []
  open = true
  confirms = false
  /** Number of the latest publish in confirm mode. */
  sequence = 0
  /** Tag of what the latest basic.get took. */
  gotTag = 0
  /** The node its client is connected to. */
  node = 0

  constructor(id: number, space: RingSpace) {
    this.id = id
    this.tags = new TagRing(space)
  }
}
