import type { Overflow, QueueType } from '#core/model/topology.ts'
import { classic } from './classic.ts'
import { quorum } from './quorum.ts'
import { stream } from './stream.ts'

/** What sets one type of queue apart from another. Chosen at declare, asked off the plain path only. */
export interface QueueKind {
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
