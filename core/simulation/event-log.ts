/**
 * The event log: 32-byte records (model/trace.ts) in 1 MB chunks used in turn, the newest `limits.logRecordsKept` readable,
 * all of them in the rolling hash. Nothing is decoded before somebody reads.
 */
import type { Clock } from '#core/model/clock.ts'
import { limits } from '#core/model/limits.ts'
import { readRecord, recordBytes, type TraceEvent } from '#core/model/trace.ts'

const chunkRecords = 32_768
const wordsPerRecord = recordBytes / 4
/** Few enough to be still in the first cache. A divisor of `chunkRecords`. */
const hashedAtOnce = 64
const twoTo32 = 2 ** 32
/** Up to here a message id is its own low half, and no floating point is needed. */
const smallIdMax = 0x7fffffff

/** What the log pane asks for; null does not restrict. */
export interface LogFilter {
  readonly queue: number | null
  /** Log actor: producers first, then consumers. */
  readonly actor: number | null
  readonly messageId: number | null
}

export interface LogSlice {
  /** Newest first. */
  readonly events: readonly TraceEvent[]
  /** Pass as `before` to go on; null when nothing older is kept. */
  readonly next: number | null
}

export class EventLog {
  declare private readonly clock: Clock
  declare private readonly chunksMax: number
  readonly #chunks: ArrayBuffer[] = []
  #doubles = new Float64Array(0)
  #words = new Int32Array(0)
  /** Records before the chunk being written, in it, and of these in the hash. */
  #before = -chunkRecords
  #used = chunkRecords
  #hashed = chunkRecords
  /** So many records in the chunk, and it is time to hash. */
  #pauseAt = chunkRecords
  #low = 0x243f6a88 | 0
  #high = 0x85a308d3 | 0

  constructor(clock: Clock, recordsKept: number = limits.logRecordsKept) {
    this.clock = clock
    // One more than they fill: while a chunk is being overwritten, its old records are gone already.
    this.chunksMax = Math.ceil(recordsKept / chunkRecords) + 1
  }

  /** Records appended since the run began, kept or not. */
  get recordsTotal(): number {
    return this.#before + this.#used
  }

  /** what = kind | reason << 8 | attempt << 16. Actor, queue and detail as model/trace.ts says. */
  append(what: number, messageId: number, queue: number, actor: number, detail: number): void {
    if (this.#used === this.#pauseAt) this.#pause()
    const words = this.#words
    // A record begins at a multiple of eight, so `|` adds; unlike `+` it cannot overflow, and nothing has to check that.
    const at = this.#used << 3
    this.#used = (this.#used + 1) | 0
    this.#doubles[at >> 1] = this.clock.nowUs
    words[at | 2] = what | 0
    words[at | 3] = messageId | 0
    words[at | 4] = messageId > smallIdMax ? (messageId / twoTo32) | 0 : 0
    words[at | 5] = queue | 0
    words[at | 6] = actor | 0
    words[at | 7] = detail | 0
  }

  #pause(): void {
    this.#hash()
    if (this.#used === chunkRecords) this.#nextChunk()
    this.#pauseAt = this.#used + hashedAtOnce
  }

  /**
   * Takes the records written since the last time into the hash: a loop of its own, so that `append` stays small enough to
   * be compiled into whoever calls it.
   */
  #hash(): void {
    const words = this.#words
    const doubles = this.#doubles
    const end = this.#used << 3
    let low = this.#low
    let high = this.#high
    for (let at = this.#hashed << 3; at < end; at += wordsPerRecord) {
      const timeUs = doubles[at >> 1]!
      const queue = words[at | 5]!
      // Every word enters both halves, each time beside other words: a change of one shows in both, and two changes that
      // cancel in one half do not in the other.
      const when = (timeUs | 0) ^ Math.imul(words[at | 2]!, 0x9e3779b1)
      const which = words[at | 3]! ^ Math.imul(words[at | 6]!, 0x85ebca77)
      const where =
        words[at | 7]! ^ Math.imul(queue, 0xc2b2ae3d) ^ (words[at | 4]! << 16) ^ (timeUs / twoTo32)
      low ^= when
      high ^= which
      low = Math.imul(((low << 13) | (low >>> 19)) + which, 0xcc9e2d51) ^ where
      high = Math.imul(((high << 17) | (high >>> 15)) + where, 0x1b873593) ^ when
    }
    this.#low = low
    this.#high = high
    this.#hashed = this.#used
  }

