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
  /** Ids that entered, and those that did so twice: a quorum queue's copies of one are not told apart. */
  readonly ids = new Set<number>()
  readonly twins = new Set<number>()
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

  get isQuorum(): boolean {
    return this.spec.type === 'quorum'
  }

  get refuses(): boolean {
    if (this.isQuorum) return this.arguments.overflow === 'reject-publish'
    return !this.isStream && this.arguments.overflow !== 'drop-head'
  }

  /** Whether it would be over a limit with that much more. */
  overflows(more: number, moreBytes: number): boolean {
    return this.#isOver(more, moreBytes)
  }

  get isOver(): boolean {
    return this.#isOver(0, 0)
  }

  append(copy: Copy): void {
    const { id } = copy.arrival.publication
    if (this.isQuorum && this.ids.has(id)) this.twins.add(id)
    this.ids.add(id)
    this.ready.push(copy)
    this.readyBytes += copy.arrival.publication.sizeBytes
  }

  /** Where its order says. What order a quorum queue keeps is left to its own tests. */
  putBack(copy: Copy): void {
    const before = this.ready.findIndex(({ order }) => order > copy.order)
    this.ready.splice(before < 0 ? this.ready.length : before, 0, copy)
    this.readyBytes += copy.arrival.publication.sizeBytes
  }

  /** Takes the head; of a quorum queue that message wherever it is. */
  take(id: number): Copy | undefined {
    const found = this.ready.findIndex(({ arrival }) => arrival.publication.id === id)
    const [copy] = this.ready.splice(this.isQuorum && found >= 0 ? found : 0, 1)
    if (copy !== undefined) this.readyBytes -= copy.arrival.publication.sizeBytes
    return copy
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
