import { nobody } from '#core/engine/trace-sink.ts'
import { TraceReason } from '#core/model/trace.ts'
import type { ConsumerBook } from '#core/soak/ledger/consumer-book.ts'
import type { Copy, Settling } from '#core/soak/ledger/copy.ts'
import type { Ledger } from '#core/soak/ledger/ledger.ts'
import type { QueueBook } from '#core/soak/ledger/queue-book.ts'
import { retryAfterUs } from '#core/soak/ledger/retries.ts'
import { violate } from '#core/soak/violation.ts'

/** Takes a copy out of its client's hands: what is settled must be next in line. */
export function settles(ledger: Ledger, book: QueueBook, id: number, actor: number): Settling {
  const about = actor === nobody ? null : ledger.consumers[actor / 2]
  ledger.closeUntil(() => ledger.settling.length > 0, about)
  const settling = takeNext(ledger)
  const isNext =
    settling !== undefined &&
    settling.held.book === book &&
    settling.held.copy.id === id &&
    settling.held.consumer === about
  if (!isNext) violate('V13', `message ${id} of ${book.spec.name} was settled out of turn`)
  return settling
}

/** The next of what the verb under way settles. */
export function takeNext(ledger: Ledger): Settling | undefined {
  const settling = ledger.settling.shift()
  if (settling === undefined) return undefined
  // Between two settlements of a transaction full queues are looked at, as between verbs.
  if (settling.batch !== ledger.batch) {
    for (const each of ledger.live) each.lookAtLimit()
    ledger.settledOf.clear()
  }
  ledger.settledOf.add(settling.held.book)
  ledger.batch = settling.batch
  ledger.release(settling.held)
  return settling
}

/** Before letters set out queues of what was settled are looked after, and may be full. */
export function lookAfter({ settledOf, returnedTo }: Ledger): void {
  if (settledOf.size > 0) {
    for (const book of settledOf) book.lookAtLimit()
    settledOf.clear()
  }
  if (returnedTo.size > 0) {
    for (const book of returnedTo) book.look()
    returnedTo.clear()
  }
}

/** A death by the delivery limit lets its consumer have one more, where versions do so. [recorded: K170] */
export function grantRoom({ facts }: Ledger, consumer: ConsumerBook | null): void {
  if (facts.deathsGrantRoom && consumer !== null && consumer.prefetch > 0) consumer.prefetch++
}

/** `isAutomatic` when nobody had to say so. */
export function acked(
  ledger: Ledger,
  book: QueueBook,
  id: number,
  actor: number,
  isAutomatic: boolean,
): void {
  if (!isAutomatic) {
    const { how } = settles(ledger, book, id, actor)
    if (how !== 'ack' && !book.isStream) violate('V13', `message ${id} was acked by a ${how}`)
    if (!book.isStream) book.left++
    return
  }
  if (book === ledger.replies) return
  const held = ledger.autoAcked
  if (held === null) {
    // A basic.get without ack: its delivery is looked at when the verb returns.
    if (ledger.got?.announced.id !== id) violate('V13', `message ${id} was acked by nobody`)
    return
  }
  if (held.book !== book || held.copy.id !== id)
    violate('V13', `message ${id} was acked and another one was delivered`)
  ledger.release(held)
  ledger.autoAcked = null
  book.left++
}

export function requeued(
  ledger: Ledger,
  book: QueueBook,
  id: number,
  actor: number,
  said: number,
): void {
  const { held, how, reason } = settles(ledger, book, id, actor)
  const { copy } = held
  if (how !== 'requeue') violate('V13', `message ${id} came back after a ${how}`)
  if (said !== reason) violate('V14', `message ${id} came back for reason ${said}, not ${reason}`)
  countReturn(ledger, book, copy, reason)
  if (isSpent(ledger, book, copy))
    violate('V12', `message ${id} came back to ${book.spec.name} once too often`)
  if (!book.isQuorum) {
    book.line.putBack(copy)
    ledger.returnedTo.add(book)
    return
  }
  const waitUs = retryAfterUs(book, copy, reason)
  if (waitUs > 0) {
    book.waiting.add(copy, ledger.nowUs + waitUs)
    return
  }
  const isAsked = reason === TraceReason.nack || reason === TraceReason.rejected
  const isUnlimited = book.deliveryLimit === Number.POSITIVE_INFINITY
  if (ledger.facts.givenBackToTail && isUnlimited && isAsked) {
    copy.order = ++book.order
    copy.level = 0
    book.line.append(copy)
  } else book.line.comeBack(copy)
}

/** A return that is a failure. [recorded: K31, K137, K159, K165] */
export function countReturn({ facts }: Ledger, book: QueueBook, copy: Copy, reason: number): void {
  const isLost = reason === TraceReason.crash || reason === TraceReason.cancel
  const isReject = reason === TraceReason.rejected
  if (facts.failures === 'rejects' && (isReject || isLost)) copy.failures++
  if (facts.failures === 'discards' && isLost && book.isQuorum) copy.failures++
}

/** A discard that is a failure. [recorded: K159, K165] */
export function countDiscard({ facts }: Ledger, book: QueueBook, copy: Copy, reason: number): void {
  if (facts.failures === 'rejects' && reason === TraceReason.rejected) copy.failures++
  if (facts.failures === 'discards' && book.isQuorum) copy.failures++
}

/** A return of it now is beyond the delivery limit. [recorded: K30, K31, K136] */
export function isSpent({ facts }: Ledger, book: QueueBook, copy: Copy): boolean {
  if (!book.isQuorum) return false
  const count = facts.everyReturnCounts ? copy.deliveries : copy.failures
  return count > book.deliveryLimit
}
