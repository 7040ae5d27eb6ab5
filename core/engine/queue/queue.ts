import type { Connection } from '#core/engine/connection.ts'
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
 * Fields lie in memory in the order the constructor sets them, what every message touches first, so that it shares cache
 * lines. One that is begun where it is declared would stand before all of them.
 *
 * entered = ready + unacked + acked + dropped + deadLettered, after every verb; of a quorum queue plus those it keeps aside.
 */
export class Queue {
  declare readonly id: number
  /** One list of ready messages in order of arrival and nothing else: what the shortest way is for. */
  declare readonly plain: boolean
  declare limited: boolean
  /** A message with a deadline may be among the ready ones. */
  declare expires: boolean
  declare readonly ring: ConsumerRing
  declare readonly ready: ReadyList
  declare readyBytes: number
  declare unacked: number
  /** Counter of enqueues, 32 bits, wrapping. */
  declare order: number
  declare entered: number
  declare acked: number
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
  declare readonly consumers: Consumer[]
  /** Only one of its consumers is served, `active`. */
  declare readonly sole: boolean
  declare active: Consumer | null
  /** Of an exclusive queue: who declared it. Null when it is anybody's. */
  declare owner: Connection | null
  /** When it was last used, as far as `x-expires` goes. */
  declare usedUs: number
  /** Limits on ready messages; Infinity is none. */
  declare lengthMax: number
  declare bytesMax: number
  /** A full queue refuses the newest instead of dropping the oldest. */
  declare refuses: boolean
  declare ttlUs: number
  /** What the ready messages count towards the limit of bytes beside their bodies. */
  declare overheadBytes: number
  /** Unacked ones that had been delivered before. */
  declare unackedAgain: number
  declare dropped: number
  declare deadLettered: number
  /** It has had a consumer, so auto-delete may apply. */
  declare consumed: boolean
  declare deleted: boolean
  /** Waits in a verb's list of queues to be looked after. */
  declare touched: boolean
  /** Its own arguments and its policies as one: see `policies.ts`. */
  declare arguments: QueueArguments
  /** TTLs that policies took away again: of the messages up to that order. Oldest first. */
  declare formerTtls: readonly FormerTtl[]

  constructor(id: number, spec: QueueSpec, effective: QueueArguments, rules: ProfileRules) {
    const kind = queueKinds[spec.type]
    const shelves = shelvesFor(spec, rules)
    const log = spec.type === 'stream' ? new StreamLog() : null
    this.plain = shelves === null && log === null
    this.id = id
    this.unacked = 0
    this.limited = false
    this.expires = false
    this.ring = new ConsumerRing(kind.dropsFullAtOnce)
    this.ready = new ReadyList()
    this.readyBytes = 0
    this.order = 0
    this.entered = 0
    this.acked = 0
    this.shelves = shelves
    this.quorum = spec.type === 'quorum' ? new QuorumState(rules) : null
    this.log = log
    this.spec = spec
    this.kind = kind
    this.consumers = []
    this.sole = spec.arguments.singleActiveConsumer
    this.active = null
    this.owner = null
    this.usedUs = 0
    this.lengthMax = Number.POSITIVE_INFINITY
    this.bytesMax = Number.POSITIVE_INFINITY
    this.refuses = false
    this.ttlUs = Number.POSITIVE_INFINITY
    this.overheadBytes = 0
    this.unackedAgain = 0
    this.dropped = 0
    this.deadLettered = 0
    this.consumed = false
    this.deleted = false
    this.touched = false
    this.formerTtls = []
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
