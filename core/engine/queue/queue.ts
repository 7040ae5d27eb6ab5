import type { Connection } from '#core/engine/connection.ts'
import type { QueueObserver } from '#core/engine/observer.ts'
import type { ProfileRules } from '#core/engine/profile.ts'
import type { QueueArguments, QueueSpec } from '#core/model/topology.ts'
import type { Consumer } from './consumer.ts'
import { ConsumerRing } from './consumer-ring.ts'
import { type QueueKind, queueKinds } from './kind.ts'
import { shelvesFor } from './levels.ts'
import { QuorumState } from './quorum-state.ts'
import { ReadyList } from './ready-list.ts'
import type { Shelves } from './shelves.ts'
import { StreamLog } from './stream-log.ts'

/**
 * A queue as state: what is ready, who waits, and the counts. The rules that change it stand beside it: `enqueue.ts`,
 * `dispatch.ts`, `limits.ts`, `expiry.ts`, `departure.ts`.
 *
 * What every message touches comes first, so that it shares cache lines.
 *
 * entered = ready + unacked + acked + dropped + deadLettered, after every verb; of a quorum queue plus those it keeps aside.
 */
export class Queue {
  declare readonly id: number
  declare readonly observer: QueueObserver
  /** One list of ready messages in order of arrival and nothing else: what the shortest way is for. */
  declare readonly plain: boolean
  limited = false
  /** A message with a deadline may be among the ready ones. */
  expires = false
  declare readonly ring: ConsumerRing
  readonly ready = new ReadyList()
  readyBytes = 0
  unacked = 0
  /** Counter of enqueues, 32 bits, wrapping. */
  order = 0
  entered = 0
  acked = 0
  /** Where the ready messages are when they are not one list: see `shelving.ts`. */
  declare readonly shelves: Shelves | null
  /** Of a quorum queue. */
  declare readonly quorum: QuorumState | null
  /** Of a stream. */
  declare readonly log: StreamLog | null
  /** As declared. What holds, policies included, is `arguments`. */
  declare readonly spec: QueueSpec
  declare readonly kind: QueueKind
  /** In order of coming. */
  readonly consumers: Consumer[] = []
  /** Only one of its consumers is served, `active`. */
  declare readonly sole: boolean
  active: Consumer | null = null
  /** Of an exclusive queue: who declared it. Null when it is anybody's. */
  owner: Connection | null = null
  /** When it was last used, as far as `x-expires` goes. */
  usedUs = 0
  /** Limits on ready messages; Infinity is none. */
  lengthMax = Number.POSITIVE_INFINITY
  bytesMax = Number.POSITIVE_INFINITY
  /** A full queue refuses the newest instead of dropping the oldest. */
  refuses = false
  ttlUs = Number.POSITIVE_INFINITY
  /** What the ready messages count towards the limit of bytes beside their bodies. */
  overheadBytes = 0
  /** Unacked ones that had been delivered before. */
  unackedAgain = 0
  dropped = 0
  deadLettered = 0
  /** It has had a consumer, so auto-delete may apply. */
  consumed = false
  deleted = false
  /** Waits in a verb's list of queues to be looked after. */
  touched = false
  /** Its own arguments and its policies as one: see `policies.ts`. */
  declare arguments: QueueArguments
  /** TTLs that policies took away again: of the messages up to that order. Oldest first. */
  formerTtls: readonly FormerTtl[] = []

  constructor(
    id: number,
    spec: QueueSpec,
    observer: QueueObserver,
    effective: QueueArguments,
    rules: ProfileRules,
  ) {
    this.id = id
    this.observer = observer
    this.spec = spec
    this.kind = queueKinds[spec.type]
    this.ring = new ConsumerRing(this.kind.dropsFullAtOnce)
    this.sole = spec.arguments.singleActiveConsumer
    this.log = spec.type === 'stream' ? new StreamLog() : null
    this.shelves = shelvesFor(spec, rules)
    this.quorum = spec.type === 'quorum' ? new QuorumState(rules) : null
    this.plain = this.shelves === null && this.log === null
    this.arguments = effective
    this.govern(effective)
  }

  /** Whether it is another connection's own. Null: somebody without a connection, who may do everything. */
  isLockedFor(connection: Connection | null): boolean {
    return this.owner !== null && connection !== null && connection !== this.owner
  }

  /**
   * Takes over what holds for it now. The caller then looks after the queue: it may be over a limit. A message keeps the TTL of
   * the queue it met when it entered. [RabbitMQ: Policies; source: message expiry is computed at enqueue]
   */
  govern(effective: QueueArguments): void {
    const { maxLength, maxLengthBytes, messageTtlMs, overflow } = effective
    this.arguments = effective
    if (this.log !== null) {
      this.log.govern(effective)
      return
    }
    this.lengthMax = maxLength ?? Number.POSITIVE_INFINITY
    this.bytesMax = maxLengthBytes ?? Number.POSITIVE_INFINITY
    this.limited = maxLength !== null || maxLengthBytes !== null
    this.refuses = this.limited && this.kind.refusing.includes(overflow)
    this.quorum?.govern(effective, this.refuses)
    const ttlUs = messageTtlMs === null ? Number.POSITIVE_INFINITY : messageTtlMs * 1000
    if (ttlUs === this.ttlUs) return
    const isEmpty = this.ready.count + this.unacked + (this.quorum?.aside ?? 0) === 0
    const former = { upToOrder: this.order, ttlUs: this.ttlUs }
    this.formerTtls = isEmpty ? [] : [...this.formerTtls, former]
    this.ttlUs = ttlUs
    this.expires = true
  }
}

interface FormerTtl {
  readonly upToOrder: number
  readonly ttlUs: number
}
