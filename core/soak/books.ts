import type { QueueArguments, QueueSpec } from '#core/model/topology.ts'
import type { Copy, Held } from './copy.ts'

/** What a queue should hold. */
export class QueueBook {
  readonly id: number
  readonly spec: QueueSpec
  arguments: QueueArguments
  /** From the head. Of a stream the whole log. */
  readonly ready: Copy[] = []
  readyBytes = 0
  unacked = 0
  order = 0
  entered = 0
  /** Everything that left it for good, whatever the way. */
  left = 0
  /** Offset of the first message of a stream. */
  firstOffset = 0
  consumed = false
  deleted = false

  constructor(id: number, spec: QueueSpec, effective: QueueArguments) {
    this.id = id
    this.spec = spec
    this.arguments = effective
  }

  get isStream(): boolean {
    return this.spec.type === 'stream'
  }

  get refuses(): boolean {
    return !this.isStream && this.arguments.overflow !== 'drop-head'
  }

  /** Whether it would be over a limit with one more of that size. */
  overflows(sizeBytes: number): boolean {
    return this.#isOver(1, sizeBytes)
  }

  get isOver(): boolean {
    return this.#isOver(0, 0)
  }

  append(copy: Copy): void {
    this.ready.push(copy)
    this.readyBytes += copy.arrival.publication.sizeBytes
  }

  /** Where its order says. */
  putBack(copy: Copy): void {
    const before = this.ready.findIndex(({ order }) => order > copy.order)
    this.ready.splice(before < 0 ? this.ready.length : before, 0, copy)
    this.readyBytes += copy.arrival.publication.sizeBytes
  }

  takeHead(): Copy | undefined {
    const head = this.ready.shift()
    if (head !== undefined) this.readyBytes -= head.arrival.publication.sizeBytes
    return head
  }

  #isOver(more: number, moreBytes: number): boolean {
    if (this.isStream) return false
    const { maxLength, maxLengthBytes } = this.arguments
    if (maxLength !== null && this.ready.length + more > maxLength) return true
    return maxLengthBytes !== null && this.readyBytes + moreBytes > maxLengthBytes
  }
}

export interface ConsumerBook {
  readonly id: number
  readonly channel: number
  readonly queue: number
  readonly autoAck: boolean
  prefetch: number
  unacked: number
  /** Next offset of a stream. */
  offset: number
}

export interface ChannelBook {
  readonly id: number
  readonly confirms: boolean
  lastTag: number
  lastSequence: number
  /** By tag, oldest first. */
  readonly held: Map<number, Held>
}
