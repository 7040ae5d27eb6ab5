import type { ConsumerBook } from './consumer-book.ts'
import type { Held, Publication, Settling } from './copy.ts'

/** A channel as its client knows it. */
export class ChannelBook {
  readonly id: number
  readonly connection: number
  /** Where its client is connected. */
  readonly node: number
  readonly mode: 'plain' | 'confirms' | 'transaction'
  closed = false
  /** Its consumer of direct replies. */
  asks: ConsumerBook | null = null
  lastTag = 0
  /** Publishes since confirm.select. */
  sequence = 0
  /** Of those, the ones that wait for their confirm. */
  readonly unconfirmed = new Map<number, Publication>()
  /** Deliveries in its client's hands, by tag. */
  readonly held: Held[] = []
  /** What its consumers may hold together; Infinity is no limit. */
  sharedMost = Number.POSITIVE_INFINITY
  /** Prefetch of consumers that name none. */
  prefetch = 0

  /** What a transaction has published, and settled by delivery, and will do when it commits. */
  readonly sentLater: Publication[] = []
  readonly settledLater = new Map<Held, Settling>()
  /** Settlements of the transaction so far. */
  batches = 0

  constructor(id: number, connection: number, node: number, mode: ChannelBook['mode']) {
    this.id = id
    this.connection = connection
    this.node = node
    this.mode = mode
  }

  /** What basic.get took does not count. [RabbitMQ: Consumer Prefetch] */
  get sharesRoom(): boolean {
    if (this.sharedMost === Number.POSITIVE_INFINITY) return true
    const used = this.held.reduce((sum, { consumer }) => sum + (consumer === null ? 0 : 1), 0)
    return used < this.sharedMost
  }

  forgetLater(): void {
    this.sentLater.length = 0
    this.settledLater.clear()
  }

  hold(held: Held): void {
    let at = this.held.length
    while (at > 0 && this.held[at - 1]!.tag > held.tag) at--
    if (at === this.held.length) this.held.push(held)
    else this.held.splice(at, 0, held)
  }

  /** False when it was not held. */
  letGo(held: Held): boolean {
    const at = this.held.indexOf(held)
    if (at < 0) return false
    if (at === 0) this.held.shift()
    else this.held.splice(at, 1)
    return true
  }
}
