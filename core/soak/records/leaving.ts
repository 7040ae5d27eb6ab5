import { TraceReason } from '#core/model/trace.ts'
import type { Copy } from '#core/soak/ledger/copy.ts'
import type { Ledger } from '#core/soak/ledger/ledger.ts'
import type { QueueBook } from '#core/soak/ledger/queue-book.ts'
import { violate } from '#core/soak/violation.ts'
import { countDiscard, countReturn, grantRoom, isSpent, settles } from './settling.ts'

/** A copy leaves its queue unread, for a `TraceReason`: it must be the one the reason is about. */
export function leaves(
  ledger: Ledger,
  book: QueueBook,
  id: number,
  actor: number,
  reason: number,
): Copy {
  book.left++
  if (reason === TraceReason.rejected) {
    const settling = settles(ledger, book, id, actor)
    const { how, held } = settling
    if (how !== 'discard') violate('V13', `message ${id} was thrown away by a ${how}`)
    countDiscard(ledger, book, held.copy, settling.reason)
    return held.copy
  }
  if (reason === TraceReason.deliveryLimit) {
    const settling = settles(ledger, book, id, actor)
    const { how, held } = settling
    countReturn(ledger, book, held.copy, settling.reason)
    if (how !== 'requeue' || !isSpent(ledger, book, held.copy))
      violate(
        'V12',
        `message ${id} of ${book.spec.name} died of a delivery limit it had not reached`,
      )
    grantRoom(ledger, held.consumer)
    return held.copy
  }
  if (book.isStream) return retained(book, id)
  const copy = reason === TraceReason.expired ? expired(ledger, book, id) : displaced(book, id)
  book.mayOpen()
  book.look()
  return copy
}

/** Retention takes the oldest of a stream. */
function retained(book: QueueBook, id: number): Copy {
  const copy = book.line.take()
  if (copy?.id !== id) violate('V16', `stream ${book.spec.name} let go of ${id} before its head`)
  book.firstOffset++
  return copy
}

/** The list whose head expires first: returns, then from the highest level, where each level's head may. */
export function dueList(
  { facts, nowUs }: Ledger,
  { isQuorum, line }: QueueBook,
): Copy[] | undefined {
  const lists =
    isQuorum && facts.anyHeadExpires
      ? [line.returns, ...line.levels.toReversed()]
      : [line.nextList ?? []]
  return lists.find(([head]) => head !== undefined && head.deadlineUs <= nowUs)
}

function expired(ledger: Ledger, book: QueueBook, id: number): Copy {
  const list = dueList(ledger, book)
  if (list?.[0]?.id !== id)
    violate(
      'V11',
      `message ${id} of ${book.spec.name} expired and is not at the head, or its time is not over`,
    )
  return book.line.takeFrom(list)
}

/** The limit of a queue takes what is next. */
function displaced(book: QueueBook, id: number): Copy {
  if (book.dropping.length === 0) {
    if (!book.isOver)
      violate('V10', `queue ${book.spec.name} dropped ${id} and is within its limit`)
    book.dropping = excess(book)
  }
  const copy = book.dropping.shift()
  if (copy?.id !== id)
    violate('V10', `queue ${book.spec.name} dropped ${id} instead of ${copy?.id}`)
  return copy
}

/** A classic queue drops one at a time; a quorum queue all at once, and then tells. [recorded: K119] */
function excess(book: QueueBook): Copy[] {
  const first = book.line.take()!
  if (!book.isQuorum) return [first]
  const gone = [first]
  while (book.line.count > 0 && book.isOver) gone.push(book.line.take()!)
  return book.facts.newestDropFirst ? gone.reverse() : gone
}
