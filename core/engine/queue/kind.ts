import type { MessagePages } from '#core/engine/message-pages.ts'
import type { QueueType } from '#core/model/topology.ts'
import { classic } from './classic.ts'
import type { ReadyList } from './ready-list.ts'

/** What sets one type of queue apart from another. Chosen at declare, asked off the plain path only. */
export interface QueueKind {
  /** Where a returned message enters again. */
  putBack(ready: ReadyList, pages: MessagePages, slot: number): void
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
  /** Declaring it again counts as a use of a queue that goes when unused. [seen: K14] */
  readonly renewedByDeclare: boolean
  /** Where a delivery held too long does not cost the channel, it costs the consumer. [seen: K161] */
  readonly endsSlowConsumers: boolean
}

export const queueKinds: Readonly<Record<QueueType, QueueKind>> = { classic }
