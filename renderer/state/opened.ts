/** What is open in the Explore place, and the address of a queue in it. */
import type { ConnectionProfile } from '#core/model/connection.ts'

/** What the middle pane shows. */
export type Opened =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'form'; readonly profile: ConnectionProfile | null }
  | { readonly kind: 'connection'; readonly id: string }
  | {
      readonly kind: 'queue'
      readonly id: string
      readonly virtualHost: string
      readonly queue: string
    }
  | {
      readonly kind: 'exchange'
      readonly id: string
      readonly virtualHost: string
      readonly exchange: string
    }

export interface QueueAddress {
  readonly id: string
  readonly virtualHost: string
  readonly queue: string
}

export const addressOf = ({ id, virtualHost, queue }: QueueAddress): QueueAddress => ({
  id,
  virtualHost,
  queue,
})

/** Whether the queue at `address` is what is open. */
export const isAt = (opened: Opened, { id, virtualHost, queue }: QueueAddress): boolean =>
  opened.kind === 'queue' &&
  opened.id === id &&
  opened.virtualHost === virtualHost &&
  opened.queue === queue
