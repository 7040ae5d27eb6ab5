import type { MessagePages } from '#core/engine/message-pages.ts'
import type { QueueType } from '#core/model/topology.ts'
import { classic } from './classic.ts'
import type { ReadyList } from './ready-list.ts'
import { stream } from './stream.ts'

/** What sets one type of queue apart from another. Chosen at declare, asked off the plain path only. */
export interface QueueKind {
  /** A restart keeps all its messages, whatever their delivery mode, and knows which had been delivered. */
  readonly keepsAll: boolean
  /** Where a returned message enters again. */
  putBack(ready: ReadyList, pages: MessagePages, slot: number): void
}

export const queueKinds: Readonly<Record<QueueType, QueueKind>> = { classic, stream }
