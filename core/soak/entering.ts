import { TraceKind } from '#core/model/trace.ts'
import type { QueueBook } from './books.ts'
import type { Arrival } from './copy.ts'
import type { Ledger } from './ledger.ts'
import { hold } from './violation.ts'

/** A message reached the broker: the next one sent. From here on every queue it matches is owed a copy. */
export function published(ledger: Ledger, id: number, exchange: number): void {
  const publication = ledger.sent.shift()
  hold(publication !== undefined, 'V4', () => `message ${id} was never sent`)
  hold(id === ledger.lastId + 1, 'V4', () => `message ${id} came after ${ledger.lastId}`)
  ledger.lastId = id
  publication.id = id
  ledger.current = publication
  const said = ledger.exchangeNames[exchange]
  hold(said === publication.exchange, 'V3', () => `message ${id} went to exchange ${said}`)
  const { key, copyKeys, blindKeys, headers, expirationMs } = publication
  const queues = ledger.route(publication.exchange, [key, ...copyKeys, ...blindKeys], headers)
  publication.routed = queues.length > 0
  for (const queue of queues) {
    const where = { publication, queue, exchange: said, key, copyKeys, expirationMs }
    ledger.arrivals.push({ ...where, deaths: [], failures: 0, isCircle: false })
  }
}

/** Takes out what a queue is owed of a message. */
export function arrive(ledger: Ledger, book: QueueBook, id: number, isCircle: boolean): Arrival {
  const { arrivals } = ledger
  const at = arrivals.findIndex((each) => each.publication.id === id && each.queue === book.id)
  hold(at >= 0, 'V3', () => `message ${id} has no way to queue ${book.spec.name}`)
  const [arrival] = arrivals.splice(at, 1)
  hold(
    arrival!.isCircle === isCircle,
    'V12',
    () => `message ${id} goes in circles at ${book.spec.name}: ${!isCircle}`,
  )
  return arrival!
}

export function enqueued(ledger: Ledger, book: QueueBook, id: number): void {
  const arrival = arrive(ledger, book, id, false)
  const { sizeBytes } = arrival.publication
  hold(
    !(book.refuses && book.overflows(book.isQuorum ? -1 : 1, sizeBytes)),
    'V10',
    () => `queue ${book.spec.name} was full and took message ${id}`,
  )
  const { nowUs } = ledger
  const ttlMs = Math.min(book.arguments.messageTtlMs ?? Infinity, arrival.expirationMs ?? Infinity)
  const order = ++book.order
  const lifeUs = Math.max(ttlMs, book.isQuorum ? 1 : 0) * 1000
  const deadlineUs = book.isStream ? Infinity : nowUs + lifeUs
  book.append({
    arrival,
    order,
    enteredUs: nowUs,
    deadlineUs,
    deliveries: 0,
    failures: arrival.failures,
    again: arrival.failures > 0,
  })
  book.entered++
}

export function refused(ledger: Ledger, book: QueueBook, id: number): void {
  const arrival = arrive(ledger, book, id, false)
  hold(
    book.refuses && (book.isQuorum || book.overflows(1, arrival.publication.sizeBytes)),
    'V10',
    () => `queue ${book.spec.name} refused message ${id} and has room`,
  )
  if (arrival.deaths.length === 0) arrival.publication.refused = true
  const { overflow, deadLetterExchange } = book.arguments
  const dies = overflow === 'reject-publish-dlx' && deadLetterExchange !== null
  if (dies && ledger.exchanges.has(deadLetterExchange)) ledger.refused = arrival
}

/** A publish or a dead letter matched nothing. */
export function nowhere(ledger: Ledger, kind: number, id: number): void {
  const at = ledger.lost.indexOf(id)
  if (at >= 0 && kind === TraceKind.unroutable) {
    ledger.lost.splice(at, 1)
    return
  }
  const { current } = ledger
  const isRight = current !== null && current.id === id && !current.routed
  hold(isRight, 'V3', () => `message ${id} was sent nowhere and has a way`)
  hold(
    current.mandatory === (kind === TraceKind.returned),
    'V3',
    () => `message ${id} was ${current.mandatory ? 'not ' : ''}returned`,
  )
}
