import type { Copy, Letter } from './copy.ts'
import { type Kept, waitOn } from './kept-letter.ts'
import type { Ledger } from './ledger.ts'
import { letterFrom, oweLetter, waysOfLetter } from './letters.ts'
import type { QueueBook } from './queue-book.ts'

/** So many kept letters of a queue are on their way at once. [RabbitMQ: Quorum Queues, at-least-once dead lettering] */
const windowSize = 32
/** A copy dies and is kept: the log says nothing before it is let go of. */
export function keep(ledger: Ledger, book: QueueBook, copy: Copy, reason: number): void {
  const places = { arrived: new Set<QueueBook>(), waitsIn: new Set<QueueBook>() }
  const kept: Kept = { book, copy, reason, letter: null, ...places, againUs: Infinity }
  book.kept.push(kept)
  if (book.refuses && book.isOver) book.closed = true
  if (book.kept.length <= windowSize) send(ledger, kept)
}

/** It sets out to all queues it has to reach and has not. */
export function send(ledger: Ledger, kept: Kept): void {
  kept.letter = letterNow(kept)
  kept.againUs = Number.POSITIVE_INFINITY
  const targets = targetsOf(ledger, kept.letter)
  for (const target of targets) {
    if (kept.arrived.has(target)) continue
    if (kept.waitsIn.has(target)) waitOn(ledger, kept)
    else oweLetter(ledger, kept.letter, target)
  }
  if (targets.length === 0) waitOn(ledger, kept)
}

/** Those of a queue that may be. */
export function onTheirWay({ kept }: QueueBook): readonly Kept[] {
  return kept.slice(0, windowSize)
}

/** There is a place for it wherever it still has to go. */
export function canArrive(ledger: Ledger, kept: Kept): boolean {
  const letter = letterNow(kept)
  const targets = targetsOf(ledger, letter)
  const { sizeBytes } = letter.publication.body
  const isOpen = (to: QueueBook) => kept.arrived.has(to) || !to.isFullFor(sizeBytes)
  return targets.length > 0 && targets.every(isOpen)
}

/** Those whose time has come. */
export function dueAgain({ nowUs }: Ledger, book: QueueBook): readonly Kept[] {
  return onTheirWay(book).filter(({ againUs }) => againUs <= nowUs)
}

/** Those that should not be there: on their way when nothing is, or due to be let go of. */
export function isUnsettled(book: QueueBook): boolean {
  const isOpen = ({ letter, againUs }: Kept) =>
    letter === null || againUs === Number.POSITIVE_INFINITY
  return onTheirWay(book).some(isOpen)
}

/** A queue has it; whether it must be let go of. */
export function arriveIn(ledger: Ledger, kept: Kept, target: QueueBook): void {
  kept.arrived.add(target)
  if (kept.waitsIn.delete(target) && hasArrived(ledger, kept)) {
    kept.againUs = Number.POSITIVE_INFINITY
  }
}

/** It is on its way and every queue has it. */
export function isArriving(ledger: Ledger, kept: Kept): boolean {
  return kept.againUs === Number.POSITIVE_INFINITY && hasArrived(ledger, kept)
}

/** Every queue it is for has it, and there is one. */
function hasArrived(ledger: Ledger, kept: Kept): boolean {
  if (kept.letter === null) return false
  const targets = targetsOf(ledger, letterNow(kept))
  return targets.length > 0 && targets.every((target) => kept.arrived.has(target))
}

/** It is let go of, and the next one sets out. */
export function letGo(ledger: Ledger, kept: Kept): void {
  const all = kept.book.kept
  all.splice(all.indexOf(kept), 1)
  const next = all[windowSize - 1]
  if (next?.letter === null) send(ledger, next)
}

function letterNow(kept: Kept): Letter {
  const { book, copy, reason } = kept
  const { deadLetterExchange } = book.arguments
  const arrival = { ...copy.arrival, failures: copy.failures }
  return letterFrom(book, arrival, deadLetterExchange!, reason, kept)
}

function targetsOf(ledger: Ledger, letter: Letter): readonly QueueBook[] {
  const isThere = ledger.ways.exchange(letter.exchange) !== undefined
  return isThere ? waysOfLetter(ledger, letter) : []
}
