import { nobody } from '#core/engine/trace-sink.ts'
import { TraceReason } from '#core/model/trace.ts'
import type { QueueBook } from './books.ts'
import { type Arrival, afterDeath, type Copy, isCircle } from './copy.ts'
import { emptied, lostAtRestart } from './emptying.ts'
import { arrive } from './entering.ts'
import type { Ledger } from './ledger.ts'
import { settles } from './settling.ts'
import { hold } from './violation.ts'

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
  reason: number,
  exchange: number,
): void {
  const { deadLetterExchange } = book.arguments
  hold(
    deadLetterExchange !== null,
    'V12',
    () => `queue ${book.spec.name} has no dead-letter exchange`,
  )
  const refused = ledger.refused
  ledger.refused = null
  const isRefused = refused !== null && refused.publication.id === id && refused.queue === book.id
  const copy = isRefused ? null : leaves(ledger, book, id, reason)
  const arrival = copy === null ? refused! : { ...copy.arrival, failures: copy.failures }
  const isThere = ledger.exchanges.has(deadLetterExchange)
  const said = (exchange | 0) === nobody ? null : ledger.exchangeNames[exchange]
  hold(
    said === (isThere ? deadLetterExchange : null),
    'V12',
    () => `message ${id} was dead-lettered to ${said}`,
  )
  if (isThere) sendOn(ledger, book, arrival, reasonNames[reason]!)
}

function sendOn(ledger: Ledger, book: QueueBook, arrival: Arrival, reason: string): void {
  const { deadLetterExchange, deadLetterRoutingKey } = book.arguments
  const deaths = afterDeath(arrival.deaths, book.spec.name, reason)
  const key = deadLetterRoutingKey ?? arrival.key
  const copyKeys = deadLetterRoutingKey === null ? arrival.copyKeys : []
  const { publication } = arrival
  // Blind copies name further ways for the first death only: the dead letter itself no longer has them.
  const blind =
    deadLetterRoutingKey === null && arrival.deaths.length === 0 ? publication.blindKeys : []
  const exchange = deadLetterExchange!
  const queues = ledger.route(exchange, [key, ...copyKeys, ...blind], publication.headers)
  if (queues.length === 0) ledger.lost.push(publication.id)
  for (const queue of queues) {
    const where = {
      publication,
      queue,
      exchange,
      key,
      copyKeys,
      expirationMs: null,
      deaths,
      failures: arrival.failures,
    }
    const name = ledger.queues[queue]!.spec.name
    ledger.arrivals.push({ ...where, isCircle: isCircle(deaths, name) })
  }
}

/** A copy leaves unread for that reason: it must be the one the reason is about. */
function leaves(ledger: Ledger, book: QueueBook, id: number, reason: number): Copy {
  book.left++
  const isSettled = reason === TraceReason.rejected || reason === TraceReason.deliveryLimit
  if (isSettled) return settles(ledger, ledger.settling.shift(), book, id)
  const wasOver = book.isOver
  const copy = book.take(id)
  hold(
    copy?.arrival.publication.id === id,
    'V10',
    () => `message ${id} left ${book.spec.name} and is not at its head`,
  )
  if (book.isStream) {
    book.firstOffset++
    return copy
  }
  if (reason === TraceReason.expired) {
    hold(
      copy.deadlineUs <= ledger.nowUs || book.twins.has(id),
      'V11',
      () => `message ${id} expired ${copy.deadlineUs - ledger.nowUs} us early`,
    )
  } else
    hold(
      wasOver,
      'V10',
      () => `queue ${book.spec.name} dropped message ${id} and is not over its limit`,
    )
  return copy
}

export function dropped(ledger: Ledger, book: QueueBook, id: number, reason: number): void {
  if (reason === TraceReason.cycle) arrive(ledger, book, id, true)
  else if (reason === TraceReason.purged) emptied(ledger, book, id)
  else if (reason === TraceReason.crash) lostAtRestart(ledger, book, id)
  else {
    const dies = book.arguments.deadLetterExchange !== null && !book.isStream
    hold(
      !dies,
      'V12',
      () => `message ${id} of ${book.spec.name} was dropped instead of dead-lettered`,
    )
    leaves(ledger, book, id, reason)
  }
}
