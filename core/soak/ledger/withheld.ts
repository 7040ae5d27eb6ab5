import type { Arrival } from './copy.ts'
import { waitOn } from './kept-letter.ts'
import type { Ledger } from './ledger.ts'
import type { QueueBook } from './queue-book.ts'

/** Whether a queue can store it: a quorum queue when its publisher can reach a leader. A dead letter comes from the broker. */
export function canEnter({ nodes }: Ledger, { book, letter, publication }: Arrival): boolean {
  if (!book.isQuorum) return true
  const isReached = letter !== null || nodes.hears(publication.channel.node, book.leader)
  return book.leader >= 0 && isReached
}

/** A queue is owed a message: now, or when it has a majority its publisher can reach; then the confirm waits as well. */
export function owe(ledger: Ledger, arrival: Arrival): void {
  if (arrival.isCircle || canEnter(ledger, arrival)) {
    ledger.arrivals.push(arrival)
    return
  }
  arrival.book.withheld.push(arrival)
  const { letter } = arrival
  if (letter !== null) {
    if (letter.kept === null) return
    letter.kept.waitsIn.add(arrival.book)
    waitOn(ledger, letter.kept)
    return
  }
  arrival.publication.withheld++
  arrival.publication.wasWithheld = true
}

/** The first that may enter a queue now; undefined when it is not this one. */
export function takeWithheld(
  ledger: Ledger,
  book: QueueBook,
  isThis: (arrival: Arrival) => boolean,
): Arrival | undefined {
  const at = book.withheld.findIndex((arrival) => canEnter(ledger, arrival))
  const arrival = book.withheld[at]
  if (arrival === undefined || !isThis(arrival)) return undefined
  book.withheld.splice(at, 1)
  if (arrival.letter === null) arrival.publication.withheld--
  return arrival
}

/** Confirms that wait for a majority. */
export function confirmsWithheld({ channels }: Ledger): number {
  let count = 0
  for (const { closed, unconfirmed } of channels) {
    if (closed) continue
    for (const { withheld } of unconfirmed.values()) if (withheld > 0) count++
  }
  return count
}

/** What waited for a queue that is gone is refused when the nodes change next. */
export function refuseOrphans(ledger: Ledger): void {
  for (const publication of ledger.orphans) {
    publication.withheld--
    publication.refused = true
  }
  ledger.orphans = []
}
