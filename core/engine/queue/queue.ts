import type { QueueObserver } from '#core/engine/observer.ts'
import type { QueueSpec } from '#core/model/topology.ts'
import type { Consumer } from './consumer.ts'
import { ConsumerRing } from './consumer-ring.ts'
import { type QueueKind, queueKinds } from './kind.ts'
import { ReadyList } from './ready-list.ts'

/**
 * A queue as state: what is ready, who waits, and the counts. The rules that change it stand beside it: `enqueue.ts`,
 * `dispatch.ts`, `limits.ts`, `expiry.ts`, `departure.ts`.
 *
 * entered = ready + unacked + acked + dropped + deadLettered, after every verb.
 */
export class Queue {
  readonly id: number
  readonly observer: QueueObserver
  readonly spec: QueueSpec
  readonly kind: QueueKind
  readonly ready = new ReadyList()
  readonly ring = new ConsumerRing()
  readonly consumers: Consumer[] = []
  /** Limits on ready messages; Infinity is none. */
  readonly lengthMax: number
  readonly bytesMax: number
  readonly limited: boolean
  /** A full queue refuses the newest instead of dropping the oldest. */
  readonly refuses: boolean
  readonly ttlUs: number
  /** A message with a deadline may be among the ready ones. */
  expires: boolean
  readyBytes = 0
  unacked = 0
  /** Unacked ones that had been delivered before. */
  unackedAgain = 0
  /** Counter of enqueues, 32 bits, wrapping. */
  order = 0
  entered = 0
  acked = 0
  dropped = 0
  deadLettered = 0
  /** It has had a consumer, so auto-delete may apply. */
  consumed = false
  deleted = false
  /** Waits in a verb's list of queues to be looked after. */
  touched = false

  constructor(id: number, spec: QueueSpec, observer: QueueObserver) {
    const { maxLength, maxLengthBytes, messageTtlMs, overflow } = spec.arguments
    this.id = id
    this.observer = observer
    this.spec = spec
    this.kind = queueKinds[spec.type]
    this.lengthMax = maxLength ?? Number.POSITIVE_INFINITY
    this.bytesMax = maxLengthBytes ?? Number.POSITIVE_INFINITY
    this.limited = maxLength !== null || maxLengthBytes !== null
    this.refuses = this.limited && overflow !== 'drop-head'
    this.ttlUs = messageTtlMs === null ? Number.POSITIVE_INFINITY : messageTtlMs * 1000
    this.expires = messageTtlMs !== null
  }
}
