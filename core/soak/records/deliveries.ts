import type { BrokerSink } from '#core/engine/sink.ts'
import type { FieldTable } from '#core/model/topology.ts'
import type { QueueBook } from './books.ts'
import type { Copy, DeathNote, Held } from './copy.ts'
import type { Ledger } from './ledger.ts'
import { hold } from './violation.ts'

/** What a client sees of a message. */
export interface Seen {
  readonly id: number
  readonly exchange: string
  readonly key: string
  readonly mark: number
  readonly sizeBytes: number
  readonly userRef: number
  readonly headers: FieldTable
  readonly redelivered: boolean
  readonly deaths: readonly DeathNote[]
  /** -1 of what is no stream. */
  readonly streamOffset: number
}

/** Holds everything clients hear against the ledger. */
export class Deliveries implements BrokerSink {
  readonly #ledger: Ledger
  readonly #see: (slot: number) => Seen

  constructor(ledger: Ledger, see: (slot: number) => Seen) {
    this.#ledger = ledger
    this.#see = see
  }

  delivered(consumer: number, tag: number, slot: number): void {
    const ledger = this.#ledger
    ledger.events++
    const known = ledger.consumers.get(consumer) ?? this.#join(consumer)
    hold(known !== null, 'V8', () => `consumer ${consumer} is gone and was given a message`)
    const { autoAck, prefetch, channel, queue } = known
    const hasRoom = autoAck || prefetch === 0 || known.unacked < prefetch
    hold(
      hasRoom,
      'V8',
      () => `consumer ${consumer} holds ${known.unacked} of ${prefetch} and was given one more`,
    )
    const held = this.hand(slot, queue, channel, tag, consumer)
    if (autoAck) ledger.autoAcked = held
    else known.unacked++
  }

  /** A delivery to a consumer, or of basic.get with -1: it must be the copy whose turn it is, unchanged. */
  hand(
    slot: number,
    queue: number,
    channel: number,
    tag: number,
    consumer: number,
    knowsDeaths = true,
  ): Held {
    const ledger = this.#ledger
    const said = consumer < 0 ? (ledger.got?.announced ?? null) : ledger.announced
    if (consumer >= 0) ledger.announced = null
    const seen = this.#see(slot)
    const book = ledger.queues[queue]!
    const isTold = said !== null && said.queue === queue && said.id === seen.id && said.tag === tag
    hold(isTold, 'V4', () => `message ${seen.id} was delivered and the log does not say so`)
    const copy = this.#turn(book, consumer, seen)
    hold(copy !== undefined, 'V4', () => `queue ${book.spec.name} is empty and gave ${seen.id}`)
    const { arrival } = copy
    const { publication } = arrival
    hold(
      publication.id === seen.id,
      'V7',
      () => `queue ${book.spec.name} gave ${seen.id} before ${publication.id}`,
    )
    const isAgain = !book.isStream && (copy.deliveries > 0 || copy.again)
    copy.deliveries = book.isStream ? 1 : copy.deliveries + 1
    if (!book.twins.has(seen.id))
      this.#checkPast(book, copy, seen, said.attempt, isAgain, knowsDeaths)
    const isWhole =
      seen.userRef === publication.userRef &&
      seen.sizeBytes === publication.sizeBytes &&
      seen.mark === publication.mark
    hold(isWhole, 'V4', () => `message ${seen.id} is not what was published`)
    const hasHidden = seen.headers.fields.some(([name]) => name === 'BCC')
    hold(!hasHidden, 'V4', () => `message ${seen.id} shows its blind copies`)
    return this.#note(copy, queue, channel, tag, consumer)
  }

