import type { AckDeadline } from './ack-deadlines.ts'
import type { Connection } from './connection.ts'
import type { Consumer } from './queue/consumer.ts'
import { type RingSpace, TagRing } from './tag-ring.ts'
import type { Transaction } from './transaction.ts'

/** One AMQP channel: delivery tags, confirm numbers, and the consumers started on it. */
export class Channel {
  readonly id: number
  /** Null when nobody asked for one: such a channel may use every queue. */
  readonly connection: Connection | null
  readonly tags: TagRing
  readonly consumers: Consumer[] = []
  open = true
  /** Settling on it concerns the message, its queue and its consumer only: no transaction, no shared limit, no deadline. */
  plain = true
  confirms = false
  /** Number of the latest publish in confirm mode. */
  sequence = 0
  /** Limit of the consumers started from now on that name none. */
  prefetch = 0
  /** Most unacked deliveries of all its consumers together; Infinity is no such limit. */
  sharedMax = Number.POSITIVE_INFINITY
  sharedUsed = 0
  transaction: Transaction | null = null
  /** Takes the replies to what this channel asks. */
  replies: Consumer | null = null
  /** Of its unacked deliveries that must not take too long, in order of delivery, by slot. */
  readonly deadlines = new Map<number, AckDeadline>()
  /** Tag of what the latest basic.get took. */
  gotTag = 0
  /** How many it left behind, as get-ok tells them. */
  gotRemaining = 0
  /** The node its client is connected to. */
  node = 0

  constructor(id: number, connection: Connection | null, space: RingSpace) {
    this.id = id
    this.connection = connection
    this.tags = new TagRing(space)
  }
}
