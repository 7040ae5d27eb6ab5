import type { TraceSink } from '#core/engine/trace-sink.ts'
import { TraceKind, TraceReason } from '#core/model/trace.ts'
import type { QueueBook } from './books.ts'
import { type Arrival, afterDeath, type Copy, type Held, isCircle } from './copy.ts'
import type { Ledger } from './ledger.ts'
import { hold } from './violation.ts'

const nobody = 0xffffffff
const reasonNames: Readonly<Record<number, string>> = {
  [TraceReason.rejected]: 'rejected',
  [TraceReason.expired]: 'expired',
  [TraceReason.maxlen]: 'maxlen',
  [TraceReason.deliveryLimit]: 'delivery_limit',
}

/** Holds every record of the broker's log against the ledger: it must be one that could come next. */
export class Records implements TraceSink {
  readonly #ledger: Ledger
  readonly #watch: TraceSink['append']
  /** Mixed from every record: two runs of one seed must end with the same. */
  digest = 0

  constructor(ledger: Ledger, watch: TraceSink['append']) {
    this.#ledger = ledger
    this.#watch = watch
  }

  append(what: number, id: number, queue: number, actor: number, detail: number): void {
    const ledger = this.#ledger
    ledger.events++
    this.#watch(what, id, queue, actor, detail)
    for (const word of [what, id, queue, actor, detail, ledger.nowUs]) {
      this.digest = Math.imul(this.digest ^ word, 0x01000193) ^ (this.digest >>> 15)
    }
    const reason = (what >>> 8) & 0xff
    const kind = what & 0xff
    const book = ledger.queues[queue]!
    if (kind !== TraceKind.deadLettered) ledger.refused = null
    if (kind === TraceKind.published) this.#published(id, detail)
    else if (kind === TraceKind.enqueued) this.#enqueued(book, id)
    else if (kind === TraceKind.delivered) this.#announced(book, id, detail, what >>> 16)
    else if (kind === TraceKind.acked) this.#acked(book, id, detail)
    else if (kind === TraceKind.requeued) this.#requeued(book, id, reason)
    else if (kind === TraceKind.deadLettered) this.#deadLettered(book, id, reason, detail)
    else if (kind === TraceKind.dropped) this.#dropped(book, id, reason)
    else if (kind === TraceKind.refused) this.#refused(book, id)
    else if (kind === TraceKind.returned || kind === TraceKind.unroutable) this.#nowhere(kind, id)
  }

  #published(id: number, exchange: number): void {
    const ledger = this.#ledger
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

  #arrive(book: QueueBook, id: number, isCircle: boolean): Arrival {
    const { arrivals } = this.#ledger
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

  #enqueued(book: QueueBook, id: number): void {
    const arrival = this.#arrive(book, id, false)
    const { sizeBytes } = arrival.publication
    hold(
      !(book.refuses && book.overflows(book.isQuorum ? -1 : 1, sizeBytes)),
      'V10',
      () => `queue ${book.spec.name} was full and took message ${id}`,
    )
    const { nowUs } = this.#ledger
    const ttlMs = Math.min(
      book.arguments.messageTtlMs ?? Infinity,
      arrival.expirationMs ?? Infinity,
    )
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

  #refused(book: QueueBook, id: number): void {
    const arrival = this.#arrive(book, id, false)
    hold(
      book.refuses && (book.isQuorum || book.overflows(1, arrival.publication.sizeBytes)),
      'V10',
      () => `queue ${book.spec.name} refused message ${id} and has room`,
    )
    if (arrival.deaths.length === 0) arrival.publication.refused = true
    const { overflow, deadLetterExchange } = book.arguments
    const dies = overflow === 'reject-publish-dlx' && deadLetterExchange !== null
    if (dies && this.#ledger.exchanges.has(deadLetterExchange)) this.#ledger.refused = arrival
  }