  /** 16 hex digits over every record so far. */
  hash(): string {
    this.#hash()
    const hex = (word: number) => (finish(word) >>> 0).toString(16).padStart(8, '0')
    return hex(this.#high) + hex(this.#low ^ this.recordsTotal)
  }

  /** Oldest index that can still be read. */
  get oldest(): number {
    return Math.max(0, this.recordsTotal - this.#used - (this.#chunks.length - 1) * chunkRecords)
  }

  /** Up to `count` records from `from` on, oldest first; fewer where the log ends. */
  read(from: number, count: number): TraceEvent[] {
    const first = Math.max(from, this.oldest)
    const end = Math.min(from + count, this.recordsTotal)
    const events: TraceEvent[] = []
    for (let index = first; index < end; index += 1) events.push(this.#at(index))
    return events
  }

  /** Packs records `from`, `from + every`, … before `recordsTotal` into `out`, at most `max`; returns how many. */
  copy(from: number, every: number, max: number, out: Uint8Array, offset: number): number {
    let copied = 0
    for (let index = from; index < this.recordsTotal && copied < max; index += every) {
      const place = index % chunkRecords
      const source = new Uint8Array(this.#chunkOf(index), place * recordBytes, recordBytes)
      out.set(source, offset + copied * recordBytes)
      copied += 1
    }
    return copied
  }

  /** Records older than `before` (null: all), newest first, at most `count` that pass the filter. */
  readBack(before: number | null, count: number, filter: LogFilter): LogSlice {
    const events: TraceEvent[] = []
    const oldest = this.oldest
    let index = Math.min(before ?? this.recordsTotal, this.recordsTotal)
    while (index > oldest && events.length < count) {
      index -= 1
      if (this.#passes(index, filter)) events.push(this.#at(index))
    }
    return { events, next: index > oldest ? index : null }
  }

  #passes(index: number, { queue, actor, messageId }: LogFilter): boolean {
    const words = new Uint32Array(
      this.#chunkOf(index),
      (index % chunkRecords) * recordBytes,
      wordsPerRecord,
    )
    return (
      (queue === null || words[5] === queue) &&
      (actor === null || words[6] === actor) &&
      (messageId === null || words[3]! + words[4]! * 2 ** 32 === messageId)
    )
  }

  #at(index: number): TraceEvent {
    return readRecord(new DataView(this.#chunkOf(index)), index % chunkRecords, index)
  }

  #chunkOf(index: number): ArrayBuffer {
    return this.#chunks[Math.floor(index / chunkRecords) % this.chunksMax]!
  }

  #nextChunk(): void {
    this.#before += chunkRecords
    const place = Math.floor(this.#before / chunkRecords) % this.chunksMax
    const chunk = this.#chunks[place] ?? new ArrayBuffer(chunkRecords * recordBytes)
    this.#chunks[place] = chunk
    this.#doubles = new Float64Array(chunk)
    this.#words = new Int32Array(chunk)
    this.#used = 0
    this.#hashed = 0
  }
}

/** Spreads every bit over the word [MurmurHash3 finaliser's shape]. */
function finish(word: number): number {
  let mixed = word ^ (word >>> 16)
  mixed = Math.imul(mixed, 0x85ebca6b)
  mixed ^= mixed >>> 13
  mixed = Math.imul(mixed, 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}
