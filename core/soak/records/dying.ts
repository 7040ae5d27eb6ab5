import { nobody } from '#core/engine/trace-sink.ts'
import { TraceReason } from '#core/model/trace.ts'
import type { Arrival, Copy } from '#core/soak/ledger/copy.ts'
import { afterDeath } from '#core/soak/ledger/deaths.ts'
import type { Ledger } from '#core/soak/ledger/ledger.ts'
import { sendLetter } from '#core/soak/ledger/letters.ts'
import type { QueueBook } from '#core/soak/ledger/queue-book.ts'
import { violate } from '#core/soak/violation.ts'
import { emptied, lostAtRestart } from './emptying.ts'
import { arrive } from './entering.ts'
import { leaves } from './leaving.ts'

const reasonNames: Readonly<Record<number, string>> = {
  [TraceReason.rejected]: 'rejected',
  [TraceReason.expired]: 'expired',
  [TraceReason.maxlen]: 'maxlen',
  [TraceReason.deliveryLimit]: 'delivery_limit',
}

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
  const isRefused = refused !== null && refused.publication.id === id && refused.book === book
  const arrival = isRefused ? refused : afterwards(leaves(ledger, book, id, actor, reason))
  const isThere = ledger.ways.exchange(deadLetterExchange) !== undefined
  const said = (exchange | 0) === nobody ? null : ledger.exchangeNames[exchange]
  if (said !== (isThere ? deadLetterExchange : null))
    violate('V12', `message ${id} was dead-lettered to ${said}`)
  if (isThere) sendOn(ledger, book, arrival, deadLetterExchange, reasonNames[reason]!)
}

/** What a copy takes along. [recorded: K47, K159, K165] */
function afterwards({ arrival, failures }: Copy): Arrival {
  return { ...arrival, failures }
}

function sendOn(
  ledger: Ledger,
  book: QueueBook,
  arrival: Arrival,
  exchange: string,
  reason: string,
): void {
  const { deadLetterRoutingKey } = book.arguments
  const { publication, failures } = arrival
  const deaths = afterDeath(arrival.deaths, book.spec.name, reason)
  const keepsKeys = deadLetterRoutingKey === null
  const key = deadLetterRoutingKey ?? arrival.key
  const copyKeys = keepsKeys ? arrival.copyKeys : []
  // Blind copies name further ways for the first death only: the dead letter itself no longer has them.
  const blindKeys = keepsKeys && arrival.deaths.length === 0 ? publication.body.blindKeys : []
  sendLetter(ledger, { publication, exchange, key, copyKeys, blindKeys, deaths, failures })
}

export function dropped(
  ledger: Ledger,
  book: QueueBook,
  id: number,
  actor: number,
  reason: number,
): void {
  if (reason === TraceReason.cycle) arrive(ledger, book, id, actor, true)
  else if (reason === TraceReason.purged) emptied(ledger, book, id)
  else if (reason === TraceReason.crash) lostAtRestart(ledger, book, id)
  else {
    const dies = book.arguments.deadLetterExchange !== null && !book.isStream
    if (dies)
      violate('V12', `message ${id} of ${book.spec.name} was dropped instead of dead-lettered`)
    leaves(ledger, book, id, actor, reason)
  }
}
