import { frameEnd, frameHeadBytes } from './frames.ts'

/** A frame in place: `bytes` from `start` to `end` is its payload, valid during the call only. */
export interface Frame {
  type: number
  channel: number
  bytes: Uint8Array
  start: number
  end: number
}

/** Why bytes are no frame; nothing behind it can be read. */
export type FrameFault =
  | {
      readonly kind: 'too-large'
      readonly type: number
      readonly channel: number
      readonly size: number
    }
  | {
      readonly kind: 'no-end'
      readonly type: number
      readonly channel: number
      readonly marker: number
      readonly payload: Uint8Array
    }

/** What a frame does to the reading of further ones. */
export type Onward = 'go-on' | 'pause' | 'stop'

/**
 * Cuts a stream of bytes into frames, however it arrives. A frame that lies whole in what arrived is read in place; one that
 * is split is put together, which takes no more room than the largest frame allowed.
 */
export class FrameReader {
  /** Largest payload taken. */
  payloadMax: number
  #kept: Uint8Array = new Uint8Array(0)
  #keptLength = 0
  #paused = false
  #stopped = false
  readonly #frame: Frame = { type: 0, channel: 0, bytes: this.#kept, start: 0, end: 0 }

  constructor(payloadMax: number) {
    this.payloadMax = payloadMax
  }

  /** Bytes that wait for the rest of their frame, or for the end of a pause. */
  get waitingBytes(): number {
    return this.#keptLength
  }

  /**
   * Reads what arrived; `handle` gets each frame. On `pause` it keeps the rest for `resume`; on `stop`, and after a fault, it
   * reads nothing any more.
   */
  read(bytes: Uint8Array, handle: (frame: Frame) => Onward): FrameFault | null {
    if (this.#stopped) return null
    if (this.#paused) {
      this.#keep(bytes, 0)
      return null
    }
    if (this.#keptLength === 0) return this.#cut(bytes, handle)
    return this.#complete(bytes, handle)
  }

  /** Goes on after a pause. */
  resume(handle: (frame: Frame) => Onward): FrameFault | null {
    if (this.#stopped || !this.#paused) return null
    this.#paused = false
    return this.#cut(this.#takeKept(), handle)
  }

  /** Gives away what waits, when somebody else is to read on. */
  takeWaiting(): Uint8Array {
    return this.#takeKept()
  }

  /** Fills the kept frame up from what arrived, then reads the rest in place. */
  #complete(bytes: Uint8Array, handle: (frame: Frame) => Onward): FrameFault | null {
    let used = 0
    for (let missing = this.#missing(); missing > 0; missing = this.#missing()) {
      const count = Math.min(missing, bytes.length - used)
      if (count === 0) return null
      this.#keep(bytes.subarray(used, used + count), this.#keptLength + missing)
      used += count
    }
    const whole = this.#takeKept()
    const fault = this.#cut(whole, handle)
    const rest = bytes.subarray(used)
    if (fault !== null || this.#stopped || rest.length === 0) return fault
    if (!this.#paused) return this.#cut(rest, handle)
    this.#keep(rest, 0)
    return null
  }

  /** Bytes the kept frame needs, or its head; 0 when it is whole or will never be taken. */
  #missing(): number {
    if (this.#keptLength < frameHeadBytes) return frameHeadBytes - this.#keptLength
    if (this.#isTooLarge(this.#kept, 0)) return 0
    return frameHeadBytes + sizeAt(this.#kept, 0) + 1 - this.#keptLength
  }

  #takeKept(): Uint8Array {
    const kept = this.#kept.subarray(0, this.#keptLength)
    this.#kept = new Uint8Array(0)
    this.#keptLength = 0
    return kept
  }

  #cut(bytes: Uint8Array, handle: (frame: Frame) => Onward): FrameFault | null {
    let at = 0
    const frame = this.#frame
    while (bytes.length - at >= frameHeadBytes) {
      const type = bytes[at]!
      const channel = (bytes[at + 1]! << 8) | bytes[at + 2]!
      if (this.#isTooLarge(bytes, at)) {
        this.#stopped = true
        return { kind: 'too-large', type, channel, size: sizeAt(bytes, at) }
      }
      const start = at + frameHeadBytes
      const end = start + sizeAt(bytes, at)
      if (end >= bytes.length) break
      const marker = bytes[end]!
      if (marker !== frameEnd) {
        this.#stopped = true
        return { kind: 'no-end', type, channel, marker, payload: bytes.slice(start, end) }
      }
      frame.type = type
      frame.channel = channel
      frame.bytes = bytes
      frame.start = start
      frame.end = end
      at = end + 1
      const onward = handle(frame)
      if (onward === 'go-on') continue
      if (onward === 'stop') this.#stopped = true
      else this.#paused = true
      if (this.#stopped) return null
      break
    }
    if (at < bytes.length) this.#keep(bytes.subarray(at), 0)
    return null
  }

  #isTooLarge(bytes: Uint8Array, at: number): boolean {
    return sizeAt(bytes, at) > this.payloadMax
  }

  /** Copies, because what arrived belongs to the caller. */
  #keep(bytes: Uint8Array, roomBytes: number): void {
    const needed = this.#keptLength + bytes.length
    if (needed > this.#kept.length) {
      const wider = new Uint8Array(Math.max(needed, roomBytes))
      wider.set(this.#kept.subarray(0, this.#keptLength))
      this.#kept = wider
    }
    this.#kept.set(bytes, this.#keptLength)
    this.#keptLength = needed
  }
}

function sizeAt(bytes: Uint8Array, at: number): number {
  const high = (bytes[at + 3]! << 24) | (bytes[at + 4]! << 16)
  return (high | (bytes[at + 5]! << 8) | bytes[at + 6]!) >>> 0
}
