import { Failure } from '#core/model/failure.ts'
import type { MessageTemplate } from './message-template.ts'
import { emptyRoute, type Route } from './route.ts'

/** Combinations a broker may meet; about 50 B each. */
const envelopesMax = 8_388_608
const rowShift = 3
const word = {
  exchange: 0,
  key: 1,
  template: 2,
  epoch: 3,
  sole: 4,
  size: 5,
  ttl: 6,
  flags: 7,
} as const
const noSole = -1
const ttlFlag = 1
const internalFlag = 2
const passingFlag = 4
/** Flags of a row that means nothing. */
const forgotten = -1

/**
 * What a message was sent with: (exchange, routing key, template) as one small integer, so that a queued message
 * stores one word for all three. Each envelope also remembers where it was last routed, and the topology's epoch then.
 *
 * ```
 * word  0          1     2          3       4            5      6        7
 *       | exchange | key | template | epoch | only queue | size | own    | flags
 *       |          |     |          |       | or -1      | B    | TTL ms |
 * ```
 * Rows are found by open addressing over an index of envelope + 1.
 */
export class Envelopes {
  count = 0
  /** Rows that may be forgotten. */
  passing = 0
  /** Numbers of forgotten ones, to be given again. */
  readonly #free: number[] = []
  #rows = new Int32Array(64 << rowShift)
  readonly #routes: Route[] = []
  #index = new Int32Array(256)
  #mask = 255
  readonly #most: number

  /** `most`: combinations it may hold at once. */
  constructor(most = envelopesMax) {
    this.#most = most
  }

  /** The envelope of a combination, or -1 when it was never seen. */
  find(exchange: number, key: number, template: number): number {
    const rows = this.#rows
    const index = this.#index
    let place = hash(exchange, key, template) & this.#mask
    for (;;) {
      const envelope = index[place]! - 1
      if (envelope < 0) return -1
      const at = envelope << rowShift
      if (
        rows[at | word.key] === key &&
        rows[at | word.template] === template &&
        rows[at | word.exchange] === exchange
      ) {
        return envelope
      }
      place = (place + 1) & this.#mask
    }
  }

  /** Adds a combination that `find` did not find; `internal` is its exchange. Fails `refused` when there are too many. */
  add(
    exchange: number,
    internal: boolean,
    key: number,
    template: number,
    { sizeBytes, expirationMs }: MessageTemplate,
    passing = false,
  ): number {
    if (this.count - this.#free.length === this.#most) {
      throw new Failure(
        'refused',
        `The broker has met ${this.#most} combinations of exchange, routing key and headers, its limit. Use fewer distinct routing keys.`,
      )
    }
    const again = this.#free.pop()
    if (again === undefined && this.count << rowShift === this.#rows.length) this.#widen()
    const envelope = again ?? this.count++
    if (passing) this.passing++
    const at = envelope << rowShift
    this.#rows[at | word.exchange] = exchange
    this.#rows[at | word.key] = key
    this.#rows[at | word.template] = template
    this.#rows[at | word.size] = sizeBytes
    this.#rows[at | word.ttl] = expirationMs ?? 0
    this.#rows[at | word.flags] =
      (expirationMs === null ? 0 : ttlFlag) |
      (internal ? internalFlag : 0) |
      (passing ? passingFlag : 0)
    this.#rows[at | word.epoch] = 0
    this.#routes[envelope] = emptyRoute
    this.#enter(envelope)
    return envelope
  }

  isPassing(envelope: number): boolean {
    return (this.#rows[(envelope << rowShift) | word.flags]! & passingFlag) !== 0
  }

  /** Somebody remembers its number. */
  keep(envelope: number): void {
    if (!this.isPassing(envelope)) return
    this.#rows[(envelope << rowShift) | word.flags]! &= ~passingFlag
    this.passing--
  }

  isForgotten(envelope: number): boolean {
    return this.#rows[(envelope << rowShift) | word.flags] === forgotten
  }

  /** Forgets the passing ones that are not used. Walks all. */
  forget(isUsed: (envelope: number) => boolean): void {
    for (let envelope = 0; envelope < this.count; envelope++) {
      if (this.isForgotten(envelope) || !this.isPassing(envelope) || isUsed(envelope)) continue
      this.#rows[(envelope << rowShift) | word.flags] = forgotten
      this.#routes[envelope] = emptyRoute
      this.#free.push(envelope)
      this.passing--
    }
    this.#index.fill(0)
    for (let envelope = 0; envelope < this.count; envelope++)
      if (!this.isForgotten(envelope)) this.#enter(envelope)
  }

  exchange(envelope: number): number {
    return this.#rows[(envelope << rowShift) | word.exchange]!
  }

  key(envelope: number): number {
    return this.#rows[(envelope << rowShift) | word.key]!
  }

  template(envelope: number): number {
    return this.#rows[(envelope << rowShift) | word.template]!
  }

  sizeBytes(envelope: number): number {
    return this.#rows[(envelope << rowShift) | word.size]!
  }

  hasTtl(envelope: number): boolean {
    return (this.#rows[(envelope << rowShift) | word.flags]! & ttlFlag) !== 0
  }

  /** The message's own TTL; Infinity when it has none. */
  ttlUs(envelope: number): number {
    if (!this.hasTtl(envelope)) return Number.POSITIVE_INFINITY
    return (this.#rows[(envelope << rowShift) | word.ttl]! >>> 0) * 1000
  }

  /** Its exchange takes no messages from clients. */
  isInternal(envelope: number): boolean {
    return (this.#rows[(envelope << rowShift) | word.flags]! & internalFlag) !== 0
  }

  /** Whether its route is that of this epoch. */
  isRouted(envelope: number, epoch: number): boolean {
    return this.#rows[(envelope << rowShift) | word.epoch] === epoch
  }

  /** The one queue it goes to, or -1 when there is none or more than one. */
  soleQueue(envelope: number): number {
    return this.#rows[(envelope << rowShift) | word.sole]!
  }

  route(envelope: number): Route {
    return this.#routes[envelope]!
  }

  setRoute(envelope: number, route: Route, epoch: number): void {
    this.#routes[envelope] = route
    const at = envelope << rowShift
    this.#rows[at | word.sole] = route.queues.length === 1 ? route.queues[0]! : noSole
    this.#rows[at | word.epoch] = epoch
  }

  #widen(): void {
    const rows = new Int32Array(this.#rows.length * 2)
    rows.set(this.#rows)
    this.#rows = rows
    this.#index = new Int32Array(this.#index.length * 2)
    this.#mask = this.#index.length - 1
    // There are no forgotten ones: their rows would have been used.
    for (let envelope = 0; envelope < this.count; envelope++) this.#enter(envelope)
  }

  #enter(envelope: number): void {
    const mixed = hash(this.exchange(envelope), this.key(envelope), this.template(envelope))
    let place = mixed & this.#mask
    while (this.#index[place] !== 0) place = (place + 1) & this.#mask
    this.#index[place] = envelope + 1
  }
}

function hash(exchange: number, key: number, template: number): number {
  const mixed =
    Math.imul(exchange, 0x9e3779b1) ^ Math.imul(key, 0x85ebca6b) ^ Math.imul(template, 0xc2b2ae35)
  return mixed ^ (mixed >>> 15)
}
