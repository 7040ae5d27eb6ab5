import { decodeText } from './text.ts'

/** Bytes that are not what the protocol says should be there. */
export class Malformed extends Error {
  constructor(what: string) {
    super(what)
    this.name = 'Malformed'
  }
}

/** The same within a field table. */
export class MalformedTable extends Malformed {}

const twoTo32 = 2 ** 32

/** A cursor over part of an array; every read is checked against the end and throws `Malformed` beyond it. */
export class ByteReader {
  readonly bytes: Uint8Array
  at: number
  readonly end: number

  constructor(bytes: Uint8Array, from = 0, to = bytes.length) {
    this.bytes = bytes
    this.at = from
    this.end = to
  }

  get left(): number {
    return this.end - this.at
  }

  octet(): number {
    this.#need(1)
    return this.bytes[this.at++]!
  }

  short(): number {
    this.#need(2)
    const { bytes, at } = this
    this.at += 2
    return (bytes[at]! << 8) | bytes[at + 1]!
  }

  long(): number {
    this.#need(4)
    const { bytes, at } = this
    this.at += 4
    const high = (bytes[at]! << 24) | (bytes[at + 1]! << 16)
    return (high | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0
  }

  /** An unsigned 64-bit integer: a number while that is exact. */
  longlong(): number | bigint {
    const high = this.long()
    const low = this.long()
    if (high < 0x200000) return high * twoTo32 + low
    return (BigInt(high) << 32n) | BigInt(low)
  }

  /** The same, signed. */
  signedLonglong(): number | bigint {
    const high = this.long()
    const low = this.long()
    const signed = high | 0
    if (signed >= -0x200000 && signed < 0x200000) {
      const value = signed * twoTo32 + low
      if (Number.isSafeInteger(value)) return value
    }
    return BigInt.asIntN(64, (BigInt(high) << 32n) | BigInt(low))
  }

  shortText(): string {
    const length = this.octet()
    this.#need(length)
    const from = this.at
    this.at += length
    return decodeText(this.bytes, from, this.at)
  }

  longText(): string {
    const from = this.skip(this.long())
    return decodeText(this.bytes, from, this.at)
  }

  /** A copy of the next bytes. */
  take(count: number): Uint8Array {
    const from = this.skip(count)
    return this.bytes.slice(from, this.at)
  }

  /** Passes over bytes and returns where they began. */
  skip(count: number): number {
    this.#need(count)
    const from = this.at
    this.at += count
    return from
  }

  #need(count: number): void {
    if (this.at + count > this.end) throw new Malformed('it ends too early')
  }
}
