import { TraceReason } from '#core/model/trace.ts'
import type { Copy } from './copy.ts'
import type { QueueBook } from './queue-book.ts'

/** How long a copy that came back so has to wait before it is given again; 0 is not at all. [RabbitMQ 4.3: Quorum Queues, delayed retry] */
export function retryAfterUs(book: QueueBook, copy: Copy, reason: number): number {
  const { delayedRetryType, delayedRetryMinMs, delayedRetryMaxMs } = book.arguments
  if (!book.facts.quorumTimes || delayedRetryType === null) return 0
  const isFailure = reason === TraceReason.rejected || reason === TraceReason.crash
  const waits =
    delayedRetryType === 'all' || delayedRetryType === (isFailure ? 'failed' : 'returned')
  if (!waits) return 0
  const wantedMs = (delayedRetryMinMs ?? 0) * Math.max(1, copy.failures)
  return 1000 * Math.min(wantedMs, delayedRetryMaxMs ?? Number.POSITIVE_INFINITY)
}

/** Returned copies that wait, the first due first, among equals in order of return. */
export class Waiting {
  readonly copies: { readonly copy: Copy; readonly dueUs: number }[] = []
  weight = 0

  add(copy: Copy, dueUs: number): void {
    let at = this.copies.length
    while (at > 0 && this.copies[at - 1]!.dueUs > dueUs) at--
    this.copies.splice(at, 0, { copy, dueUs })
    this.weight += copy.weight
  }

  /** The next one whose time has come. */
  takeDue(nowUs: number): Copy | undefined {
    const first = this.copies[0]
    return first !== undefined && first.dueUs <= nowUs ? this.take() : undefined
  }

  take(): Copy | undefined {
    const copy = this.copies.shift()?.copy
    if (copy !== undefined) this.weight -= copy.weight
    return copy
  }
}
