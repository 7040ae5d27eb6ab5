import { actorOfConsumer } from '#core/soak/ledger/actors.ts'
import type { ChannelBook } from '#core/soak/ledger/channel-book.ts'
import { ConsumerBook } from '#core/soak/ledger/consumer-book.ts'
import type { QueueBook } from '#core/soak/ledger/queue-book.ts'
import type { Stage } from '#core/soak/stage.ts'
import { violate } from '#core/soak/violation.ts'
import type { Of } from './step.ts'

export function consume(stage: Stage, step: Of<'consume'>): void {
  const { broker, ledger } = stage
  const book = stage.book(step.queue)
  if (book === null) return
  const channel = stage.channel(step.channel)
  const { autoAck, priority, exclusive } = step
  const prefetch = step.prefetch ?? channel.prefetch
  const terms = {
    autoAck,
    priority,
    exclusive,
    ...(step.prefetch === null ? {} : { prefetch }),
    ...(book.isStream ? { streamOffset: step.offset } : {}),
  }
  const refusal = refusalOf(book, channel, { ...step, prefetch })
  // Its number is the next one: deliveries come before the answer.
  const id = ledger.consumers.length
  if (refusal === null) {
    const holdsUs = holdsUsOf(stage, book)
    const offset = startOf(book, step.offset)
    const known = { autoAck, prefetch, priority, exclusive, holdsUs, offset }
    const joining = new ConsumerBook(id, channel, book, known)
    ledger.consumers.push(joining)
    book.add(joining)
  }
  const answer = broker.consume(channel.id, actorOfConsumer(id), book.id, terms)
  if (answer !== (refusal ?? id))
    violate(
      exclusive || book.owner >= 0 ? 'V9' : 'V8',
      `a consumer of ${book.spec.name} was answered ${answer}, not ${refusal ?? id}`,
    )
}

/** Minus the reply code a consumer must get; null when it must be let in. [recorded: K17, K29, K128] */
function refusalOf(
  book: QueueBook,
  channel: ChannelBook,
  { autoAck, prefetch, exclusive }: Of<'consume'>,
): number | null {
  const isClassic = !book.isStream && !book.isQuorum
  if (book.isLockedFor(channel.connection)) return -405
  if (channel.sharedMost !== Number.POSITIVE_INFINITY && !isClassic) return -540
  if (isClassic) {
    const isTaken = book.consumers.some((other) => other.exclusive)
    const wantsAll = exclusive && (book.seat !== null || book.consumers.length > 0)
    if (isTaken || wantsAll) return -403
  }
  if (book.isStream && autoAck) return -540
  return book.isStream && prefetch === 0 ? -406 : null
}

/** How long a consumer may hold a delivery of that queue. [RabbitMQ: Delivery Acknowledgement Timeout; recorded: K160, K161] */
function holdsUsOf({ ledger, plan }: Stage, { isQuorum, arguments: own }: QueueBook): number {
  const { lateAckEndsChannel, quorumTimes } = ledger.facts
  const anyUs = lateAckEndsChannel || isQuorum ? plan.ackTimeoutUs : Number.POSITIVE_INFINITY
  const ownMs = quorumTimes ? own.consumerTimeoutMs : null
  return Math.min(anyUs, (ownMs ?? Number.POSITIVE_INFINITY) * 1000)
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
