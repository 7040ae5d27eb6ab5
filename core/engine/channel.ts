import type { AckDeadline } from './ack-deadlines.ts'
import type { Connection } from './connection.ts'
import type { Consumer } from './queue/consumer.ts'
import { type RingSpace, TagRing } from './tag-ring.ts'
import type { Transaction } from './transaction.ts'

/** One AMQP channel: delivery tags, confirm numbers, and the consumers started on it. What every message reads comes first. */
export class Channel {
  declare readonly tags: TagRing
  /** Settling on it concerns the message, its queue and its consumer only: no transaction, no shared limit, no deadline. */
  plain = true
  confirms = false
  transaction: Transaction | null = null
  declare readonly id: number
  /** Null when nobody asked for one: such a channel may use every queue. */
  declare readonly connection: Connection | null
  readonly consumers: Consumer[] = []
  open = true
  /** Number of the latest publish in confirm mode. */
  sequence = 0
  /** Limit of the consumers started from now on that name none. */
  prefetch = 0
  /** Most unacked deliveries of all its consumers together; Infinity is no such limit. */
  sharedMax = Number.POSITIVE_INFINITY
  sharedUsed = 0
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
