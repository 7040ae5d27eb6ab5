import type { MessagePages } from '#core/engine/message-pages.ts'
import { ReadyList } from './ready-list.ts'

/** Of two levels, so many high ones are taken for each normal one while both wait. */
const weight = 2

/**
 * The ready messages of a queue with priorities or returns of their own: one list for each level, and one of those that came
 * back to a quorum queue, which go before all others. [RabbitMQ: Priority Queue Support; source: rabbit_fifo, rabbit_fifo_q]
 */
export class Shelves {
  /** In order of return. */
  readonly returns = new ReadyList()
  /** The lowest level first. */
  readonly levels: readonly ReadyList[]
  /** Every list, returns first, then from the highest level. */
  readonly lists: readonly ReadyList[]
  /** Of a classic queue: when its timer looks at the head, and whether another head is to be looked at before. */
  lookUs = Number.POSITIVE_INFINITY
  isUnseen = false
  readonly #weighted: boolean
  /** Taken since the last normal one had its turn, also while nothing competed. */
  #turn = 0
  /** No level above holds anything. */
  #top = 0

  /** `weighted` is the rule of two levels that share; else a higher level goes strictly first. */
  constructor(levels: number, weighted: boolean) {
    this.levels = Array.from({ length: levels }, () => new ReadyList())
    this.lists = [this.returns, ...this.levels.toReversed()]
    this.#weighted = weighted
  }

  /** The list whose head is next, or null when all are empty. */
  next(pages: MessagePages): ReadyList | null {
    if (this.returns.count > 0) return this.returns
    if (this.#weighted && this.#turn === weight) return this.#inTurn(pages)
    return this.#highest()
  }

  append(pages: MessagePages, level: number, slot: number): void {
    this.levels[level]!.append(pages, slot)
    if (level > this.#top) this.#top = level
  }

  /** To the place its enqueue order says. */
  putBack(pages: MessagePages, level: number, slot: number): void {
    this.levels[level]!.putBack(pages, slot)
    if (level > this.#top) this.#top = level
  }

  takeHead(pages: MessagePages, list: ReadyList): number {
    if (list !== this.returns) this.countTurn()
    return list.takeHead(pages)
  }

  /** A message was taken, or went straight to a consumer, which counts the same. [source: rabbit_fifo checkout_one, rabbit_fifo_q out] */
  countTurn(): void {
    this.#turn = this.#turn === weight ? 0 : this.#turn + 1
  }

  /** The levels take turns from the beginning again. [source: rabbit_fifo purge; recorded: K173] */
  beginTurns(): void {
    this.#turn = 0
  }

  #highest(): ReadyList | null {
    for (; this.#top > 0; this.#top--) if (this.levels[this.#top]!.count > 0) break
    const list = this.levels[this.#top]!
    return list.count > 0 ? list : null
  }

  /** The normal level's turn, unless its head is the younger one anyway. */
  #inTurn(pages: MessagePages): ReadyList | null {
    const [normal, high] = this.levels
    if (!normal || !high || normal.count === 0 || high.count === 0) return this.#highest()
    const isHighOlder = ((pages.order(high.head) - pages.order(normal.head)) | 0) < 0
    return isHighOlder ? high : normal
  }
}
