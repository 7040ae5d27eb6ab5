import type { Overflow, QueueType } from '#core/model/topology.ts'
import { classic } from './classic.ts'
import { quorum } from './quorum.ts'
import { stream } from './stream.ts'

/** What sets one type of queue apart from another. Chosen at declare, asked off the plain path only. */
export interface QueueKind {
  /** Who is full leaves the ring at once, not when its turn comes. [seen: K124] */
  readonly dropsFullAtOnce: boolean
  /** An exclusive consumer suffers no other; else the flag means nothing. [seen: K29] */
  readonly heedsExclusive: boolean
  /** A limit shared by the consumers of a channel holds; else consuming under one is 540. [seen: K17] */
  readonly keepsSharedLimits: boolean
  /** A single active consumer may give way to a higher priority. [seen: K28] */
  readonly soleYields: boolean
  /** basic.get works beside a single active consumer; else it is 405. [seen: K128] */
  readonly getsBesideSole: boolean
  /** What basic.get says is left behind, when it wants an ack, still counts those that expire next. [recorded: K163] */
  readonly countsBeforeExpiry: boolean
  /** Declaring it again counts as a use of a queue that goes when unused. [seen: K14] */
  readonly renewedByDeclare: boolean
  /** Where a delivery held too long does not cost the channel, it costs the consumer. [seen: K161] */
  readonly endsSlowConsumers: boolean
  /** A restart keeps all its messages, whatever their delivery mode, and knows which had been delivered. */
  readonly keepsAll: boolean
  /** What a consumer without a prefetch may hold. */
  readonly heldMost: number
  /** Overflow modes that refuse the newest; the others let the oldest go. */
  readonly refusing: readonly Overflow[]
  /** The shortest a message lives, whatever its TTL. */
  readonly ttlLeastUs: number
}

export const queueKinds: Readonly<Record<QueueType, QueueKind>> = { classic, quorum, stream }
