import type { Letter } from './copy.ts'
import { isCircle } from './deaths.ts'
import type { Ledger } from './ledger.ts'
import type { QueueBook } from './queue-book.ts'
import { owe } from './withheld.ts'

/** A dead letter is on its way: to all queues it matches now, or to none, which the log must tell. */
export function sendLetter(ledger: Ledger, letter: Letter): void {
  const { publication, exchange, key, copyKeys, blindKeys, deaths, failures } = letter
  const keys = [key, ...copyKeys, ...blindKeys]
  const books = ledger.ways.to(exchange, keys, publication.body.headers)
  if (books.length === 0) ledger.lost.push(publication.id)
  for (const book of books) {
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
}

/** A queue is gone: letters on their way to it look for their ways anew, since they leave when a verb is done. */
export function redirect(ledger: Ledger, gone: QueueBook): void {
  const { arrivals } = ledger
  const letters = new Set<Letter>()
  for (const { book, letter } of arrivals) if (book === gone && letter !== null) letters.add(letter)
  for (const letter of letters) {
    const others = arrivals.filter((arrival) => arrival.letter !== letter)
    arrivals.splice(0, Infinity, ...others)
    sendLetter(ledger, letter)
  }
}
