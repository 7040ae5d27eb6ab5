import type { Broker } from '#core/engine/broker.ts'
import type { BrokerSink } from '#core/engine/sink.ts'
import { actorOfChannel, actorOfConsumer } from '#core/soak/ledger/actors.ts'
import type { ChannelBook } from '#core/soak/ledger/channel-book.ts'
import type { ConsumerBook } from '#core/soak/ledger/consumer-book.ts'
import type { Copy, Held, Publication } from '#core/soak/ledger/copy.ts'
import type { Announced, Ledger } from '#core/soak/ledger/ledger.ts'
import type { QueueBook } from '#core/soak/ledger/queue-book.ts'
import { violate } from '#core/soak/violation.ts'
import { checkDelivered } from './delivered.ts'
import { noteSilent } from './silent.ts'
import { noteWoken } from './woken.ts'

/** Holds everything clients hear against the ledger. */
export class Deliveries implements BrokerSink {
  readonly #ledger: Ledger
  readonly #broker: () => Broker

  /** The broker it listens to is made with it, so it is asked for later. */
  constructor(ledger: Ledger, broker: () => Broker) {
    this.#ledger = ledger
    this.#broker = broker
  }

  delivered(consumer: number, tag: number, slot: number): void {
    const ledger = this.#ledger
    ledger.events++
    const known = ledger.consumers[consumer]
    if (known === undefined) violate('V8', `consumer ${consumer} is not there`)
    if (known.book === ledger.replies) {
      this.#reply(known, tag, slot)
      return
    }
    noteWoken(ledger)
    noteSilent(ledger, null)
    if (!ledger.closeUntil(() => isRightOne(known))) violateTurn(known)
    const { book, channel, autoAck } = known
    const said = ledger.announced
    ledger.announced = null
    const held = this.#hand(said, slot, book, channel, tag, known)
    if (autoAck) ledger.autoAcked = held
    else known.unacked++
  }

