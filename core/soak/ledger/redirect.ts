import type { Arrival, Letter } from './copy.ts'
import { send } from './kept.ts'
import type { Ledger } from './ledger.ts'
import { sendLetter } from './letters.ts'
import type { QueueBook } from './queue-book.ts'

/**
 * A queue is gone: letters that were on their way to it look for their ways anew, since they leave when a verb is done. Those
 * that had come as far as to wait for its majority are gone with it.
 */
export function redirect(ledger: Ledger, gone: QueueBook): void {
  const letters = new Set<Letter>()
  for (const { book, letter } of ledger.arrivals) {
    if (book === gone && letter !== null) letters.add(letter)
  }
  for (const { letter } of notYetWithheld(ledger, gone)) if (letter !== null) letters.add(letter)
  for (const letter of letters) {
    callBack(ledger, letter)
    if (letter.kept === null) sendLetter(ledger, letter)
    else send(ledger, letter.kept)
  }
}

/** It does not set out. What waits for a majority somewhere does so still. */
export function callBack(ledger: Ledger, letter: Letter): void {
  takeOut(ledger.arrivals, letter, 0)
  for (const book of ledger.live) {
    const [first] = notYetWithheld(ledger, book)
    const from = first === undefined ? book.withheld.length : book.withheld.indexOf(first)
    if (takeOut(book.withheld, letter, from)) letter.kept?.waitsIn.delete(book)
  }
}

/** Letters that have not come as far as to wait for a queue's majority. */
function notYetWithheld({ asked }: Ledger, book: QueueBook): readonly Arrival[] {
  if (book.withheld.length === 0) return []
  const letters = book.withheld.filter(({ letter }) => letter !== null)
  return letters.slice(asked.lettersWithheld(book))
}

function takeOut(list: Arrival[], letter: Letter, from: number): boolean {
  const others = list.filter((arrival, at) => at < from || arrival.letter !== letter)
  const isThere = others.length < list.length
  if (isThere) list.splice(0, Infinity, ...others)
  return isThere
}
