import { nobody } from '#core/engine/trace-sink.ts'
import { TraceKind } from '#core/model/trace.ts'
import { actorOfChannel } from '#core/soak/ledger/actors.ts'
import type { Arrival, Publication } from '#core/soak/ledger/copy.ts'
import { arriveIn } from '#core/soak/ledger/kept.ts'
import { waitOn } from '#core/soak/ledger/kept-letter.ts'
import type { Ledger } from '#core/soak/ledger/ledger.ts'
import type { QueueBook } from '#core/soak/ledger/queue-book.ts'
import { propertyBytes } from '#core/soak/ledger/weight.ts'
import { owe, takeWithheld } from '#core/soak/ledger/withheld.ts'
import { violate } from '#core/soak/violation.ts'
import { lookAfter } from './settling.ts'
import { tryAgain } from './silent.ts'

/** A message reached the broker: the next one sent. From here on every queue it matches is owed a copy. */
export function published(ledger: Ledger, id: number, actor: number, exchange: number): void {
  checkTold(ledger)
  const publication = ledger.sent.shift()
  if (publication === undefined) violate('V4', `message ${id} was never sent`)
  if (id !== ledger.lastId + 1) violate('V4', `message ${id} came after ${ledger.lastId}`)
  ledger.lastId = id
  publication.id = id
  ledger.current = publication
  const said = ledger.exchangeNames[exchange]
  if (said !== publication.exchange) violate('V3', `message ${id} went to exchange ${said}`)
  const { channel, key, body } = publication
  if (actor !== actorOfChannel(channel.id)) violate('V4', `message ${id} is said to be ${actor}'s`)
  const ways = publication.ways ?? waysOf(ledger, publication)
  const books = ways.filter(({ deleted }) => !deleted)
  const { asker } = publication
  const isAsked = asker?.asks?.gone === false
  publication.routed = books.length > 0 || isAsked
  ledger.replying = isAsked ? publication : null
  if (channel.mode === 'confirms') {
    channel.unconfirmed.set(++channel.sequence, publication)
    ledger.confirmsOwed++
  }
  for (const book of books) {
    owe(ledger, {
      publication,
      book,
      exchange: said,
      key,
      copyKeys: body.copyKeys,
      expirationMs: body.expirationMs,
      deaths: [],
      failures: 0,
      isCircle: false,
      letter: null,
    })
  }
}

export function waysOf({ ways }: Ledger, publication: Publication): readonly QueueBook[] {
  const { exchange, key, body } = publication
  const { copyKeys, blindKeys, headers } = body
  return ways.to(exchange, [key, ...copyKeys, ...blindKeys], headers)
}

/** The log must tell of a publish that matched nothing before the next one comes. */
export function checkTold(ledger: Ledger): void {
  const { current, replying } = ledger
  if (replying !== null) violate('V3', `reply ${replying.id} was not delivered`)
  const isTold = current === null || (current.routed && !ledger.mustReturn(current)) || current.told
  if (!isTold) violate('V3', `message ${current!.id} matched nothing and the log does not say so`)
}

/** Takes out what a queue is owed of a message; what waited for a majority comes before what a verb has sent since. */
export function arrive(
  ledger: Ledger,
  book: QueueBook,
  id: number,
  actor: number,
  isCircle: boolean,
): Arrival {
  const isThis = (each: Arrival) =>
    each.publication.id === id && each.book === book && isOf(each, actor)
  const withheld = ledger.isRecovering && !isCircle ? takeWithheld(ledger, book, isThis) : undefined
  if (withheld !== undefined) return withheld
  const { arrivals } = ledger
  const fits = (each: Arrival) => isThis(each) && each.isCircle === isCircle
  if (actor === nobody) {
    lookAfter(ledger)
    tryAgain(ledger, () => arrivals.some(fits))
  }
  const arrival = arrivals.find(fits) ?? arrivals.find(isThis)
  if (arrival === undefined) violate('V3', `message ${id} has no way to queue ${book.spec.name}`)
  arrivals.splice(arrivals.indexOf(arrival), 1)
  if (arrival.isCircle !== isCircle)
    violate('V12', `message ${id} goes in circles at ${book.spec.name}: ${!isCircle}`)
  return arrival
}

