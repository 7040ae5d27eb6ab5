/**
 * Many histograms as rows of one table, because what an event records has to be found in memory: a row and a counter, not a
 * handful of objects for each of ten thousand queues. `Histogram` is one of them with a name.
 *
 * Counts of whole microseconds in buckets that grow with the value: exact below 64, then 64 buckets per doubling, so the middle
 * of a bucket is within 0.8 % of anything in it [HdrHistogram's layout]. From 0 to beyond 10^9 s. Only the doublings between
 * the smallest and the largest value have counters.
 *
 * ```
 * double 0       1     2           word 6               7
 *        | count | sum | values of | first block of its | first doubling,
 *        |       | us  | 0 us      | counters, or -1    | doublings << 8
 * ```
 * Counters are 16 bits in pages all histograms share, a block of 64 for each doubling. One that outgrows that gets an array of
 * its own: by then it has seen so much that its size is nothing.
 */
const bits = 6
const perBlock = 1 << bits
/** Widest range: 0 .. 2^57 microseconds. */
const blocksMax = 52
const narrowMax = 0xffff

const rowShift = 2
const sumDouble = 1
/** Nobody waited: common, and it would stretch the counters' range. */
const zerosDouble = 2
const placeWord = 6
const spanWord = 7
const own = -1

export class Histograms {
  #doubles = new Float64Array(4)
  #words = new Int32Array(this.#doubles.buffer)
  #opened = 0
  readonly #pages: Uint16Array[] = []
  declare private readonly pageShift: number
  /** Blocks of the newest page that were handed out. */
  #used = 0
  /** Places of regions that are free again, by how many blocks they have. */
  readonly #free: number[][] = Array.from({ length: blocksMax + 1 }, () => [])
  readonly #one = new Int32Array(1)
  readonly #oneUs = new Float64Array(1)
  /** Counters of those that outgrew 16 bits. */
  readonly #wide = new Map<number, Float64Array>()

  /** Pages of 2^`pageShift` blocks, at least 6. */
  constructor(pageShift = 10) {
    this.pageShift = pageShift
    this.#used = 1 << pageShift
  }

  /** Makes room for more and returns the number of the first. */
  open(histograms = 1): number {
    const first = this.#opened
    this.#opened += histograms
    while (this.#opened << rowShift > this.#doubles.length) {
      const wider = new Float64Array(this.#doubles.length * 2)
      wider.set(this.#doubles)
      this.#doubles = wider
      this.#words = new Int32Array(wider.buffer)
    }
    return first
  }

  /** `valueUs` whole, 0 .. 2^57. */
  record(histogram: number, valueUs: number): void {
    this.#one[0] = histogram
    this.#oneUs[0] = valueUs
    this.recordEach(this.#one, this.#oneUs, 1)
  }

  /** Records the first `count` of these times, each in its histogram. */
  recordEach(whose: Int32Array, timesUs: Float64Array, count: number): void {
    let recorded = this.#recordNarrow(whose, timesUs, 0, count)
    while (recorded < count) {
      const histogram = whose[recorded]!
      const us = timesUs[recorded]!
      this.#doubles[histogram << rowShift]! += 1
      this.#doubles[(histogram << rowShift) | sumDouble]! += us
      this.#add(histogram, bucketOf(us), 1)
      recorded = this.#recordNarrow(whose, timesUs, recorded + 1, count)
    }
  }

  /**
   * Records from `from` on as long as there is a narrow counter with room; returns where it stopped. It calls nothing, so
   * that what the loop looks up is looked up once.
   */
  #recordNarrow(whose: Int32Array, timesUs: Float64Array, from: number, count: number): number {
    const doubles = this.#doubles
    const words = this.#words
    const pages = this.#pages
    const pageShift = this.pageShift
    const pageMask = (perBlock << pageShift) - 1
    for (let i = from; i < count; i = (i + 1) | 0) {
      const at = whose[i]! << rowShift
      const us = timesUs[i]!
      if (us === 0) {
        doubles[at] = doubles[at]! + 1
        doubles[at | zerosDouble] = doubles[at | zerosDouble]! + 1
        continue
      }
      const bucket = bucketOf(us)
      const row = at << 1
      const span = words[row | spanWord]!
      const block = ((bucket >> bits) - (span & 0xff)) | 0
      const first = words[row | placeWord]!
      if (block < 0 || block >= span >> 8 || first < 0) return i
      const place = (first + block) | 0
      const page = pages[place >> pageShift]!
      const index = ((place << bits) | (bucket & (perBlock - 1))) & pageMask
      const before = page[index]!
      if (before === narrowMax) return i
      page[index] = before + 1
      doubles[at] = doubles[at]! + 1
      doubles[at | sumDouble] = doubles[at | sumDouble]! + us
    }
    return count
  }

  count(histogram: number): number {
    return this.#doubles[histogram << rowShift]!
  }

  /** Of all values, exact. */
  sum(histogram: number): number {
    return this.#doubles[(histogram << rowShift) | sumDouble]!
  }

  /** The value of this rank (0 < share <= 1, nearest rank), within 0.8 %; NaN when empty. */
  percentile(histogram: number, share: number): number {
    const rank = Math.max(1, Math.ceil(share * this.count(histogram)))
    let seen = this.#doubles[(histogram << rowShift) | zerosDouble]!
    if (seen >= rank) return 0
    const counters = this.#counters(histogram)
    const first = this.#firstBucket(histogram)
    for (let place = 0; place < counters.length; place += 1) {
      seen += counters[place]!
      if (seen >= rank) return middleOf(first + place)
    }
    return Number.NaN
  }

  /** Adds the counts of one of another table, or of this. */
  merge(histogram: number, others: Histograms, other: number): void {
    if (others.count(other) === 0) return
    for (let double = 0; double <= zerosDouble; double += 1)
      this.#doubles[(histogram << rowShift) | double]! +=
        others.#doubles[(other << rowShift) | double]!
    const counters = others.#counters(other)
    if (counters.length === 0) return
    const from = others.#firstBucket(other)
    this.#reach(histogram, from, from + counters.length - 1)
    const into = this.#counters(histogram)
    const shift = from - this.#firstBucket(histogram)
    for (let place = 0; place < counters.length; place += 1) {
      const count = counters[place]!
      if (count === 0) continue
      const sum = into[place + shift]! + count
      if (sum > narrowMax) this.#add(histogram, from + place, count)
      else into[place + shift] = sum
    }
  }

  /** Empties it and keeps its counters. */
  clear(histogram: number): void {
    this.#counters(histogram).fill(0)
    this.#doubles.fill(0, histogram << rowShift, (histogram << rowShift) | (placeWord >> 1))
  }

  /** Counts a value where there is no narrow counter for it yet, or no room in it. */
  #add(histogram: number, bucket: number, count: number): void {
    this.#reach(histogram, bucket, bucket)
    const counters = this.#counters(histogram)
    const place = bucket - this.#firstBucket(histogram)
    const isFull = counters instanceof Uint16Array && counters[place]! + count > narrowMax
    const room = isFull ? this.#leavePages(histogram) : counters
    room[place] = room[place]! + count
  }

  #leavePages(histogram: number): Float64Array {
    const counters = Float64Array.from(this.#counters(histogram))
    this.#giveBack(histogram)
    this.#words[(histogram << 3) | placeWord] = own
    this.#wide.set(histogram, counters)
    return counters
  }

  #firstBucket(histogram: number): number {
    return (this.#words[(histogram << 3) | spanWord]! & 0xff) << bits
  }

  /** Its counters, from `#firstBucket` on. */
  #counters(histogram: number): Uint16Array | Float64Array {
    const place = this.#words[(histogram << 3) | placeWord]!
    if (place === own) return this.#wide.get(histogram)!
    const blocks = this.#words[(histogram << 3) | spanWord]! >> 8
    if (blocks === 0) return none
    const page = this.#pages[place >> this.pageShift]!
    const from = (place << bits) & (page.length - 1)
    return page.subarray(from, from + (blocks << bits))
  }