  /** A basic.get looks at its message when the verb returns, a consumer at once. */
  #announced(book: QueueBook, id: number, tag: number, attempt: number): void {
    const ledger = this.#ledger
    hold(ledger.announced === null, 'V4', () => 'a delivery was told of and never made')
    const announced = { queue: book.id, id, tag, attempt }
    if (ledger.getting?.queue !== book.id || ledger.got !== null) {
      ledger.announced = announced
      return
    }
    const copy = book.take(id)
    hold(copy !== undefined, 'V4', () => `queue ${book.spec.name} is empty and gave ${id}`)
    ledger.countTag(ledger.getting.channel, tag)
    ledger.got = { copy, announced }
  }

  #acked(book: QueueBook, id: number, detail: number): void {
    const ledger = this.#ledger
    const held = detail === 1 ? ledger.autoAcked : ledger.settling.shift()
    if (detail === 1 && held === null) {
      // A basic.get without ack: its delivery is looked at when the verb returns.
      hold(ledger.got?.announced.id === id, 'V13', () => `message ${id} was acked by nobody`)
      return
    }
    this.#settles(held ?? undefined, book, id)
    if (detail === 1) ledger.autoAcked = null
    if (!book.isStream) book.left++
  }

  /** What is settled must be next in line. */
  #settles(held: Held | undefined, book: QueueBook, id: number): Copy {
    const isNext =
      held !== undefined && held.queue === book.id && held.copy.arrival.publication.id === id
    hold(isNext, 'V13', () => `message ${id} of ${book.spec.name} was settled out of turn`)
    const ledger = this.#ledger
    ledger.channels[held.channel]!.held.delete(held.tag)
    book.unacked--
    const consumer = ledger.consumers.get(held.consumer)
    if (consumer !== undefined && !consumer.autoAck) consumer.unacked--
    return held.copy
  }

  #requeued(book: QueueBook, id: number, reason: number): void {
    const { settling, returnReason } = this.#ledger
    hold(reason === returnReason, 'V14', () => `message ${id} came back for reason ${reason}`)
    book.putBack(this.#settles(settling.shift(), book, id))
  }

  #deadLettered(book: QueueBook, id: number, reason: number, exchange: number): void {
    const ledger = this.#ledger
    const { deadLetterExchange } = book.arguments
    hold(
      deadLetterExchange !== null,
      'V12',
      () => `queue ${book.spec.name} has no dead-letter exchange`,
    )
    const refused = ledger.refused
    ledger.refused = null
    const isRefused = refused !== null && refused.publication.id === id && refused.queue === book.id
    const copy = isRefused ? null : this.#leaves(book, id, reason)
    const arrival = copy === null ? refused! : { ...copy.arrival, failures: copy.failures }
    const isThere = ledger.exchanges.has(deadLetterExchange)
    const said = exchange >>> 0 === nobody ? null : ledger.exchangeNames[exchange]
    hold(
      said === (isThere ? deadLetterExchange : null),
      'V12',
      () => `message ${id} was dead-lettered to ${said}`,
    )
    if (isThere) this.#sendOn(book, arrival, reasonNames[reason]!)
  }

  #sendOn(book: QueueBook, arrival: Arrival, reason: string): void {
    const ledger = this.#ledger
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
  #leaves(book: QueueBook, id: number, reason: number): Copy {
    const ledger = this.#ledger
    book.left++
    const isSettled = reason === TraceReason.rejected || reason === TraceReason.deliveryLimit
    if (isSettled) return this.#settles(ledger.settling.shift(), book, id)
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

  #dropped(book: QueueBook, id: number, reason: number): void {
    if (reason === TraceReason.cycle) {
      this.#arrive(book, id, true)
      return
    }
    if (reason === TraceReason.purged) {
      this.#emptied(book, id)
      return
    }
    if (reason === TraceReason.crash) {
      this.#lostAtRestart(book, id)
      return
    }
    const dies = book.arguments.deadLetterExchange !== null && !book.isStream
    hold(
      !dies,
      'V12',
      () => `message ${id} of ${book.spec.name} was dropped instead of dead-lettered`,
    )
    this.#leaves(book, id, reason)
  }

  /** Purged, or gone with its queue: ready ones from the head, then those clients hold. */
  #emptied(book: QueueBook, id: number): void {
    const ledger = this.#ledger
    hold(
      ledger.emptying.has(book.id),
      'V4',
      () => `queue ${book.spec.name} let go of message ${id} unasked`,
    )
    const head = book.take(id)
    if (head !== undefined) {
      hold(head.arrival.publication.id === id, 'V10', () => `message ${id} was purged out of turn`)
      book.left++
      return
    }
    if (ledger.deleting?.queue !== book.id) {
      const all = ledger.channels.flatMap((channel) => ledger.heldOf(channel.id))
      ledger.deleting = { queue: book.id, held: all.filter(({ queue }) => queue === book.id) }
    }
    this.#settles(ledger.deleting.held.shift(), book, id)
    if (!book.isStream) book.left++
  }

  /** Only what was not persistent may be. */
  #lostAtRestart(book: QueueBook, id: number): void {
    const at = book.ready.findIndex(({ arrival }) => !arrival.publication.persistent)
    const copy = book.ready[at]
    const isTransient = copy !== undefined && copy.arrival.publication.id === id
    hold(
      this.#ledger.restarting !== null && isTransient,
      'V5',
      () => `message ${id} was lost by a restart`,
    )
    book.ready.splice(at, 1)
    book.readyBytes -= copy.arrival.publication.sizeBytes
    book.left++
  }

  #nowhere(kind: number, id: number): void {
    const ledger = this.#ledger
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
}
