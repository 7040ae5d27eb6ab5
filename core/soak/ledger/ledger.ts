import { violate } from '#core/soak/violation.ts'
import type { ChannelBook } from './channel-book.ts'
import type { ConsumerBook } from './consumer-book.ts'
import type { Arrival, Copy, Held, Publication, Settling } from './copy.ts'
import type { Facts } from './facts.ts'
import { asLost } from './lines.ts'
import type { QueueBook } from './queue-book.ts'
import { Ways } from './ways.ts'

/** A delivery the log has told of and nobody has got yet. */
export interface Announced {
  readonly book: QueueBook
  readonly id: number
  readonly tag: number
  readonly attempt: number
}

/**
 * What should be where, kept from what the broker says it does. `records/` holds what it says against this and brings it up
 * to date; `verbs/` writes down what each verb asks for. It is plain lists and never shares code with the engine.
 */
export class Ledger {
  readonly facts: Facts
  nowUs = 0
  events = 0
  confirms = 0
  /** Publishes that wait for their confirm. */
  confirmsOwed = 0
  readonly ways = new Ways()
  /** Names by the broker's numbers. */
  exchangeNames: readonly string[] = []
  /** By number, deleted ones too. */
  readonly books: QueueBook[] = []
  /** Those that were not deleted. */
  live: QueueBook[] = []
  /** By number, closed ones too. */
  readonly channels: ChannelBook[] = []
  readonly consumers: ConsumerBook[] = []

  /** Sent and not yet seen by the broker, in order: one, or many under an alarm. */
  sent: Publication[] = []
  readonly blocked = new Set<ChannelBook>()
  /** The publish under way. */
  current: Publication | null = null
  lastId = 0
  /** What some queue must still get. */
  readonly arrivals: Arrival[] = []
  /** Ids of dead letters that matched nothing. */
  readonly lost: number[] = []
  /** What was refused just now, and may be dead-lettered for it. */
  refused: Arrival | null = null
  announced: Announced | null = null
  /** The queue a basic.get asks, and what it took once the log tells. */
  getting: { readonly book: QueueBook; readonly channel: ChannelBook } | null = null
  got: { readonly copy: Copy; readonly announced: Announced } | null = null
  /** A delivery that needs no ack, acked at once. */
  autoAcked: Held | null = null

  /** The queue that got a message in the record before: it may be on its way to a consumer, never in the line. */
  entered: QueueBook | null = null

  /** What the verb under way settles, in order. */
  settling: Settling[] = []
  /** Queues the verb under way may empty. */
  readonly emptying = new Set<QueueBook>()
  /** Those of them that must be gone afterwards. */
  readonly leaving = new Set<QueueBook>()
  /** What clients hold of a queue under deletion, in the order it is let go. */
  deleting: { readonly book: QueueBook; readonly held: Held[] } | null = null
  isRestarting = false

  constructor(facts: Facts) {
    this.facts = facts
  }

  /** Tags of a channel rise by one. */
  countTag(channel: ChannelBook, tag: number): void {
    if (tag !== channel.lastTag + 1) violate('V13', `tag ${tag} came after ${channel.lastTag}`)
    channel.lastTag = tag
  }

  /** All its deliveries come back, for a `TraceReason`; what was read of a stream does not, and nothing is said. */
  returnAll(channel: ChannelBook, reason: number): void {
    for (const held of asLost(channel.held, this.facts)) {
      if (!held.book.isStream) this.settling.push({ held, how: 'requeue', reason })
    }
    for (const held of [...channel.held]) if (held.book.isStream) this.release(held)
  }

  /** What entered before is not on its way to a consumer: it stays. */
  stays(): void {
    this.entered?.lookAtLimit()
    this.entered = null
  }

  /** A delivery is no longer in its client's hands. */
  release(held: Held): void {
    const { channel, book, consumer } = held
    if (!channel.letGo(held)) violate('V13', `message ${held.copy.id} was settled twice`)
    book.unacked--
    if (consumer !== null && !consumer.autoAck) consumer.unacked--
  }

  /** A consumer gets nothing any more. */
  end(consumer: ConsumerBook): void {
    consumer.gone = true
    consumer.book.remove(consumer)
  }

  /** An auto-delete queue without consumers goes, once it has had one. [RabbitMQ: auto-delete queues] */
  mayGo(book: QueueBook): void {
    if (!(book.spec.autoDelete && book.consumed && book.consumers.length === 0)) return
    this.emptying.add(book)
    this.leaving.add(book)
  }

  /** A queue is gone. */
  forget(book: QueueBook): void {
    book.deleted = true
    this.live = this.live.filter((each) => each !== book)
    this.ways.removeQueue(book)
  }
}