  /** A reply goes straight to who asked, and is no more. */
  #reply({ id: consumer, channel, gone }: ConsumerBook, tag: number, slot: number): void {
    const ledger = this.#ledger
    const { replying, announced } = ledger
    ledger.announced = null
    ledger.replying = null
    const id = this.#broker().messageIdOf(slot)
    const isTold =
      announced?.id === id && announced.tag === tag && announced.actor === actorOfConsumer(consumer)
    if (!isTold) violate('V4', `reply ${id} was delivered and the log does not say so`)
    const isRight = !gone && replying?.id === id && replying.asker === channel
    if (!isRight) violate('V4', `reply ${id} went to channel ${channel.id}, which did not ask`)
    ledger.countTag(channel, tag)
  }

  /** What basic.get took; of one that needs no ack nothing is kept. */
  got(slot: number, book: QueueBook, channel: ChannelBook, tag: number, autoAck: boolean): void {
    const ledger = this.#ledger
    const said = ledger.got?.announced ?? null
    const held = this.#hand(said, slot, book, channel, tag, null, !autoAck)
    ledger.got = null
    if (!autoAck) return
    ledger.release(held)
    book.left++
  }

  #hand(
    said: Announced | null,
    slot: number,
    book: QueueBook,
    channel: ChannelBook,
    tag: number,
    consumer: ConsumerBook | null,
    knowsDeaths = true,
  ): Held {
    const ledger = this.#ledger
    const broker = this.#broker()
    const id = broker.messageIdOf(slot)
    const actor = consumer === null ? actorOfChannel(channel.id) : actorOfConsumer(consumer.id)
    const isTold = said?.book === book && said.id === id && said.tag === tag && said.actor === actor
    if (!isTold) violate('V4', `message ${id} was delivered and the log does not say so`)
    const copy = this.#turn(broker, slot, book, consumer)
    if (copy === undefined) violate('V4', `queue ${book.spec.name} is empty and gave ${id}`)
    if (copy.id !== id) violate('V7', `queue ${book.spec.name} gave ${id} before ${copy.id}`)
    checkDelivered(broker, slot, ledger, book, copy, said.attempt, knowsDeaths)
    if (consumer !== null) ledger.countTag(channel, tag)
    const dueUs = ledger.nowUs + (consumer === null ? ledger.getHoldsUs : consumer.holdsUs)
    const deliveredAt = ledger.events
    const held = { copy, book, channel, tag, consumer, deliveredAt, dueUs }
    channel.hold(held)
    book.unacked++
    return held
  }

  /** The copy whose turn it is. */
  #turn(
    broker: Broker,
    slot: number,
    book: QueueBook,
    consumer: ConsumerBook | null,
  ): Copy | undefined {
    const ledger = this.#ledger
    if (consumer === null) return ledger.got?.copy
    if (book.isStream) return this.#read(broker.streamOffsetOf(slot), book, consumer)
    const isDirect = ledger.entered === book
    if (!isDirect) ledger.stays()
    ledger.entered = null
    const copy = book.take()
    // What a classic queue hands on without storing it looks new. [recorded: K165]
    if (isDirect && !book.isQuorum && copy !== undefined) copy.again = false
    return copy
  }

  /** The reader of a stream gets its next offset, a copy of its own. */
  #read(said: number, book: QueueBook, reader: ConsumerBook): Copy | undefined {
    const offset = Math.max(reader.offset, book.firstOffset)
    reader.offset = offset + 1
    if (said !== offset)
      violate('V16', `stream ${book.spec.name} gave offset ${said} instead of ${offset}`)
    const copy = book.line.levels[0]![offset - book.firstOffset]
    return copy === undefined ? undefined : { ...copy, deliveries: 0 }
  }

  confirmed(channel: number, sequence: number, ok: boolean): void {
    const ledger = this.#ledger
    ledger.events++
    ledger.confirms++
    const { unconfirmed } = ledger.channels[channel]!
    const publication = unconfirmed.get(sequence)
    if (publication === undefined) violate('V15', `confirm ${sequence} is of nothing unconfirmed`)
    const first = firstDue(unconfirmed)
    if (publication.withheld > 0) violate('V15', `confirm ${sequence} came before its majority`)
    if (!publication.wasWithheld && sequence !== first)
      violate('V15', `confirm ${sequence} came before ${first}`)
    unconfirmed.delete(sequence)
    ledger.confirmsOwed--
    const { id, refused, returned } = publication
    const isOwed = ledger.arrivals.some(
      (arrival) => arrival.publication === publication && arrival.deaths.length === 0,
    )
    if (isOwed) violate('V15', `message ${id} was confirmed before it was stored`)
    if (ok === refused) violate('V15', `message ${id} was ${ok ? 'acked' : 'nacked'} wrongly`)
    const isReturned = returned === ledger.mustReturn(publication)
    if (!isReturned) violate('V3', `message ${id} was confirmed before it was returned`)
  }

  returned(channel: number, id: number): void {
    const ledger = this.#ledger
    const { current } = ledger
    const isRight = current !== null && current.id === id && current.channel.id === channel
    if (!isRight || !ledger.mustReturn(current)) violate('V3', `message ${id} was returned`)
    if (current.returned) violate('V3', `message ${id} was returned twice`)
    current.returned = true
  }

  cancelled(consumer: number): void {
    const known = this.#ledger.consumers[consumer]
    if (known === undefined) violate('V8', `consumer ${consumer} is not there`)
    const ledger = this.#ledger
    const isOver = () => ledger.late.has(known) || ledger.emptying.has(known.book)
    if (ledger.closeUntil(isOver, known)) {
      if (!ledger.late.delete(known)) ledger.end(known)
    } else violate('V8', `consumer ${consumer} was cancelled and its queue is there`)
  }

  blocked(channel: number): void {
    const { channels, blocked } = this.#ledger
    const known = channels[channel]!
    if (blocked.has(known)) violate('V15', `channel ${channel} was blocked twice`)
    blocked.add(known)
  }

  unblocked(channel: number): void {
    const { channels, blocked } = this.#ledger
    if (!blocked.delete(channels[channel]!)) violate('V15', `channel ${channel} was not blocked`)
  }

  /** Only what was held too long ends a channel: the plan leaves no publish behind that could. */
  failed(channel: number, replyCode: number): void {
    const ledger = this.#ledger
    const known = ledger.channels[channel]!
    const isLate = replyCode === 406 && ledger.closeUntil(() => ledger.late.has(known))
    if (!isLate) violate('V15', `channel ${channel} was closed with ${replyCode}`)
    ledger.late.delete(known)
  }
}

/** Confirms come in order, but for those that wait for a majority. */
function firstDue(unconfirmed: ReadonlyMap<number, Publication>): number | undefined {
  for (const [sequence, { wasWithheld }] of unconfirmed) if (!wasWithheld) return sequence
  return undefined
}

function isRightOne(consumer: ConsumerBook): boolean {
  return consumer.canTake && consumer.book.prefersTo(consumer) === undefined
}

function violateTurn(consumer: ConsumerBook): never {
  const { id, book, gone, hasRoom, channel, unacked, prefetch } = consumer
  if (gone) violate('V8', `consumer ${id} is gone and was given a message`)
  if (!hasRoom) violate('V8', `consumer ${id} holds ${unacked} of ${prefetch} and was given more`)
  if (!channel.sharesRoom) violate('V8', `channel ${channel.id} was given more than its limit`)
  if (!book.serves(consumer)) violate('V9', `consumer ${id} is not active and was given a message`)
  violate('V8', `consumer ${id} was served before ${book.prefersTo(consumer)?.id}`)
}
