/**
 * Which of the new log records go into a frame. What is rare is what people look for, so it is always kept; of the rest
 * one in n, with n in the frame so that the page can say so. The choice goes by a record's number, never by chance.
 */
import { limits } from '#core/model/limits.ts'
import { recordBytes, TraceKind } from '#core/model/trace.ts'

/** The part of the event log that is read. */
export interface Records {
  readonly recordsTotal: number
  readonly oldest: number
  copy(from: number, every: number, max: number, out: Uint8Array, offset: number): number
}

/** The flow of messages; every other kind is rare. */
const common: ReadonlySet<number> = new Set([
  TraceKind.published,
  TraceKind.enqueued,
  TraceKind.delivered,
  TraceKind.acked,
  TraceKind.confirmed,
])

/** Of rare kinds at most this many per frame: a storm of them is not rare. */
const rareMax = limits.frameEvents / 2

/** Records looked at one by one per frame; copying more than this would slow the run down. */
const lookedAtMax = 16_384

const steps = [1, 2, 5]

export class EventSample {
  /** Packed records, the first `count` of them valid. */
  readonly bytes = new Uint8Array(limits.frameEvents * recordBytes)
  count = 0
  /** n of "1 in n". */
  every = 1
  readonly #scratch = new Uint8Array(lookedAtMax * recordBytes)
  readonly #kinds = new DataView(this.#scratch.buffer)

  /** Chooses among the records from `from` on. */
  take(records: Records, from: number): void {
    const first = Math.max(from, records.oldest)
    const fresh = records.recordsTotal - first
    this.count = 0
    this.every = everyFor(fresh)
    if (fresh <= limits.frameEvents) {
      this.count = records.copy(first, 1, limits.frameEvents, this.bytes, 0)
      return
    }
    const near = Math.max(first, records.recordsTotal - lookedAtMax)
    this.#takeSampled(records, first, near)
    this.#takeNear(records, near)
  }

  /** The older part, too long to look at: one in n of whatever it is. */
  #takeSampled(records: Records, first: number, near: number): void {
    const start = Math.ceil(first / this.every) * this.every
    const most = Math.max(0, Math.ceil((near - start) / this.every))
    this.count = records.copy(start, this.every, Math.min(most, commonMax), this.bytes, 0)
  }

  #takeNear(records: Records, near: number): void {
    const copied = records.copy(near, 1, lookedAtMax, this.#scratch, 0)
    let rare = 0
    for (let n = 0; n < copied && this.count < limits.frameEvents; n += 1) {
      const isCommon = common.has(this.#kinds.getUint8(n * recordBytes + 8))
      const isSampled = (near + n) % this.every === 0
      if (!isSampled && (isCommon || rare === rareMax)) continue
      if (!isSampled) rare += 1
      const record = this.#scratch.subarray(n * recordBytes, (n + 1) * recordBytes)
      this.bytes.set(record, this.count * recordBytes)
      this.count += 1
    }
  }
}

const commonMax = limits.frameEvents - rareMax

/** The smallest round n that leaves room for what is rare. */
function everyFor(fresh: number): number {
  if (fresh <= limits.frameEvents) return 1
  for (let power = 1; ; power *= 10) {
    for (const step of steps) if (fresh / (step * power) <= commonMax) return step * power
  }
}
