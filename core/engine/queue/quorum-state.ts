import type { ProfileRules } from '#core/engine/profile.ts'
import type { Withheld } from '#core/engine/replication.ts'
import type { QueueArguments, RetryType } from '#core/model/topology.ts'
import { KeptLetters } from './kept-letters.ts'
import type { Queue } from './queue.ts'
import { Waiting } from './waiting.ts'

/** A queue that refused opens again at this share of its limit. [source: rabbit_fifo LOW_LIMIT; recorded: K146] */
const reopenShare = 0.8

/** The TTL of the message that is in a slot as long as both numbers are its own. */
export interface KeptTtl {
  readonly messageId: number
  readonly enqueuedUs: number
  readonly ttlUs: number
}

/** What a quorum queue has beside what every queue has. */
export class QuorumState {
  /** Returns a message survives; Infinity is no limit. */
  deliveryLimit = Number.POSITIVE_INFINITY
  /** The node that leads, or -1 while no majority is up. */
  leader = 0
  /** Copies that wait for a leader. */
  withheld: Withheld[] = []
  /** Unacked messages that were taken by basic.get. */
  gotten = 0
  /** It refuses what is published. */
  closed = false
  /** Returned ones that are not given again yet. */
  readonly waiting = new Waiting()
  /** Dead letters it keeps until they have found their places. */
  readonly letters = new KeptLetters()
  /** It keeps dead letters so. */
  keepsLetters = false
  retry: RetryType = 'disabled'
  retryMinUs = 0
  retryMaxUs = Number.POSITIVE_INFINITY
  /** How long a consumer may hold a delivery; Infinity is for ever. */
  heldMaxUs = Number.POSITIVE_INFINITY
  /** When each unacked message of a consumer was delivered, the oldest first. Kept only when there is such a limit. */
  readonly heldSinceUs = new Map<number, number>()
  /** Of messages that entered anew at its tail, where a policy had changed its TTL since they came. */
  readonly keptTtls = new Map<number, KeptTtl>()
  readonly #rules: ProfileRules

  constructor(rules: ProfileRules) {
    this.#rules = rules
  }

  /** Messages that are neither ready nor unacked and count towards the limits. */
  get aside(): number {
    return this.waiting.count + this.letters.count
  }

  get asideBytes(): number {
    return this.waiting.bytes + this.letters.bytes
  }

  /** Forgets all that is aside; their slots. */
  clearAside(): readonly number[] {
    const slots = [...this.waiting.slots, ...this.letters.slots]
    this.waiting.clear()
    this.letters.clear()
    return slots
  }

  /** Takes over what holds for it now; one that no longer refuses is open. */
  govern(effective: QueueArguments, refuses: boolean): void {
    if (!refuses) this.closed = false
    const { deliveryLimitUsual, deliveryLimitMayBeNone } = this.#rules
    const limit = effective.deliveryLimit ?? deliveryLimitUsual
    const isNone = limit === null || (limit < 0 && deliveryLimitMayBeNone)
    this.deliveryLimit = isNone ? Number.POSITIVE_INFINITY : limit
    this.keepsLetters =
      effective.deadLetterStrategy === 'at-least-once' &&
      effective.overflow === 'reject-publish' &&
      effective.deadLetterExchange !== null
    this.retry = effective.delayedRetryType ?? 'disabled'
    this.retryMinUs = (effective.delayedRetryMinMs ?? 0) * 1000
    this.retryMaxUs = us(effective.delayedRetryMaxMs)
    this.heldMaxUs = us(effective.consumerTimeoutMs)
  }

  isOver(queue: Queue): boolean {
    return (
      queue.ready.count + this.aside > queue.lengthMax ||
      queue.readyBytes + queue.overheadBytes + this.asideBytes > queue.bytesMax
    )
  }

  /** It refuses from the first message beyond its limit on, that one taken. */
  closeIfOver(queue: Queue): void {
    if (queue.refuses && this.isOver(queue)) this.closed = true
  }

  /** It was closed before something left it that may count still. */
  closeUntilRoom(queue: Queue): void {
    this.closed = true
    this.reopen(queue)
  }

  reopen(queue: Queue): void {
    if (!this.closed) return
    this.closed = !(
      queue.ready.count + this.aside <= soft(queue.lengthMax) &&
      queue.readyBytes + queue.overheadBytes + this.asideBytes <= soft(queue.bytesMax)
    )
  }
}

const soft = (limit: number) => Math.floor(limit * reopenShare)

const us = (ms: number | null) => (ms === null ? Number.POSITIVE_INFINITY : ms * 1000)
