import type { Copy } from '#core/soak/ledger/copy.ts'
import type { Ledger } from '#core/soak/ledger/ledger.ts'
import type { QueueBook } from '#core/soak/ledger/queue-book.ts'
import { callBack } from '#core/soak/ledger/redirect.ts'
import { violate } from '#core/soak/violation.ts'
import { dieBeforeUnused } from './silent.ts'

/** Purged, or gone with its queue: ready ones in the order they would be given, then those clients hold. */
export function emptied(ledger: Ledger, book: QueueBook, id: number): void {
  const isAsked = () => ledger.emptying.has(book) || book.unusedDueUs <= ledger.nowUs
  if (!ledger.closeUntil(isAsked))
    violate('V4', `queue ${book.spec.name} let go of message ${id} unasked`)
  // What was over its time when it was not used for too long had died before.
  if (!ledger.emptying.has(book)) {
    dieBeforeUnused(ledger, book)
    ledger.emptying.add(book)
  }
  const head = book.line.count > 0 ? book.take() : asideOf(ledger, book)
  if (head !== undefined) {
    if (head.id !== id) violate('V10', `message ${id} was purged out of turn`)
    book.mayOpen()
    book.left++
    return
  }
  if (ledger.deleting?.book !== book) {
    const all = ledger.channels.flatMap(({ held }) => held)
    ledger.deleting = { book, held: all.filter((held) => held.book === book) }
  }
  const held = ledger.deleting.held.shift()
  if (held?.copy.id !== id) violate('V13', `message ${id} of ${book.spec.name} is held by nobody`)
  ledger.release(held)
  if (!book.isStream) book.left++
}

/** Returns that wait, then letters that are kept, and no longer on their way. */
function asideOf(ledger: Ledger, book: QueueBook): Copy | undefined {
  const waiting = book.waiting.take()
  if (waiting !== undefined) return waiting
  const kept = book.kept.shift()
  if (kept?.letter) callBack(ledger, kept.letter)
  return kept?.copy
}

/** Only what was not persistent may be. */
export function lostAtRestart(ledger: Ledger, book: QueueBook, id: number): void {
  const copy = book.line.lose(({ arrival }) => !arrival.publication.body.persistent)
  const isTransient = ledger.isRestarting && copy?.id === id && !book.isQuorum && !book.isStream
  if (!isTransient) violate('V5', `message ${id} was lost by a restart`)
  book.left++
}
