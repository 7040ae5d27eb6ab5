import type { Copy } from './copy.ts'

/** Of two levels that share, so many of the high one are taken for each of the normal one. [recorded: K43] */
const highOnes = 2

/**
 * The ready messages of a queue in the order they are to be given: what came back to a quorum queue first, then level by
 * level from the highest, in order of arrival within each. A plain queue has one level.
 * [RabbitMQ: Priority Queue Support, Quorum Queues; recorded: K21, K43, K147, K148]
 */
export class Line {
  readonly returns: Copy[] = []
  /** The lowest first. */
  readonly levels: readonly Copy[][]
  count = 0
  bodyBytes = 0
  /** What counts towards a limit of bytes. */
  weight = 0
  readonly #shares: boolean
  /** Taken from the levels since the last turn of the normal one. */
  #turn = 0

  constructor(levels: number, shares: boolean) {
    this.levels = Array.from({ length: levels }, () => [])
    this.#shares = shares
  }

  /** All of them: returns, then from the highest level. */
  get all(): readonly Copy[] {
    return [...this.returns, ...this.levels.toReversed().flat()]
  }

  /** The list whose first copy is next; null when there is none. */
  get nextList(): Copy[] | null {
    if (this.returns.length > 0) return this.returns
    if (this.#shares && this.#turn === highOnes) {
      const [normal, high] = this.levels as [Copy[], Copy[]]
      const isBoth = normal.length > 0 && high.length > 0
      if (isBoth) return high[0]!.order < normal[0]!.order ? high : normal
    }
    for (let level = this.levels.length - 1; level >= 0; level--) {
      if (this.levels[level]!.length > 0) return this.levels[level]!
    }
    return null
  }

  get next(): Copy | undefined {
    return this.count === 0 ? undefined : this.nextList![0]
  }

  append(copy: Copy): void {
    this.levels[copy.level]!.push(copy)
    this.#grew(copy)
  }

  /** To where its order says. */
  putBack(copy: Copy): void {
    const level = this.levels[copy.level]!
    let at = 0
    while (at < level.length && level[at]!.order < copy.order) at++
    level.splice(at, 0, copy)
    this.#grew(copy)
  }

  /** Behind what came back before. */
  comeBack(copy: Copy): void {
    this.returns.push(copy)
    this.#grew(copy)
  }

  take(): Copy | undefined {
    const list = this.nextList
    return list === null ? undefined : this.takeFrom(list)
  }

  takeFrom(list: Copy[]): Copy {
    const copy = list.shift()!
    if (list !== this.returns) this.#turn = this.#turn === highOnes ? 0 : this.#turn + 1
    this.#shrank(copy)
    return copy
  }

  /** After a purge the levels take turns from the beginning. [recorded: K173] */
  beginTurns(): void {
    this.#turn = 0
  }

  /** Takes out what a restart loses, wherever it is; undefined when it is not there. */
  lose(isLost: (copy: Copy) => boolean): Copy | undefined {
    for (let level = this.levels.length - 1; level >= 0; level--) {
      const at = this.levels[level]!.findIndex(isLost)
      if (at < 0) continue
      const [copy] = this.levels[level]!.splice(at, 1)
      this.#shrank(copy!)
      return copy
    }
    return undefined
  }

  #grew(copy: Copy): void {
    this.count++
    this.bodyBytes += copy.arrival.publication.body.sizeBytes
    this.weight += copy.weight
  }

  #shrank(copy: Copy): void {
    this.count--
    this.bodyBytes -= copy.arrival.publication.body.sizeBytes
    this.weight -= copy.weight
  }
}
