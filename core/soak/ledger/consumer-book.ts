import type { ChannelBook } from './channel-book.ts'
import type { QueueBook } from './queue-book.ts'

/** What a quorum queue gives a consumer without a prefetch. [RabbitMQ: Quorum Queues, consumer prefetch] */
const quorumMost = 2000

/** A consumer as its client knows it. */
export class ConsumerBook {
  readonly id: number
  readonly channel: ChannelBook
  readonly book: QueueBook
  readonly autoAck: boolean
  readonly priority: number
  readonly exclusive: boolean
  /** How long it may hold a delivery. */
  readonly holdsUs: number
  prefetch: number
  unacked = 0
  /** Next offset of a stream. */
  offset: number
  gone = false

  constructor(
    id: number,
    channel: ChannelBook,
    book: QueueBook,
    terms: {
      autoAck: boolean
      prefetch: number
      priority: number
      exclusive: boolean
      holdsUs: number
      offset: number
    },
  ) {
    this.id = id
    this.channel = channel
    this.book = book
    this.autoAck = terms.autoAck
    this.prefetch = terms.prefetch
    this.priority = terms.priority
    this.exclusive = terms.exclusive
    this.holdsUs = terms.holdsUs
    this.offset = terms.offset
  }

  /** Its own limit leaves room for one more. */
  get hasRoom(): boolean {
    if (this.autoAck) return true
    const most = this.prefetch === 0 && this.book.isQuorum ? quorumMost : this.prefetch
    return most === 0 || this.unacked < most
  }

  /** Nothing keeps the next message of its queue from it. */
  get canTake(): boolean {
    return !this.gone && this.hasRoom && this.book.serves(this) && this.channel.sharesRoom
  }
}
