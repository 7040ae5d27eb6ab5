import type { QueueArguments } from '#core/model/topology.ts'

/** What the plain broker of the tests is made of. */
export interface ReferenceMessage {
  readonly id: number
  readonly key: string
  readonly sizeBytes: number
  readonly expirationMs: number | null
  /** `queue reason count`, most recent first. */
  readonly deaths: readonly ReferenceDeath[]
  readonly deadlineMs: number
  readonly order: number
  attempts: number
}

export interface ReferenceDeath {
  readonly queue: string
  readonly reason: string
  readonly count: number
}

export interface ReferenceQueue {
  readonly name: string
  readonly args: QueueArguments
  ready: ReferenceMessage[]
  /** Consumers that can take a message, next first. */
  ring: ReferenceConsumer[]
  orders: number
  deleted: boolean
}

export interface ReferenceConsumer {
  readonly id: number
  readonly channel: number
  readonly queue: ReferenceQueue
  readonly autoAck: boolean
  prefetch: number
  live: boolean
}

export interface Held {
  readonly tag: number
  readonly message: ReferenceMessage
  readonly queue: ReferenceQueue
  readonly consumer: ReferenceConsumer | null
}

/** Whether these ready messages would be more than the queue may hold. */
export function isOver(queue: ReferenceQueue, ready: readonly ReferenceMessage[]): boolean {
  const { maxLength, maxLengthBytes } = queue.args
  const bytes = ready.reduce((sum, message) => sum + message.sizeBytes, 0)
  return (
    ready.length > (maxLength ?? Number.POSITIVE_INFINITY) ||
    bytes > (maxLengthBytes ?? Number.POSITIVE_INFINITY)
  )
}

/** Consumer after consumer, then what basic.get took, by its tag as text. */
export function inLossOrder(held: readonly Held[], byComing: boolean): Held[] {
  const consumers = [...new Set(held.map((entry) => entry.consumer))].filter((one) => one !== null)
  if (byComing) consumers.sort((a, b) => a.id - b.id)
  const gotten = held.filter((entry) => entry.consumer === null)
  gotten.sort((a, b) => (String(a.tag) < String(b.tag) ? -1 : 1))
  return [...consumers.flatMap((one) => held.filter((entry) => entry.consumer === one)), ...gotten]
}
