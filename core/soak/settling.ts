import type { QueueBook } from './books.ts'
import type { Copy, Held } from './copy.ts'
import type { Ledger } from './ledger.ts'
import { hold } from './violation.ts'

/** Takes a copy out of its client's hands: what is settled must be next in line. */
export function settles(ledger: Ledger, held: Held | undefined, book: QueueBook, id: number): Copy {
  const isNext =
    held !== undefined && held.queue === book.id && held.copy.arrival.publication.id === id
  hold(isNext, 'V13', () => `message ${id} of ${book.spec.name} was settled out of turn`)
  ledger.channels[held.channel]!.held.delete(held.tag)
  book.unacked--
  const consumer = ledger.consumers.get(held.consumer)
  if (consumer !== undefined && !consumer.autoAck) consumer.unacked--
  return held.copy
}

/** `isAutomatic` when nobody had to say so. */
export function acked(ledger: Ledger, book: QueueBook, id: number, isAutomatic: boolean): void {
  const held = isAutomatic ? ledger.autoAcked : ledger.settling.shift()
  if (isAutomatic && held === null) {
    // A basic.get without ack: its delivery is looked at when the verb returns.
    hold(ledger.got?.announced.id === id, 'V13', () => `message ${id} was acked by nobody`)
    return
  }
  settles(ledger, held ?? undefined, book, id)
  if (isAutomatic) ledger.autoAcked = null
  if (!book.isStream) book.left++
}

export function requeued(ledger: Ledger, book: QueueBook, id: number, reason: number): void {
  const { settling, returnReason } = ledger
  hold(reason === returnReason, 'V14', () => `message ${id} came back for reason ${reason}`)
  book.putBack(settles(ledger, settling.shift(), book, id))
}
