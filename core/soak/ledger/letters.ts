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

/**
 * A queue is gone: letters that were on their way to it look for their ways anew, since they leave when a verb is done. Those
 * that had come as far as to wait for its majority are gone with it.
 */
export function redirect(ledger: Ledger, gone: QueueBook): void {
  const letters = new Set<Letter>()
  for (const { book, letter } of ledger.arrivals) {
    if (book === gone && letter !== null) letters.add(letter)
  }
  if (gone.withheld.length > 0) {
    const waiting = gone.withheld.flatMap(({ letter }) => letter ?? [])
    for (const letter of waiting.slice(ledger.asked.lettersWithheld(gone))) letters.add(letter)
  }
  for (const letter of letters) {
    callBack(ledger, letter)
    sendLetter(ledger, letter)
  }
}

function callBack({ arrivals, live }: Ledger, letter: Letter): void {
  for (const list of [arrivals, ...live.map(({ withheld }) => withheld)]) {
    const others = list.filter((arrival) => arrival.letter !== letter)
    if (others.length < list.length) list.splice(0, Infinity, ...others)
  }
}
