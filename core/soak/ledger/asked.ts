import type { QueueBook } from './queue-book.ts'

/** What only the broker knows of what it does at one instant: how far it is. */
export interface Asked {
  isGone(book: QueueBook): boolean
  /** Dead letters that wait for a majority of a queue, also of one that is gone since. */
  lettersWithheld(book: QueueBook): number
}
