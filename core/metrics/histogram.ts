/**
 * Counts of whole microseconds in buckets that grow with the value: exact below 64, then 64 buckets per doubling, so the middle of
 * a bucket is within 0.8 % of anything in it [HdrHistogram's layout]. From 0 to beyond 10^9 s. Only the doublings between the
 * smallest and the largest value have counters.
 */

const bits = 6
const perBlock = 1 << bits
/** Widest range of buckets: 0 .. 2^57 microseconds. */
const bucketsMax = 52 * perBlock
/** The most a counter holds while counters are 32 bits wide. */
const narrowMax = 0xffffffff

/** 32 bits while that is enough: a histogram a queue is what most of the memory of a large run goes to. */
type Counts = Uint32Array | Float64Array

export class Histogram {
  count = 0
  /** A double from the beginning, see `model/clock.ts`. */
  sum = Number.NaN
  /** Values of 0 are common (nobody waited) and would stretch the counters' range: they are counted apart. */
  #zeros = 0
  /** Counters of buckets `#first` up to the array's end. */
  #counts: Counts = new Uint32Array(0)
  #first = 0

  constructor() {
    this.sum = 0
  }

  /** `valueUs` whole, 0 .. 2^57. */
  record(valueUs: number): void {
    this.count += 1
    this.sum += valueUs
    if (valueUs === 0) {
      this.#zeros += 1
      return
    }
    const place = bucketOf(valueUs) - this.#first
    const counts = this.#counts
    if (place >= 0 && place < counts.length) {
      const before = counts[place]!
      if (before === narrowMax) this.#widen()
      this.#counts[place] = before + 1
    } else this.#recordOutside(place + this.#first)
  }

  #recordOutside(bucket: number): void {
    this.#reach(bucket, bucket)
    this.#counts[bucket - this.#first]! += 1
  }

  /** Makes room for these buckets, in whole doublings. */
  #reach(from: number, to: number): void {
    const end = this.#first + this.#counts.length
    const isEmpty = this.#counts.length === 0
    const first = Math.min(isEmpty ? bucketsMax : this.#first, from & -perBlock)
    const last = Math.max(isEmpty ? 0 : end, (to & -perBlock) + perBlock)
    if (!isEmpty && first === this.#first && last === end) return
    const counts = this.#room(last - first)
    counts.set(this.#counts, isEmpty ? 0 : this.#first - first)
    this.#counts = counts
    this.#first = first
  }

  #room(buckets: number): Counts {
    return this.#counts instanceof Uint32Array
      ? new Uint32Array(buckets)
      : new Float64Array(buckets)
  }

  /** A counter is full: from here on they are doubles, twice as large. */
  #widen(): void {
    this.#counts = Float64Array.from(this.#counts)
  }

  /** Mean in microseconds, exact; NaN when empty. */
  mean(): number {
    return this.count === 0 ? Number.NaN : this.sum / this.count
  }

  /** The value of this rank (0 < share <= 1, nearest rank), within 0.8 %; NaN when empty. */
  percentile(share: number): number {
    const rank = Math.max(1, Math.ceil(share * this.count))
    let seen = this.#zeros
    if (seen >= rank) return 0
    for (let place = 0; place < this.#counts.length; place += 1) {
      seen += this.#counts[place]!
      if (seen >= rank) return middleOf(this.#first + place)
    }
    return Number.NaN
  }

  /** Adds the other's counts to this one. */
  merge(other: Histogram): void {
    if (other.count === 0) return
    this.count += other.count
    this.sum += other.sum
    this.#zeros += other.#zeros
    if (other.#counts.length === 0) return
    this.#reach(other.#first, other.#first + other.#counts.length - 1)
    const shift = other.#first - this.#first
    for (let place = 0; place < other.#counts.length; place += 1) {
      const sum = this.#counts[place + shift]! + other.#counts[place]!
      if (sum > narrowMax && this.#counts instanceof Uint32Array) this.#widen()
      this.#counts[place + shift] = sum
    }
  }

  /** Empties it and keeps its memory. */
  clear(): void {
    this.#counts.fill(0)
    this.#zeros = 0
    this.count = 0
    this.sum = 0
  }
}

function bucketOf(valueUs: number): number {
  if (valueUs < 4294967296) return smallBucket(valueUs >>> 0)
  // Bit tricks end at 32 bits: beyond, the low 25 are dropped, which is far below a bucket's width.
  return smallBucket((valueUs * 2 ** -25) >>> 0) + 25 * perBlock
}

function smallBucket(value: number): number {
  if (value < perBlock) return value | 0
  const shift = 31 - bits - Math.clz32(value)
  return (((shift + 1) << bits) + ((value >>> shift) & (perBlock - 1))) | 0
}

function middleOf(bucket: number): number {
  if (bucket < perBlock) return bucket
  const width = 2 ** ((bucket >>> bits) - 1)
  return (perBlock + (bucket & (perBlock - 1))) * width + (width - 1) / 2
}
