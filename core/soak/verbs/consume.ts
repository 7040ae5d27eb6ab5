import { ConsumerBook } from '#core/soak/ledger/consumer-book.ts'
import type { QueueBook } from '#core/soak/ledger/queue-book.ts'
import type { Stage } from '#core/soak/stage.ts'
import { violate } from '#core/soak/violation.ts'
import type { Of } from './step.ts'

export function consume(stage: Stage, step: Of<'consume'>): void {
  const { broker, ledger } = stage
  const book = stage.book(step.queue)
  if (book === null) return
  const { autoAck, prefetch } = step
  const channel = stage.channel(step.channel)
  const options = book.isStream
    ? { autoAck, prefetch, streamOffset: step.offset }
    : { autoAck, prefetch }
  const refusal = refusalOf(book, step)
  // Its number is the next one: deliveries come before the answer.
  const id = ledger.consumers.length
  if (refusal === null) {
    const offset = startOf(book, step.offset)
    const terms = { autoAck, prefetch, priority: 0, exclusive: false, holdsUs: Infinity, offset }
    const joining = new ConsumerBook(id, channel, book, terms)
    ledger.consumers.push(joining)
    book.add(joining)
  }
  const answer = broker.consume(channel.id, 1, book.id, options)
  if (answer !== (refusal ?? id))
    violate('V8', `a consumer of ${book.spec.name} was answered ${answer}, not ${refusal ?? id}`)
}

/** Minus the reply code a consumer must get; null when it must be let in. */
function refusalOf(book: QueueBook, { autoAck, prefetch }: Of<'consume'>): number | null {
  if (book.isStream && autoAck) return -540
  return book.isStream && prefetch === 0 ? -406 : null
}

export function cancel(stage: Stage, step: Of<'cancel'>): void {
  const known = pick(stage, step.consumer)
  if (known === null) return
  stage.ledger.end(known)
  stage.ledger.mayGo(known.book)
  stage.broker.cancel(known.id)
}

export function changePrefetch(stage: Stage, step: Of<'prefetch'>): void {
  const known = pick(stage, step.consumer)
  if (known === null) return
  known.prefetch = step.prefetch
  stage.broker.setPrefetch(known.id, step.prefetch)
}

function pick({ ledger }: Stage, number: number): ConsumerBook | null {
  const all = ledger.live.flatMap(({ consumers }) => consumers)
  return all[number % Math.max(1, all.length)] ?? null
}

function startOf(book: QueueBook, said: Of<'consume'>['offset']): number {
  const end = book.firstOffset + book.line.count
  if (said === 'first') return book.firstOffset
  if (said === 'next') return end
  const wanted = said === 'last' ? end - 1 : said
  return Math.max(book.firstOffset, Math.min(wanted, end))
}