  /** Makes room for these buckets, in whole doublings. */
  #reach(histogram: number, from: number, to: number): void {
    const span = this.#words[(histogram << 3) | spanWord]!
    const isEmpty = span === 0
    const before = isEmpty ? blocksMax : span & 0xff
    const end = isEmpty ? 0 : before + (span >> 8)
    const first = Math.min(before, from >> bits)
    const last = Math.max(end, (to >> bits) + 1)
    if (!isEmpty && first === before && last === end) return
    const counters = this.#counters(histogram)
    const shift = isEmpty ? 0 : (before - first) << bits
    const isWide = counters instanceof Float64Array
    const copy = isWide ? new Float64Array((last - first) << bits) : counters.slice()
    if (isWide) {
      copy.set(counters, shift)
      this.#wide.set(histogram, copy as Float64Array)
    } else {
      this.#giveBack(histogram)
      this.#words[(histogram << 3) | placeWord] = this.#take(last - first)
    }
    this.#words[(histogram << 3) | spanWord] = first | ((last - first) << 8)
    if (!isWide) this.#counters(histogram).set(copy, shift)
  }

  /** Takes a region of so many blocks, all zero. */
  #take(blocks: number): number {
    const free = this.#free[blocks]!.pop()
    if (free !== undefined) return free
    const room = 1 << this.pageShift
    if (this.#used + blocks > room) {
      const left = room - this.#used
      if (left > 0 && left <= blocksMax) this.#free[left]!.push(this.#newest())
      this.#pages.push(new Uint16Array(room << bits))
      this.#used = 0
    }
    const place = this.#newest()
    this.#used += blocks
    return place
  }

  /** The first block nobody has had. */
  #newest(): number {
    return ((this.#pages.length - 1) << this.pageShift) + this.#used
  }

  #giveBack(histogram: number): void {
    const blocks = this.#words[(histogram << 3) | spanWord]! >> 8
    if (blocks === 0) return
    this.#counters(histogram).fill(0)
    this.#free[blocks]!.push(this.#words[(histogram << 3) | placeWord]!)
  }
}

const none = new Uint16Array(0)

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
