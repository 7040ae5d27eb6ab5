import type { QueueArguments, QueueSpec } from '#core/model/topology.ts'
import type { ConsumerBook } from './consumer-book.ts'
import type { Copy } from './copy.ts'
import type { Facts } from './facts.ts'
import { Line } from './line.ts'

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

  constructor(id: number, spec: QueueSpec, effective: QueueArguments, facts: Facts) {
    this.id = id
    this.spec = spec
    this.facts = facts
    this.arguments = effective
    this.isStream = spec.type === 'stream'
    this.isQuorum = spec.type === 'quorum'
    const levels = this.isQuorum ? facts.quorumLevels : (spec.arguments.maxPriority ?? 0) + 1
    this.line = new Line(levels, this.isQuorum && levels === 2)
  }

  get refuses(): boolean {
    const { overflow, maxLength, maxLengthBytes } = this.arguments
    if (this.isStream || overflow === 'drop-head') return false
    if (this.isQuorum && overflow === 'reject-publish-dlx') return false
    return maxLength !== null || maxLengthBytes !== null
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
    return this.line.count
  }

  wouldBeOver(more: number, moreBytes: number): boolean {
    if (this.isStream) return false
    const { maxLength, maxLengthBytes } = this.arguments
    if (maxLength !== null && this.length + more > maxLength) return true
    return maxLengthBytes !== null && this.line.weight + moreBytes > maxLengthBytes
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
    const isLight = this.line.weight <= Math.floor((maxLengthBytes ?? Infinity) * opensAt)
    this.closed = this.refuses && !(isShort && isLight)
  }

  levelOf(priority: number | null): number {
    const highest = this.line.levels.length - 1
    if (this.isQuorum && highest === 1) return (priority ?? 0) >= highFrom ? 1 : 0
    return Math.min(priority ?? (this.isQuorum ? usualLevel : 0), highest)
  }

  serves(_consumer: ConsumerBook): boolean {
    return true
  }

  add(consumer: ConsumerBook): void {
    this.consumers.push(consumer)
    this.consumed = true
  }

  remove(consumer: ConsumerBook): void {
    const at = this.consumers.indexOf(consumer)
    if (at >= 0) this.consumers.splice(at, 1)
  }
}
