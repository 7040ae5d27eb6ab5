import type { Letter } from './letters.ts'

const chunkBits = 12
const chunkRows = 1 << chunkBits
const rowWords = 4
/** Of a row: begin, end and begin of the body in its bytes, and the copies with `isChanged` as the lowest bit. */
const word = { from: 0, to: 1, bodyFrom: 2, copies: 3 } as const
const firstCapacity = 1024
/** Spreads numbers that follow each other. [Knuth: Fibonacci hashing] */
const golden = 0x9e3779b1

interface Chunk {
  readonly ids: Float64Array
  readonly bytes: (Uint8Array | null)[]
  readonly words: Int32Array
}

/**
 * The letters that are in queues, by message number: rows of chunks, found over a hash of open addresses. An object and an
 * entry of a `Map` for each message would be larger than most messages, and the collector would have to look at all of them.
 */
export class LetterTable {
  size = 0
  #chunks: Chunk[] = []
  /** Rows in use or free, of all chunks. */
  #rows = 0
  /** The first free row, the next one in its place of `from`; -1 ends it. */
  #free = -1
  /** Row plus one; 0 is an empty place. Never more than two thirds full. */
  #index = new Int32Array(firstCapacity)
  /** The few that have one. */
  readonly #replyTo = new Map<number, string>()

  /** Adds a letter without copies under a number that is not there. */
  put(id: number, { span, bodyFrom, isChanged, replyTo }: Letter): void {
    if (this.size * 3 >= this.#index.length * 2) this.#grow()
    const row = this.#takeRow()
    const { ids, bytes, words } = this.#chunks[row >> chunkBits]!
    const at = row & (chunkRows - 1)
    ids[at] = id
    bytes[at] = span.bytes
    words[at * rowWords + word.from] = span.from
    words[at * rowWords + word.to] = span.to
    words[at * rowWords + word.bodyFrom] = bodyFrom
    words[at * rowWords + word.copies] = isChanged ? 1 : 0
    if (replyTo !== null) this.#replyTo.set(id, replyTo)
    this.#enter(id, row)
    this.size++
  }

  find(id: number): Letter | undefined {
    const place = this.#placeOf(id)
    if (place < 0) return undefined
    const row = this.#index[place]! - 1
    const { bytes, words } = this.#chunks[row >> chunkBits]!
    const at = row & (chunkRows - 1)
    const first = at * rowWords
    return {
      span: { bytes: bytes[at]!, from: words[first + word.from]!, to: words[first + word.to]! },
      bodyFrom: words[first + word.bodyFrom]!,
      isChanged: (words[first + word.copies]! & 1) === 1,
      replyTo: this.#replyTo.get(id) ?? null,
    }
  }

  /** Counts a copy more or less, or none, and says how many there are now; -1 when the letter is not there. */
  count(id: number, more: -1 | 0 | 1): number {
    const place = this.#placeOf(id)
    if (place < 0) return -1
    const row = this.#index[place]! - 1
    const { words } = this.#chunks[row >> chunkBits]!
    const at = (row & (chunkRows - 1)) * rowWords + word.copies
    words[at]! += more * 2
    return words[at]! >> 1
  }

  /** The letter is no longer there; nothing when it was not. */
  remove(id: number): void {
    const place = this.#placeOf(id)
    if (place < 0) return
    const row = this.#index[place]! - 1
    this.size--
    this.#replyTo.delete(id)
    if (this.size === 0) this.#forgetAll()
    else {
      this.#close(place)
      const { bytes, words } = this.#chunks[row >> chunkBits]!
      const at = row & (chunkRows - 1)
      bytes[at] = null
      words[at * rowWords + word.from] = this.#free
      this.#free = row
    }
  }

  #takeRow(): number {
    const row = this.#free
    if (row >= 0) {
      const { words } = this.#chunks[row >> chunkBits]!
      this.#free = words[(row & (chunkRows - 1)) * rowWords + word.from]!
      return row
    }
    if (this.#rows === this.#chunks.length * chunkRows) this.#chunks.push(newChunk())
    return this.#rows++
  }

  /** What a backlog took goes with it. */
  #forgetAll(): void {
    if (this.#chunks.length > 1) this.#chunks = []
    else this.#chunks[0]?.bytes.fill(null, 0, this.#rows)
    if (this.#index.length > firstCapacity) this.#index = new Int32Array(firstCapacity)
    else this.#index.fill(0)
    this.#rows = 0
    this.#free = -1
  }

  #idOf(row: number): number {
    return this.#chunks[row >> chunkBits]!.ids[row & (chunkRows - 1)]!
  }

  #home(id: number): number {
    return Math.imul(id, golden) >>> (Math.clz32(this.#index.length) + 1)
  }

  /** Where the index has it; -1 when nowhere. */
  #placeOf(id: number): number {
    const index = this.#index
    const mask = index.length - 1
    for (let place = this.#home(id); index[place] !== 0; place = (place + 1) & mask)
      if (this.#idOf(index[place]! - 1) === id) return place
    return -1
  }

  #enter(id: number, row: number): void {
    const index = this.#index
    const mask = index.length - 1
    let place = this.#home(id)
    while (index[place] !== 0) place = (place + 1) & mask
    index[place] = row + 1
  }

  /** Empties a place and moves up what stands behind it only because it was taken. [Knuth: 6.4, algorithm R] */
  #close(emptied: number): void {
    const index = this.#index
    const mask = index.length - 1
    let hole = emptied
    for (let place = (hole + 1) & mask; index[place] !== 0; place = (place + 1) & mask) {
      const home = this.#home(this.#idOf(index[place]! - 1))
      if (((place - home) & mask) < ((place - hole) & mask)) continue
      index[hole] = index[place]!
      hole = place
    }
    index[hole] = 0
  }

  #grow(): void {
    const before = this.#index
    this.#index = new Int32Array(before.length * 2)
    for (const entry of before) if (entry !== 0) this.#enter(this.#idOf(entry - 1), entry - 1)
  }
}

function newChunk(): Chunk {
  return {
    ids: new Float64Array(chunkRows),
    bytes: new Array<Uint8Array | null>(chunkRows).fill(null),
    words: new Int32Array(chunkRows * rowWords),
  }
}