/** A dead letter comes from nobody, all else from its publisher. */
function isOf({ letter, publication }: Arrival, actor: number): boolean {
  return actor === (letter === null ? actorOfChannel(publication.channel.id) : nobody)
}

export function enqueued(ledger: Ledger, book: QueueBook, id: number, actor: number): void {
  const arrival = arrive(ledger, book, id, actor, false)
  const { publication, expirationMs, failures, letter } = arrival
  const { facts, nowUs } = ledger
  const { messageTtlMs } = book.arguments
  book.lookAtLimit()
  if (isRefused(book, arrival)) violate('V10', `queue ${book.spec.name} was full and took ${id}`)
  if (letter?.kept) arriveIn(ledger, letter.kept, book)
  const ttlMs = Math.min(messageTtlMs ?? Infinity, expirationMs ?? Infinity)
  const lifeUs = Math.max(ttlMs, book.isQuorum ? 1 : 0) * 1000
  const marked = failures > 0 && (book.isQuorum || facts.failures === 'rejects')
  const level = book.levelOf(publication.body.priority)
  book.line.append({
    arrival,
    id,
    order: ++book.order,
    level,
    weight: weightOf(book, arrival),
    enteredUs: nowUs,
    deadlineUs: book.isStream ? Infinity : nowUs + lifeUs,
    deliveries: 0,
    failures,
    again: marked,
    overlooked: goesBeforeHead(book, level),
  })
  book.entered++
  ledger.entered = book
}

/** A classic queue with priorities does not look at what does. [recorded: K169] */
function goesBeforeHead({ isQuorum, line }: QueueBook, level: number): boolean {
  return !isQuorum && line.next !== undefined && level > line.next.level
}

export function refused(ledger: Ledger, book: QueueBook, id: number, actor: number): void {
  const arrival = arrive(ledger, book, id, actor, false)
  book.lookAtLimit()
  if (!book.isFullFor(arrival.publication.body.sizeBytes))
    violate('V10', `queue ${book.spec.name} refused ${id} and has room`)
  const { letter } = arrival
  if (letter === null) arrival.publication.refused = true
  else if (letter.kept !== null) waitOn(ledger, letter.kept)
  const { overflow, deadLetterExchange } = book.arguments
  const dies = overflow === 'reject-publish-dlx' && deadLetterExchange !== null
  if (dies && ledger.ways.exchange(deadLetterExchange) !== undefined) ledger.refused = arrival
}

/**
 * A dead letter is let into a quorum queue that is full, unless its own queue keeps it until then, and it has not waited for a
 * majority there. [recorded: K164]
 */
function isRefused(book: QueueBook, arrival: Arrival): boolean {
  const { letter } = arrival
  const isAsked = letter === null || letter.kept?.waitsIn.has(book) === false
  return book.isFullFor(arrival.publication.body.sizeBytes) && (isAsked || !book.isQuorum)
}

function weightOf(book: QueueBook, { publication, expirationMs }: Arrival): number {
  const { sizeBytes, shownHeaders, priority } = publication.body
  if (!(book.isQuorum && book.facts.propertiesWeigh)) return sizeBytes
  return sizeBytes + propertyBytes(shownHeaders, priority, expirationMs)
}

/** A publish or a dead letter matched nothing. */
export function nowhere(ledger: Ledger, kind: number, id: number, actor: number): void {
  const at = actor === nobody ? ledger.lost.indexOf(id) : -1
  if (at >= 0 && kind === TraceKind.unroutable) {
    ledger.lost.splice(at, 1)
    return
  }
  const { current } = ledger
  const returns = current !== null && ledger.mustReturn(current)
  const isRight = current !== null && current.id === id && (!current.routed || returns)
  if (!isRight) violate('V3', `message ${id} was sent nowhere and has a way`)
  if (returns !== (kind === TraceKind.returned))
    violate('V3', `message ${id} was ${returns ? 'not ' : ''}returned`)
  current.told = true
}
