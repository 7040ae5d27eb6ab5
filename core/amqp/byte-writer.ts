import { encodeText, textBytes } from './text.ts'

const chunkBytes = 65_536
const shortTextMax = 255

/**
 * Grows as it is written. `take` hands out what was written without copying it and goes on behind it in the same chunk, so
 * bytes on their way to a socket are never written again.
 */
export class ByteWriter {
  #bytes: Uint8Array
  #from = 0
  #at = 0

  constructor(roomBytes = chunkBytes) {
    this.#bytes = new Uint8Array(roomBytes)
  }

  /** Bytes written since the last `take`. */
  get length(): number {
    return this.#at - this.#from
  }

  /** What was written since the last `take`. */
  take(): Uint8Array {
    const taken = this.#bytes.subarray(this.#from, this.#at)
    this.#from = this.#at
    return taken
  }

  octet(value: number): void {
    this.#room(1)
    this.#bytes[this.#at++] = value
  }

  short(value: number): void {
    this.#room(2)
    const bytes = this.#bytes
    bytes[this.#at++] = value >>> 8
    bytes[this.#at++] = value
  }

  long(value: number): void {
    this.#room(4)
    const bytes = this.#bytes
    let at = this.#at
    bytes[at++] = value >>> 24
    bytes[at++] = value >>> 16
    bytes[at++] = value >>> 8
    bytes[at++] = value
    this.#at = at
  }

  /** Any 64-bit integer, signed or not. */
  longlong(value: number | bigint): void {
    if (typeof value === 'number') {
      this.long(Math.floor(value / 2 ** 32) >>> 0)
      this.long(value >>> 0)
      return
    }
    const bits = BigInt.asUintN(64, value)
    this.long(Number(bits >> 32n))
    this.long(Number(bits & 0xffff_ffffn))
  }

  /** At most 255 bytes; what is longer is a programmer's error. */
  shortText(text: string): void {
    const length = textBytes(text)
    if (length > shortTextMax) throw new RangeError(`a short text of ${length} bytes`)
    this.octet(length)
    this.#text(text, length)
  }

  longText(text: string): void {
    const length = textBytes(text)
    this.long(length)
    this.#text(text, length)
  }

  raw(bytes: Uint8Array, from = 0, to = bytes.length): void {
    const length = to - from
    this.#room(length)
    if (length < 32) {
      for (let i = 0; i < length; i++) this.#bytes[this.#at + i] = bytes[from + i]!
    } else if (from === 0 && to === bytes.length) {
      this.#bytes.set(bytes, this.#at)
    } else {
      this.#bytes.set(bytes.subarray(from, to), this.#at)
    }
    this.#at += length
  }

  /** Leaves room for a 32-bit length and returns the mark that `closeLength` wants. */
  openLength(): number {
    this.long(0)
    return this.length
  }

  /** Fills in the length of everything since the mark. */
  closeLength(mark: number): void {
    const at = this.#from + mark
    const length = this.#at - at
    const bytes = this.#bytes
    bytes[at - 4] = length >>> 24
    bytes[at - 3] = length >>> 16
    bytes[at - 2] = length >>> 8
    bytes[at - 1] = length
  }

  #text(text: string, length: number): void {
    this.#room(length)
    this.#at = encodeText(text, this.#bytes, this.#at)
  }

  #room(count: number): void {
    if (this.#at + count > this.#bytes.length) this.#grow(count)
  }

  /** What is not taken yet moves to a new chunk; the old one belongs to those who took from it. */
  #grow(count: number): void {
    const waiting = this.#bytes.subarray(this.#from, this.#at)
    const needed = waiting.length + count
    const bytes = new Uint8Array(Math.max(chunkBytes, 2 ** Math.ceil(Math.log2(needed * 2))))
    bytes.set(waiting)
    this.#bytes = bytes
    this.#from = 0
    this.#at = waiting.length
  }
}