  /** Time, count, mark, way and deaths of a copy are its own. */
  #checkPast(
    book: QueueBook,
    copy: Copy,
    seen: Seen,
    attempt: number,
    isAgain: boolean,
    knowsDeaths: boolean,
  ): void {
    const { arrival, deliveries } = copy
    const { nowUs } = this.#ledger
    const isInTime = copy.deadlineUs > nowUs || copy.enteredUs === nowUs
    hold(isInTime, 'V11', () => `message ${seen.id} was delivered after its time`)
    const isCounted = attempt === deliveries
    hold(isCounted, 'V6', () => `delivery ${deliveries} of ${seen.id} is called ${attempt}`)
    const isMarked = seen.redelivered === isAgain || (book.isQuorum && arrival.deaths.length > 0)
    hold(isMarked, 'V6', () => `message ${seen.id} is ${isAgain ? 'not ' : ''}marked redelivered`)
    const isOnItsWay = seen.key === arrival.key && seen.exchange === arrival.exchange
    hold(isOnItsWay, 'V4', () => `message ${seen.id} came by ${seen.exchange}/${seen.key}`)
    const told = JSON.stringify(seen.deaths)
    const died = JSON.stringify(arrival.deaths)
    hold(
      !knowsDeaths || told === died,
      'V12',
      () => `message ${seen.id} tells ${told}, died ${died}`,
    )
    const limit = book.isQuorum && arrival.deaths.length === 0 ? book.arguments.deliveryLimit : null
    const isTooOften = limit !== null && this.#ledger.countsEveryReturn && deliveries > limit + 1
    hold(
      !isTooOften,
      'V12',
      () => `message ${seen.id} was delivered ${deliveries} times, limit ${limit}`,
    )
  }

  confirmed(channel: number, sequence: number, ok: boolean): void {
    const ledger = this.#ledger
    ledger.events++
    const on = ledger.channels[channel]!
    hold(
      sequence === on.lastSequence + 1,
      'V15',
      () => `confirm ${sequence} came after ${on.lastSequence}`,
    )
    on.lastSequence = sequence
    const { current } = ledger
    hold(
      current !== null && current.channel === channel,
      'V15',
      () => `confirm ${sequence} is of nothing that was published`,
    )
    const isOwed = ledger.arrivals.some(
      ({ publication, deaths }) => publication === current && deaths.length === 0,
    )
    hold(!isOwed, 'V15', () => `message ${current.id} was confirmed before it was stored`)
    hold(
      ok !== current.refused,
      'V15',
      () => `message ${current.id} was ${ok ? 'acked' : 'nacked'} to its publisher`,
    )
    const isReturned = current.routed || current.returned === current.mandatory
    hold(isReturned, 'V3', () => `message ${current.id} was confirmed before it was returned`)
    ledger.current = null
    ledger.confirms++
  }

  returned(channel: number, id: number): void {
    const { current } = this.#ledger
    const isRight = current !== null && current.id === id && current.channel === channel
    hold(isRight && current.mandatory && !current.routed, 'V3', () => `message ${id} was returned`)
    current.returned = true
  }

  cancelled(consumer: number): void {
    const known = this.#ledger.consumers.get(consumer)
    const isDeleted = known !== undefined && this.#ledger.emptying.has(known.queue)
    hold(isDeleted, 'V8', () => `consumer ${consumer} was cancelled and its queue is there`)
    this.#ledger.consumers.delete(consumer)
  }

  blocked(channel: number): void {
    hold(!this.#ledger.blocked.has(channel), 'V15', () => `channel ${channel} was blocked twice`)
    this.#ledger.blocked.add(channel)
  }

  unblocked(channel: number): void {
    hold(this.#ledger.blocked.delete(channel), 'V15', () => `channel ${channel} was not blocked`)
  }

  failed(channel: number): void {
    hold(false, 'V15', () => `channel ${channel} was closed over a publish that was held`)
  }

  /** The copy whose turn it is. */
  #turn(book: QueueBook, consumer: number, seen: Seen): Copy | undefined {
    if (book.isStream) return this.#read(book, consumer, seen)
    return consumer < 0 ? this.#ledger.got?.copy : book.take(seen.id)
  }

  /** The reader of a stream gets its next offset. */
  #read(book: QueueBook, consumer: number, seen: Seen): Copy | undefined {
    const reader = this.#ledger.consumers.get(consumer)!
    const offset = Math.max(reader.offset, book.firstOffset)
    reader.offset = offset + 1
    hold(
      seen.streamOffset === offset,
      'V7',
      () => `stream ${book.spec.name} gave offset ${seen.streamOffset} before ${offset}`,
    )
    const copy = book.ready[offset - book.firstOffset]
    return copy === undefined ? undefined : { ...copy, deliveries: 0 }
  }

  #note(copy: Copy, queue: number, channel: number, tag: number, consumer: number): Held {
    const on = this.#ledger.channels[channel]!
    if (consumer >= 0) this.#ledger.countTag(channel, tag)
    const held = { copy, queue, channel, tag, consumer }
    on.held.set(tag, held)
    this.#ledger.queues[queue]!.unacked++
    return held
  }

  #join(consumer: number) {
    const { joining, consumers } = this.#ledger
    if (joining === null) return null
    const known = { ...joining, id: consumer }
    this.#ledger.joining = null
    consumers.set(consumer, known)
    return known
  }
}
