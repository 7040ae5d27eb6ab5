import type { QueueBook } from './queue-book.ts'

/** What only the broker knows of what it does at one instant: how far it is. */
export interface Asked {
  isGone(book: QueueBook): boolean
  /** Dead letters a queue keeps: what dies there does so without a record. */
  lettersKept(book: QueueBook): number
  /** Returns that wait before they are given again: those whose time has come are ready, without a record. */
  returnsWaiting(book: QueueBook): number
  /** Deliveries of a queue that clients hold. */
  unacked(book: QueueBook): number
  /** Dead letters that wait for a majority of a queue, also of one that is gone since. */
  lettersWithheld(book: QueueBook): number
}
