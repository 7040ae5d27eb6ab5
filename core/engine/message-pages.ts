/**
 * Where queued messages live. A message is a slot: 32 bytes in a page of 65,536, half a cache line.
 *
 * ```
 * word  0         1         2        3              4      5       6          7
 *       | enqueued| enqueued| id     | id 32..47,   | link | order | envelope | queue 0..19, dead 20,
 *       | us low  | us high | low    | attempts<<16 |      |       |          | again 21, mark << 24
 *
 * link   free: next free slot; ready: next in the queue; unacked: its consumer, or -1 for a basic.get;
 *        dead: next dead letter
 * order  position by enqueue in its queue, wrapping; of a dead letter the reason
 * ```
 * Growing means one more page: no array is ever copied, so no step is long. Slots never move.
 *
 * Finding the page costs more than reading a word of it. So code on the hot path finds it once, `wordsOf(slot)` and
 * `baseOf(slot)`, and reads through the functions over (words, at) below; the methods by slot are for everybody else.
 * A slot begins at a multiple of eight, so `|` adds a word's number; unlike `+` it cannot overflow, which nothing then has to
 * check. The numbers stay in this file because an imported constant is looked up at every use, a local one is not.
 */
const slotWords = 8
const pageSlots = 65_536
const pageShift = 16
const pageMask = pageSlots - 1
const twoTo32 = 2 ** 32
/** Two thousand million messages are a long run: until then no floating point is needed. */
const smallIdMax = 0x7fffffff

const linkWord = 4
const orderWord = 5
const envelopeWord = 6
const idWord = 2
const attemptsWord = 3
const queueWord = 7

const queueIdMask = 0xfffff
/** Most queues a broker can ever have had. */
export const queuesMax = queueIdMask + 1
const deadBit = 1 << 20
const againBit = 1 << 21
const failedBit = 1 << 22
const notedBits = deadBit | failedBit
const attemptsMax = 0xffff

/** Where a slot begins in its page. */
export function baseOf(slot: number): number {
  return (slot & pageMask) << 3
}

export function messageIdAt(words: Int32Array, at: number): number {
  const low = words[at | idWord]!
  const high = words[at | attemptsWord]! & 0xffff
  if (high === 0 && low >= 0) return low
  return (low >>> 0) + high * twoTo32
}

export function enqueuedUsAt(words: Int32Array, at: number): number {
  return (words[at]! >>> 0) + words[at | 1]! * twoTo32
}

export function attemptsAt(words: Int32Array, at: number): number {
  return words[at | attemptsWord]! >>> 16
}

/** Counts a delivery and returns which one it is; the count stays at 65,535. */
export function countAttemptAt(words: Int32Array, at: number): number {
  const before = words[at | attemptsWord]! >>> 16
  if (before === attemptsMax) return before
  words[at | attemptsWord] = words[at | attemptsWord]! + 0x10000
  return before + 1
}

export function linkAt(words: Int32Array, at: number): number {
  return words[at | linkWord]!
}

export function setLinkAt(words: Int32Array, at: number, link: number): void {
  words[at | linkWord] = link
}

export function envelopeAt(words: Int32Array, at: number): number {
  return words[at | envelopeWord]!
}

export function queueAt(words: Int32Array, at: number): number {
  return words[at | queueWord]! & queueIdMask
}

/** The byte its publisher gave it. */
export function markAt(words: Int32Array, at: number): number {
  return words[at | queueWord]! >>> 24
}

/** Whether the side table of histories holds an entry for it. */
export function isDeadAt(words: Int32Array, at: number): boolean {
  return (words[at | queueWord]! & deadBit) !== 0
}

/** Whether any side table holds an entry for it. */
export function isNotedAt(words: Int32Array, at: number): boolean {
  return (words[at | queueWord]! & notedBits) !== 0
}

export class MessagePages {
  /** Slots in use. */
  held = 0
  /** Slots ever handed out: the free list never reaches beyond. */
  fresh = 0
  free = -1
  /** A slot that is over and still read, or -1: see `lend`. */
  lent = -1
  readonly #pages: Int32Array[] = []

