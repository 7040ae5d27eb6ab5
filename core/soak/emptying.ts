import type { QueueBook } from './books.ts'
import type { Ledger } from './ledger.ts'
import { settles } from './settling.ts'
import { hold } from './violation.ts'

/** Purged, or gone with its queue: ready ones from the head, then those clients hold. */
export function emptied(ledger: Ledger, book: QueueBook, id: number): void {
  hold(
    ledger.emptying.has(book.id),
    'V4',
    () => `queue ${book.spec.name} let go of message ${id} unasked`,
  )
  const head = book.take(id)
  if (head !== undefined) {
    hold(head.arrival.publication.id === id, 'V10', () => `message ${id} was purged out of turn`)
    book.left++
    return
  }
  if (ledger.deleting?.queue !== book.id) {
    const all = ledger.channels.flatMap((channel) => ledger.heldOf(channel.id))
    ledger.deleting = { queue: book.id, held: all.filter(({ queue }) => queue === book.id) }
  }
  settles(ledger, ledger.deleting.held.shift(), book, id)
  if (!book.isStream) book.left++
}

/** Only what was not persistent may be. */
export function lostAtRestart(ledger: Ledger, book: QueueBook, id: number): void {
  const at = book.ready.findIndex(({ arrival }) => !arrival.publication.persistent)
  const copy = book.ready[at]
  const isTransient = copy !== undefined && copy.arrival.publication.id === id
  hold(ledger.restarting !== null && isTransient, 'V5', () => `message ${id} was lost by a restart`)
  book.ready.splice(at, 1)
  book.readyBytes -= copy.arrival.publication.sizeBytes
  book.left++
}
