import type { BindingSpec, ExchangeSpec, FieldTable } from '#core/model/topology.ts'
import type { ChannelBook, ConsumerBook, QueueBook } from './books.ts'
import type { Arrival, Copy, Held, Publication } from './copy.ts'
import { matchedQueues } from './matcher.ts'
import { hold } from './violation.ts'

/** A delivery the log has told of and nobody has got yet. */
export interface Announced {
  readonly queue: number
  readonly id: number
  readonly tag: number
  readonly attempt: number
}

/**
 * What should be where, kept from what the broker says it does. `records.ts` and `deliveries.ts` hold what it says against
 * this and bring it up to date; `world.ts` writes down what each verb asks for.
 */
export class Ledger {
  nowUs = 0
  events = 0
  confirms = 0
  /** Every return counts towards a delivery limit: all versions but 4.3. */
  countsEveryReturn = true
  readonly queues: QueueBook[] = []
  readonly queueIds = new Map<string, number>()
  readonly channels: ChannelBook[] = []
  readonly consumers = new Map<number, ConsumerBook>()
  readonly exchanges = new Map<string, ExchangeSpec>()
  readonly exchangeNames: string[] = []
  bindings: BindingSpec[] = []

  /** Sent and not yet seen by the broker, in order: one, or many under an alarm. */
  sent: Publication[] = []
  readonly blocked = new Set<number>()
  /** The publish under way. */
  current: Publication | null = null
  lastId = 0
  /** What some queue must still get. */
  arrivals: Arrival[] = []
  /** Ids of dead letters that matched nothing. */
  lost: number[] = []
  /** What was refused just now, and may be dead-lettered for it. */
  refused: Arrival | null = null
  announced: Announced | null = null
  /** The queue a basic.get asks, and what it took once the log tells. */
  getting: { readonly queue: number; readonly channel: number } | null = null
  got: { readonly copy: Copy; readonly announced: Announced } | null = null
  /** A delivery that needs no ack, acked at once. */
  autoAcked: Held | null = null
  /** A consumer whose number is not known yet. */
  joining: Omit<ConsumerBook, 'id'> | null = null

  /** What the verb under way settles, in order, and why what comes back does. */
  settling: Held[] = []
  returnReason = 0
  /** Queues the verb under way may empty. */
  readonly emptying = new Set<number>()
  /** Those of them that must be gone afterwards. */
  readonly leaving = new Set<number>()
  /** What clients hold of a queue under deletion, in the order it is let go. */
  deleting: { readonly queue: number; readonly held: Held[] } | null = null
  restarting: 'clean' | 'crash' | null = null

  /** Queues of a route, by number, ascending. */
  route(exchange: string, keys: readonly string[], headers: FieldTable): number[] {
    const { exchanges, bindings } = this
    const queues = new Set(this.queueIds.keys())
    const names = matchedQueues({ exchanges, queues, bindings }, exchange, keys, headers)
    return [...names].map((name) => this.queueIds.get(name)!).sort((a, b) => a - b)
  }

  /** Lets go of what readers of streams hold: nothing comes back and nothing is said. */
  forgetReads(channel: number): void {
    for (const held of this.heldOf(channel)) {
      if (!this.queues[held.queue]!.isStream) continue
      this.channels[channel]!.held.delete(held.tag)
      this.queues[held.queue]!.unacked--
    }
  }

  /** Tags of a channel rise by one. */
  countTag(channel: number, tag: number): void {
    const on = this.channels[channel]!
    hold(tag === on.lastTag + 1, 'V13', () => `tag ${tag} came after ${on.lastTag}`)
    on.lastTag = tag
  }

  /** All that is in the hands of clients, oldest first of each channel. */
  heldOf(channel: number): Held[] {
    return [...this.channels[channel]!.held.values()].sort((a, b) => a.tag - b.tag)
  }
}
