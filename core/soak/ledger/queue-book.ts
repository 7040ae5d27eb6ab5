import type { QueueArguments, QueueSpec } from '#core/model/topology.ts'
import type { ConsumerBook } from './consumer-book.ts'
import type { Arrival, Copy } from './copy.ts'
import type { Facts } from './facts.ts'
import type { Kept } from './kept-letter.ts'
import { Line } from './line.ts'
import { Waiting } from './retries.ts'
import { Seat } from './seat.ts'

/** A quorum queue that refused takes again at this share of its limit. [recorded: K146] */
const opensAt = 0.8
/** From here on a priority is high where a quorum queue has two levels; a missing one where it has many. [recorded: K43, K147] */
const highFrom = 5
const usualLevel = 4

/** What a queue should hold. */
export class QueueBook {
  readonly id: number
  readonly spec: QueueSpec
  readonly isStream: boolean
  readonly isQuorum: boolean
  readonly facts: Facts
  /** What holds for it now, policies included. */
  arguments: QueueArguments
  /** Of a stream the whole log. */
  readonly line: Line
  /** Of a quorum queue. */
  readonly waiting = new Waiting()
  /** Dead letters a quorum queue keeps until they have arrived, the oldest first. */
  readonly kept: Kept[] = []
  /** Drops of a full quorum queue that the log has yet to tell. */
  dropping: Copy[] = []
  unacked = 0
  order = 0
  entered = 0
  /** Everything that left it for good, whatever the way. */
  left = 0
  /** Offset of the first message of a stream. */
  firstOffset = 0
  /** In order of coming. */
  readonly consumers: ConsumerBook[] = []
  /** A quorum queue that was full, and has not emptied enough. */
  closed = false
  consumed = false
  deleted = false
  /** Where only one consumer is served. */
  readonly seat: Seat | null
  /** The connection it belongs to; -1 when it is anybody's. */
  owner = -1
  /** Of a quorum queue; -1 while no majority is there. */
  leader = 0
  /** What waits for one. */
  readonly withheld: Arrival[] = []
  /** When it was last used, as far as `x-expires` goes. */
  usedUs = 0

  constructor(id: number, spec: QueueSpec, effective: QueueArguments, facts: Facts) {
    this.id = id
    this.spec = spec
    this.facts = facts
    this.arguments = effective
    this.isStream = spec.type === 'stream'
    this.isQuorum = spec.type === 'quorum'
    const levels = this.isQuorum ? facts.quorumLevels : (spec.arguments.maxPriority ?? 0) + 1
    const isSole = spec.arguments.singleActiveConsumer
    const { activeYields } = facts
    const { isQuorum } = this
    this.seat = isSole ? new Seat(isQuorum && activeYields, !isQuorum || activeYields) : null
    this.line = new Line(levels, this.isQuorum && levels === 2)
  }

  get refuses(): boolean {
    const { overflow, maxLength, maxLengthBytes } = this.arguments
    if (this.isStream || overflow === 'drop-head') return false
    if (this.isQuorum && overflow === 'reject-publish-dlx') return false
    return maxLength !== null || maxLengthBytes !== null
  }

  /** What dies in it stays until it has arrived. [RabbitMQ: Quorum Queues, at-least-once dead lettering] */
  get keepsLetters(): boolean {
    const { deadLetterStrategy, overflow, deadLetterExchange } = this.arguments
    const isChosen = deadLetterStrategy === 'at-least-once' && overflow === 'reject-publish'
    return this.isQuorum && isChosen && deadLetterExchange !== null
  }

  /** Neither ready nor with a client. */
  get aside(): number {
    return this.waiting.copies.length + this.kept.length
  }

  get isOver(): boolean {
    return this.wouldBeOver(0, 0)
  }

  /** The returns a message survives. */
  get deliveryLimit(): number {
    const limit = this.arguments.deliveryLimit ?? this.facts.usualDeliveryLimit
    const isNone = limit === null || (limit < 0 && this.facts.negativeIsNoLimit)
    return isNone ? Number.POSITIVE_INFINITY : limit
  }

