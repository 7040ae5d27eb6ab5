import type { Copy, Letter } from './copy.ts'
import type { Ledger } from './ledger.ts'
import type { QueueBook } from './queue-book.ts'

/** Then one that found no place tries again. [source: rabbit_fifo_dlx_worker settle timeout] */
const patienceUs = 180_000_000

/** A dead copy that its queue keeps until every queue it is for has it. */
export interface Kept {
  readonly book: QueueBook
  readonly copy: Copy
  /** A `TraceReason`. */
  readonly reason: number
  /** As it set out last; null while others have to go first. */
  letter: Letter | null
  /** Queues that have it, and those where it waits for a majority. */
  readonly arrived: Set<QueueBook>
  readonly waitsIn: Set<QueueBook>
  /** When it tries again; Infinity of one that is on its way, or has arrived everywhere and must be let go of. */
  againUs: number
}

/** It found no place somewhere. */
export function waitOn({ nowUs }: Ledger, kept: Kept): void {
  kept.againUs = nowUs + patienceUs
}
