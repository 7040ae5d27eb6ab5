import { TraceReason } from '#core/model/trace.ts'
import { close, lateOne } from '#core/soak/ledger/closing.ts'
import type { Settling } from '#core/soak/ledger/copy.ts'
import { dueAgain, keep, send } from '#core/soak/ledger/kept.ts'
import type { Ledger } from '#core/soak/ledger/ledger.ts'
import type { QueueBook } from '#core/soak/ledger/queue-book.ts'
import { dueList } from './leaving.ts'
import { countDiscard, countReturn, grantRoom, isSpent, lookAfter, takeNext } from './settling.ts'

/**
 * What dies in a queue that keeps its dead letters does so without a record: the broker is asked how many it keeps before each
 * record, and whatever may have died since must explain it. `released` is the queue that the record says has let one go.
 */
export function noteSilent(ledger: Ledger, released: QueueBook | null): void {
  if (!ledger.plan.features.has('at-least-once')) return
  const isBehind = (book: QueueBook) => {
    if (!book.keepsLetters || book.deleted) return false
    return book.kept.length < ledger.asked.lettersKept(book) + (book === released ? 1 : 0)
  }
  if (!ledger.live.some(isBehind)) return
  for (const book of new Set([...ledger.settledOf, ...ledger.live])) {
    while (isBehind(book) && dieIn(ledger, book));
  }
}

/** One dies in that queue; false when none may have. */
function dieIn(ledger: Ledger, book: QueueBook): boolean {
  const count = book.kept.length
  while (book.kept.length === count) {
    if (dieNext(ledger) || expireOne(ledger, book)) continue
    const next =
      ledger.settling.length > 0 ? null : (ledger.closing.shift() ?? lateOne(ledger, null))
    if (next === null) return false
    close(ledger, next)
  }
  return true
}

/** What dies next: between two settlements of a transaction queues are looked after, as between verbs. */
function dieNext(ledger: Ledger): boolean {
  const isBetween = ledger.settling.length > 0 && ledger.settling[0]!.batch !== ledger.batch
  if (isBetween && ledger.live.some((book) => expireOne(ledger, book))) return true
  return dieSilently(ledger)
}

/** The next of what is settled, if it dies without a record. */
function dieSilently(ledger: Ledger): boolean {
  const next = ledger.settling[0]
  if (next === undefined || !isSilent(ledger, next)) return false
  const { held, how, reason } = takeNext(ledger)!
  const { book, copy, consumer } = held
  if (how === 'discard') {
    countDiscard(ledger, book, copy, reason)
    keep(ledger, book, copy, TraceReason.rejected)
  } else {
    countReturn(ledger, book, copy, reason)
    grantRoom(ledger, consumer)
    keep(ledger, book, copy, TraceReason.deliveryLimit)
  }
  return true
}

function isSilent(ledger: Ledger, { held, how, reason }: Settling): boolean {
  const { book, copy } = held
  if (how === 'ack' || !book.keepsLetters) return false
  if (how === 'discard') return true
  const after = { ...copy }
  countReturn(ledger, book, after, reason)
  return isSpent(ledger, book, after)
}

/** All heads whose time is over. */
function expireSilently(ledger: Ledger, book: QueueBook): void {
  while (expireOne(ledger, book));
}

function expireOne(ledger: Ledger, book: QueueBook): boolean {
  if (!book.keepsLetters || book.leader < 0) return false
  const list = dueList(ledger, book)
  if (list === undefined) return false
  keep(ledger, book, book.line.takeFrom(list), TraceReason.expired)
  book.mayOpen()
  return true
}

/**
 * Kept letters whose time has come set out again, queue by queue, until `explains` holds; what expires in a queue at that instant
 * does so before. The log does not say when: they do as soon as a record shows it, at last when all that is due is done.
 */
export function tryAgain(ledger: Ledger, explains: () => boolean): void {
  for (const book of ledger.live) {
    if (explains()) return
    const due = dueAgain(ledger, book)
    if (due.length === 0) continue
    expireSilently(ledger, book)
    for (const kept of due) send(ledger, kept)
  }
}

/** A queue goes since nobody used it: at that instant heads expire first, and what was held too long may have come back. */
export function dieBeforeUnused(ledger: Ledger, book: QueueBook): void {
  if (!book.keepsLetters) return
  expireSilently(ledger, book)
  while (book.unacked > ledger.asked.unacked(book)) {
    if (dieNext(ledger)) continue
    const next = lateOne(ledger, null)
    if (next === null) return
    close(ledger, next)
  }
}

/** A verb is done, or what was due at an instant: whatever had to die has died. */
export function dieAll(ledger: Ledger): void {
  const { settledOf, live, nowUs } = ledger
  // Who held something too long may have given back what dies of it: then there is no record that shows it.
  noteSilent(ledger, null)
  for (const book of live) if (book.waiting.copies.length > 0) book.wake(nowUs)
  if (ledger.plan.features.has('at-least-once')) {
    while (dieNext(ledger));
    for (const book of new Set([...settledOf, ...live])) expireSilently(ledger, book)
    tryAgain(ledger, () => false)
  }
  lookAfter(ledger)
}