  /** Ready messages and what counts with them. */
  get length(): number {
    return this.line.count + this.aside
  }

  /** What that is in bytes. */
  get weight(): number {
    let weight = this.line.weight + this.waiting.weight
    for (const { copy } of this.kept) weight += copy.weight
    return weight
  }

  /** What waited for now comes before everything else. True when anything did. */
  wake(nowUs: number): boolean {
    const before = this.waiting.copies.length
    for (let copy = this.waiting.takeDue(nowUs); copy !== undefined; ) {
      this.line.comeBack(copy)
      copy = this.waiting.takeDue(nowUs)
    }
    return this.waiting.copies.length < before
  }

  /** It looks at its head, and what is over its time goes. */
  look(): void {
    const head = this.line.next
    if (head !== undefined) head.overlooked = false
  }

  /** Takes what is next, and looks at what is then. */
  take(): Copy | undefined {
    const copy = this.line.take()
    this.mayOpen()
    this.look()
    return copy
  }

  /** Whether a queue that refuses is too full for one more. */
  isFullFor(sizeBytes: number): boolean {
    if (this.isQuorum) return this.closed
    return this.refuses && this.wouldBeOver(1, sizeBytes)
  }

  wouldBeOver(more: number, moreBytes: number): boolean {
    if (this.isStream) return false
    const { maxLength, maxLengthBytes } = this.arguments
    if (maxLength !== null && this.length + more > maxLength) return true
    return maxLengthBytes !== null && this.weight + moreBytes > maxLengthBytes
  }

  /** A full quorum queue that refuses closes when it is looked at: after what entered stays, and when a verb is done. [recorded: K146] */
  lookAtLimit(): void {
    if (!this.isQuorum) return
    if (this.refuses && this.isOver) this.closed = true
    else this.mayOpen()
  }

  /** It opens as soon as it has emptied enough. */
  mayOpen(): void {
    if (!this.closed) return
    const { maxLength, maxLengthBytes } = this.arguments
    const isShort = this.length <= Math.floor((maxLength ?? Infinity) * opensAt)
    const isLight = this.weight <= Math.floor((maxLengthBytes ?? Infinity) * opensAt)
    this.closed = this.refuses && !(isShort && isLight)
  }

  levelOf(priority: number | null): number {
    const highest = this.line.levels.length - 1
    if (this.isQuorum && highest === 1) return (priority ?? 0) >= highFrom ? 1 : 0
    return Math.min(priority ?? (this.isQuorum ? usualLevel : 0), highest)
  }

  serves(consumer: ConsumerBook): boolean {
    if (this.isQuorum && this.leader < 0) return false
    return this.seat === null || this.seat.serves(consumer)
  }

  /** Somebody of a higher priority could take the next message. [RabbitMQ: Consumer Priorities] */
  prefersTo(consumer: ConsumerBook): ConsumerBook | undefined {
    if (this.consumers.length === 1 || this.isStream) return undefined
    return this.consumers.find((one) => one.priority > consumer.priority && one.canTake)
  }

  /** Nobody else's connection may use an exclusive queue. */
  isLockedFor(connection: number): boolean {
    return this.owner >= 0 && connection >= 0 && connection !== this.owner
  }

  /** When a queue without users goes; Infinity while it has some. [RabbitMQ: Queue TTL] */
  get unusedDueUs(): number {
    const { expiresMs } = this.arguments
    if (expiresMs === null || this.consumers.length > 0) return Number.POSITIVE_INFINITY
    return this.usedUs + expiresMs * 1000
  }

  add(consumer: ConsumerBook): void {
    this.consumers.push(consumer)
    this.consumed = true
    this.seat?.came(consumer, this.consumers)
  }

  remove(consumer: ConsumerBook, nowUs: number): void {
    const at = this.consumers.indexOf(consumer)
    if (at < 0) return
    this.consumers.splice(at, 1)
    this.seat?.left(consumer, this.consumers)
    if (this.consumers.length === 0) this.usedUs = nowUs
  }
}