  /** Takes a slot and writes it, with no attempts yet. */
  allocate(
    nowUs: number,
    messageId: number,
    order: number,
    envelope: number,
    queue: number,
    mark: number,
  ): number {
    let slot = this.free
    const reused = slot >= 0
    if (!reused) {
      slot = this.fresh++
      if (slot >>> pageShift === this.#pages.length) this.#grow()
    }
    this.held++
    const words = this.#pages[slot >>> pageShift]!
    const at = baseOf(slot)
    if (reused) this.free = words[at | linkWord]!
    words[at] = nowUs | 0
    words[at | 1] = (nowUs / twoTo32) | 0
    words[at | idWord] = messageId
    words[at | attemptsWord] = messageId > smallIdMax ? (messageId / twoTo32) & 0xffff : 0
    words[at | linkWord] = -1
    words[at | orderWord] = order
    words[at | envelopeWord] = envelope
    words[at | queueWord] = queue | (mark << 24)
    return slot
  }

  /** Calls with every slot that is in use, in order. */
  eachHeld(visit: (slot: number) => void): void {
    const isFree = new Uint8Array(this.fresh)
    for (let slot = this.free; slot >= 0; slot = this.link(slot)) isFree[slot] = 1
    for (let slot = 0; slot < this.fresh; slot++) if (isFree[slot] === 0) visit(slot)
  }

  release(slot: number): void {
    this.#pages[slot >>> pageShift]![baseOf(slot) | linkWord] = this.free
    this.free = slot
    this.held--
  }

  /** As `release`, but what is in the slot can be read until another one is lent. */
  lend(slot: number): void {
    this.held--
    const before = this.lent
    this.lent = slot
    if (before < 0) return
    this.held++
    this.release(before)
  }

  /** The page of a slot. */
  wordsOf(slot: number): Int32Array {
    return this.#pages[slot >>> pageShift]!
  }

  enqueuedUs(slot: number): number {
    return enqueuedUsAt(this.wordsOf(slot), baseOf(slot))
  }

  messageId(slot: number): number {
    return messageIdAt(this.wordsOf(slot), baseOf(slot))
  }

  attempts(slot: number): number {
    return attemptsAt(this.wordsOf(slot), baseOf(slot))
  }

  countAttempt(slot: number): number {
    return countAttemptAt(this.wordsOf(slot), baseOf(slot))
  }

  link(slot: number): number {
    return this.wordsOf(slot)[baseOf(slot) | linkWord]!
  }

  setLink(slot: number, link: number): void {
    this.wordsOf(slot)[baseOf(slot) | linkWord] = link
  }

  order(slot: number): number {
    return this.wordsOf(slot)[baseOf(slot) | orderWord]!
  }

  setOrder(slot: number, order: number): void {
    this.wordsOf(slot)[baseOf(slot) | orderWord] = order
  }

  envelope(slot: number): number {
    return this.wordsOf(slot)[baseOf(slot) | envelopeWord]!
  }

  queue(slot: number): number {
    return queueAt(this.wordsOf(slot), baseOf(slot))
  }

  mark(slot: number): number {
    return markAt(this.wordsOf(slot), baseOf(slot))
  }

  isDead(slot: number): boolean {
    return isDeadAt(this.wordsOf(slot), baseOf(slot))
  }

  markDead(slot: number): void {
    const words = this.wordsOf(slot)
    const at = baseOf(slot) | queueWord
    words[at] = words[at]! | deadBit
  }

  /** Whether it counts as delivered before although it was not from here, as far as anybody knows. */
  isAgain(slot: number): boolean {
    return (this.wordsOf(slot)[baseOf(slot) | queueWord]! & againBit) !== 0
  }

  markAgain(slot: number): void {
    const words = this.wordsOf(slot)
    const at = baseOf(slot) | queueWord
    words[at] = words[at]! | againBit
  }

  /** Whether the side table of failures holds an entry for it. */
  hasFailed(slot: number): boolean {
    return (this.wordsOf(slot)[baseOf(slot) | queueWord]! & failedBit) !== 0
  }

  markFailed(slot: number): void {
    const words = this.wordsOf(slot)
    const at = baseOf(slot) | queueWord
    words[at] = words[at]! | failedBit
  }

  bytes(): number {
    return this.#pages.length * pageSlots * slotWords * Int32Array.BYTES_PER_ELEMENT
  }

  #grow(): void {
    this.#pages.push(new Int32Array(pageSlots * slotWords))
  }
}
