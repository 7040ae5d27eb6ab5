import { assert } from '#core/model/failure.ts'

/** A dead letter its queue keeps until every queue it is for has it. */
export interface KeptLetter {
  readonly slot: number
  readonly bytes: number
  readonly reason: number
  readonly diedUs: number
  /** Ids of queues that have it. */
  readonly settled: Set<number>
  /** Ids of queues where it waits for a majority. */
  readonly withheldAt: Set<number>
  /** When it tries again; Infinity while it is on its way or was not sent yet. */
  retryUs: number
  /** It has not been on its way yet. */
  isNew: boolean
}

/** How many of them are on their way at once. [RabbitMQ: Quorum Queues, at-least-once dead lettering] */
const windowSize = 32

/** Of one that is on its way, or waits for others before it sets out. */
export const never = Number.POSITIVE_INFINITY

/** The kept dead letters of a queue, the oldest first. */
export class KeptLetters {
  bytes = 0
  readonly #letters: KeptLetter[] = []

  get count(): number {
    return this.#letters.length
  }

  get slots(): readonly number[] {
    return this.#letters.map(({ slot }) => slot)
  }

  /** When one tries again; Infinity when none does. */
  get dueUs(): number {
    return this.#window().reduce((dueUs, { retryUs }) => Math.min(dueUs, retryUs), never)
  }

  add(letter: KeptLetter): void {
    this.#letters.push(letter)
    this.bytes += letter.bytes
  }

  /** Whether it is one of those that may be on their way. */
  mayGo(letter: KeptLetter): boolean {
    return this.#window().includes(letter)
  }

  /** Those that try again now. */
  due(nowUs: number): readonly KeptLetter[] {
    return this.#window().filter(({ retryUs }) => retryUs <= nowUs)
  }

  has(letter: KeptLetter): boolean {
    return this.#letters.includes(letter)
  }

  /** The letter in that slot, or undefined. */
  find(slot: number): KeptLetter | undefined {
    return this.#letters.find((letter) => letter.slot === slot)
  }

  /** Lets one go. The one that may set out instead of it, or undefined. */
  remove(letter: KeptLetter): KeptLetter | undefined {
    const at = this.#letters.indexOf(letter)
    assert(at >= 0 && at < windowSize, 'only a letter that may be on its way arrives')
    this.#letters.splice(at, 1)
    this.bytes -= letter.bytes
    return this.#letters[windowSize - 1]
  }

  /** Forgets all; what they were. */
  clear(): readonly KeptLetter[] {
    this.bytes = 0
    return this.#letters.splice(0)
  }

  #window(): readonly KeptLetter[] {
    return this.#letters.slice(0, windowSize)
  }
}
