import type { Arrival, Letter } from './copy.ts'
import { afterDeath, deathNames, isCircle } from './deaths.ts'
import type { Kept } from './kept-letter.ts'
import type { Ledger } from './ledger.ts'
import type { QueueBook } from './queue-book.ts'
import { owe } from './withheld.ts'

/** What becomes of a message that dies in a queue, for a `TraceReason`, and goes to that exchange. */
export function letterFrom(
  book: QueueBook,
  arrival: Arrival,
  exchange: string,
  reason: number,
  kept: Kept | null,
): Letter {
  const { deadLetterRoutingKey } = book.arguments
  const { publication, failures } = arrival
  const deaths = afterDeath(arrival.deaths, book.spec.name, deathNames[reason]!)
  const keepsKeys = deadLetterRoutingKey === null
  const key = deadLetterRoutingKey ?? arrival.key
  const copyKeys = keepsKeys ? arrival.copyKeys : []
  // Blind copies name further ways for the first death only: the dead letter itself no longer has them.
  const blindKeys = keepsKeys && arrival.deaths.length === 0 ? publication.body.blindKeys : []
  return { publication, exchange, key, copyKeys, blindKeys, deaths, failures, kept }
}

/** All queues a letter matches now. */
export function waysOfLetter({ ways }: Ledger, letter: Letter): readonly QueueBook[] {
  const { publication, exchange, key, copyKeys, blindKeys } = letter
  return ways.to(exchange, [key, ...copyKeys, ...blindKeys], publication.body.headers)
}

/** A dead letter is on its way: to all queues it matches now, or to none, which the log must tell. */
export function sendLetter(ledger: Ledger, letter: Letter): void {
  const books = waysOfLetter(ledger, letter)
  if (books.length === 0) ledger.lost.push(letter.publication.id)
  for (const book of books) oweLetter(ledger, letter, book)
}

export function oweLetter(ledger: Ledger, letter: Letter, book: QueueBook): void {
  const { publication, exchange, key, copyKeys, deaths, failures } = letter
  owe(ledger, {
    publication,
    book,
    exchange,
    key,
    copyKeys,
    expirationMs: null,
    deaths,
    failures,
    isCircle: isCircle(deaths, book.spec.name),
    letter,
  })
}
