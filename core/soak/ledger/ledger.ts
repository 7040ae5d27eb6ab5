import { noArguments, type QueueSpec } from '#core/model/topology.ts'
import type { Plan } from '#core/soak/plan/plan.ts'
import { violate } from '#core/soak/violation.ts'
import type { Asked } from './asked.ts'
import type { ChannelBook } from './channel-book.ts'
import { type Closing, close, lateOne } from './closing.ts'
import type { ConsumerBook } from './consumer-book.ts'
import type { Arrival, Copy, Held, Publication, Settling } from './copy.ts'
import { type Facts, facts } from './facts.ts'
import { Nodes } from './nodes.ts'
import { QueueBook } from './queue-book.ts'
import { redirect } from './redirect.ts'
import { Ways } from './ways.ts'

/** A delivery the log has told of and nobody has got yet. */
export interface Announced {
  readonly book: QueueBook
  readonly id: number
  readonly actor: number
  readonly tag: number
  readonly attempt: number
}

const replySpec: QueueSpec = {
  name: 'amq.rabbitmq.reply-to',
  type: 'classic',
  durable: false,
  exclusive: false,
  autoDelete: false,
  arguments: noArguments,
}

/**
 * What should be where, kept from what the broker says it does. `records/` holds what it says against this and brings it up
 * to date; `verbs/` writes down what each verb asks for. It is plain lists and never shares code with the engine.
 */
export class Ledger {
  readonly plan: Plan
  readonly facts: Facts
  readonly asked: Asked
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
  /** Where consumers of direct replies belong; it holds nothing. */
  readonly replies: QueueBook
  /** By number, closed ones too. */
  readonly channels: ChannelBook[] = []
  readonly consumers: ConsumerBook[] = []

  /** Sent and not yet seen by the broker, in order: one, or many under an alarm. */
  sent: Publication[] = []
  readonly blocked = new Set<ChannelBook>()
  /** The publish under way. */
  current: Publication | null = null
  /** A reply that is on its way to who asked. */
  replying: Publication | null = null
  lastId = 0
  /** How long what basic.get took may be held. */
  getHoldsUs = Number.POSITIVE_INFINITY
  /** What some queue must still get. */
  readonly arrivals: Arrival[] = []
  /** Ids of dead letters that matched nothing. */
  readonly lost: number[] = []
  /** Publishes that waited for a queue that is gone. */
  orphans: Publication[] = []
  readonly nodes = new Nodes()
  /** The nodes hear one another again, and what waited for that enters. */
  isRecovering = false
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
  /** Of the delivery that was settled last. */
  batch = 0
  /** Queues of what was settled since queues were looked after, in that order: so they are looked after. */
  readonly settledOf = new Set<QueueBook>()
  /** Of those the classic ones that got something back: they look at their heads then. */
  readonly returnedTo = new Set<QueueBook>()
  /** Queues the verb under way may empty. */
  readonly emptying = new Set<QueueBook>()
  /** Those of them that must be gone afterwards. */
  readonly leaving = new Set<QueueBook>()
  /** What clients hold of a queue under deletion, in the order it is let go. */
  deleting: { readonly book: QueueBook; readonly held: Held[] } | null = null
  isRestarting = false
  /** Channels that close one after another, as far as the log has not told of it yet. */
  closing: Closing[] = []
  /** Channels and consumers the broker has ended over a delivery held too long, which it has yet to say. */
  readonly late = new Set<ChannelBook | ConsumerBook>()

  /** `asked` is the broker: of what is due at one instant it may have done any part. */
  constructor(plan: Plan, asked: Asked) {
    this.plan = plan
    this.facts = facts[plan.profile]
    this.asked = asked
    this.replies = new QueueBook(-1, replySpec, noArguments, this.facts)
  }

  /** Channels and consumers end until `explains` holds; false when all have and it does not. `about` is who the record is about. */
  closeUntil(explains: () => boolean, about: ConsumerBook | null = null): boolean {
    while (!explains()) {
      const next = this.closing.shift() ?? lateOne(this, about)
      if (next === null) return false
      close(this, next)
    }
    return true
  }

  /** Whether a publish comes back: without a way; a mandatory reply where versions do so, though it arrives. [recorded: K157] */
  mustReturn({ mandatory, routed, asker }: Publication): boolean {
    return mandatory && (asker === null ? !routed : this.facts.repliesReturn)
  }

  /** Tags of a channel rise by one. */
  countTag(channel: ChannelBook, tag: number): void {
    if (tag !== channel.lastTag + 1) violate('V13', `tag ${tag} came after ${channel.lastTag}`)
    channel.lastTag = tag
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
    if (consumer === null || consumer.autoAck) return
    consumer.unacked--
    book.seat?.settled(consumer, book.consumers)
  }

  /** A consumer gets nothing any more. */
  end(consumer: ConsumerBook): void {
    consumer.gone = true
    consumer.book.remove(consumer, this.nowUs)
  }

  /** An auto-delete queue without consumers goes, once it has had one. [RabbitMQ: auto-delete queues] */
  mayGo(book: QueueBook): void {
    if (!(book.spec.autoDelete && book.consumed && book.consumers.length === 0)) return
    this.emptying.add(book)
    this.leaving.add(book)
  }

  /** Queues that must go, or may because nobody used them, and have: those without messages do so without a record. */
  noteGone(): void {
    if (this.leaving.size === 0 && !this.plan.features.has('unused-queues')) return
    for (const book of this.live) {
      const mayBe = this.leaving.has(book) || book.unusedDueUs <= this.nowUs
      if (mayBe && this.asked.isGone(book)) this.forget(book)
    }
  }

  /** A queue is gone. */
  forget(book: QueueBook): void {
    book.deleted = true
    this.live = this.live.filter((each) => each !== book)
    this.ways.removeQueue(book)
    redirect(this, book)
    for (const { letter, publication } of book.withheld) {
      if (letter === null && !publication.channel.closed) this.orphans.push(publication)
    }
  }
}
