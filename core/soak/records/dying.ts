import { nobody } from '#core/engine/trace-sink.ts'
import { TraceReason } from '#core/model/trace.ts'
import type { Arrival, Copy } from '#core/soak/ledger/copy.ts'
import { arriveIn, isArriving, letGo } from '#core/soak/ledger/kept.ts'
import type { Ledger } from '#core/soak/ledger/ledger.ts'
import { letterFrom, sendLetter } from '#core/soak/ledger/letters.ts'
import type { QueueBook } from '#core/soak/ledger/queue-book.ts'
import { violate } from '#core/soak/violation.ts'
import { emptied, lostAtRestart } from './emptying.ts'
import { arrive } from './entering.ts'
import { leaves } from './leaving.ts'
import { lookAfter } from './settling.ts'
import { tryAgain } from './silent.ts'

export function deadLettered(
  ledger: Ledger,
  book: QueueBook,
  id: number,
  actor: number,
  reason: number,
  exchange: number,
): void {
  const { deadLetterExchange } = book.arguments
  const { refused } = ledger
  ledger.refused = null
  if (deadLetterExchange === null) violate('V12', `queue ${book.spec.name} dead-letters nothing`)
  const isThere = ledger.ways.exchange(deadLetterExchange) !== undefined
  const said = (exchange | 0) === nobody ? null : ledger.exchangeNames[exchange]
  if (said !== (isThere ? deadLetterExchange : null))
    violate('V12', `message ${id} was dead-lettered to ${said}`)
  if (book.keepsLetters) {
    letKeptGo(ledger, book, id, reason)
    return
  }
  const isRefused = refused !== null && refused.publication.id === id && refused.book === book
  const arrival = isRefused ? refused : afterwards(leaves(ledger, book, id, actor, reason))
  if (isThere) sendLetter(ledger, letterFrom(book, arrival, deadLetterExchange, reason, null))
}

/** What a copy takes along. [recorded: K47, K159, K165] */
function afterwards({ arrival, failures }: Copy): Arrival {
  return { ...arrival, failures }
}

/** A kept letter is let go of: it must have arrived. */
function letKeptGo(ledger: Ledger, book: QueueBook, id: number, reason: number): void {
  lookAfter(ledger)
  const find = () =>
    book.kept.find(
      (each) => each.copy.id === id && each.reason === reason && isArriving(ledger, each),
    )
  tryAgain(ledger, () => find() !== undefined)
  const kept = find()
  if (kept === undefined)
    violate('V12', `message ${id} was let go of by ${book.spec.name} and has not arrived`)
  letGo(ledger, kept)
  book.left++
  book.mayOpen()
}

/** A queue keeps no letters any more: those it has go nowhere, the oldest first. */
function dropKept(book: QueueBook, id: number, reason: number): void {
  const kept = book.kept.shift()!
  const isFirst = kept.copy.id === id && kept.reason === reason
  if (!isFirst) violate('V12', `queue ${book.spec.name} dropped letter ${id} out of turn`)
  book.left++
}

export function dropped(
  ledger: Ledger,
  book: QueueBook,
  id: number,
  actor: number,
  reason: number,
): void {
  if (reason === TraceReason.cycle) {
    const { letter } = arrive(ledger, book, id, actor, true)
    if (letter?.kept) arriveIn(ledger, letter.kept, book)
  } else if (reason === TraceReason.purged) emptied(ledger, book, id)
  else if (reason === TraceReason.crash) lostAtRestart(ledger, book, id)
  else if (book.kept.length > 0 && !book.keepsLetters) dropKept(book, id, reason)
  else {
    const dies = book.arguments.deadLetterExchange !== null && !book.isStream
    if (dies)
      violate('V12', `message ${id} of ${book.spec.name} was dropped instead of dead-lettered`)
    leaves(ledger, book, id, actor, reason)
  }
}
