import type { AckDeadline } from './ack-deadlines.ts'
import type { Connection } from './connection.ts'
import type { Consumer } from './queue/consumer.ts'
import { type RingSpace, TagRing } from './tag-ring.ts'
import type { Transaction } from './transaction.ts'

/** One AMQP channel: delivery tags, confirm numbers, and the consumers started on it. The constructor sets what every message reads first: see `Queue`. */
export class Channel {
  declare readonly tags: TagRing
  /** Settling on it concerns the message, its queue and its consumer only: no transaction, no shared limit, no deadline. */
  declare plain: boolean
  declare confirms: boolean
  declare transaction: Transaction | null
  declare readonly id: number
  /** Null when nobody asked for one: such a channel may use every queue. */
  declare readonly connection: Connection | null
  declare readonly consumers: Consumer[]
  declare open: boolean
  /** Number of the latest publish in confirm mode. */
  declare sequence: number
  /** Limit of the consumers started from now on that name none. */
  declare prefetch: number
  /** Most unacked deliveries of all its consumers together; Infinity is no such limit. */
  declare sharedMax: number
  declare sharedUsed: number
  /** Takes the replies to what this channel asks. */
  declare replies: Consumer | null
  /** Of its unacked deliveries that must not take too long, in order of delivery, by slot. */
  declare readonly deadlines: Map<number, AckDeadline>
  /** Tag of what the latest basic.get took. */
  declare gotTag: number
  /** How many it left behind, as get-ok tells them. */
  declare gotRemaining: number
  /** The node its client is connected to. */
  declare node: number

  constructor(id: number, connection: Connection | null, space: RingSpace) {
    this.plain = true
    this.tags = new TagRing(space)
    this.confirms = false
    this.transaction = null
    this.id = id
    this.connection = connection
    this.consumers = []
    this.open = true
    this.sequence = 0
    this.prefetch = 0
    this.sharedMax = Number.POSITIVE_INFINITY
    this.sharedUsed = 0
    this.replies = null
    this.deadlines = new Map()
    this.gotTag = 0
    this.gotRemaining = 0
    this.node = 0
  }
}
