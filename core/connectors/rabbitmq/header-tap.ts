/**
 * Reads content headers beside the driver, from the same bytes, because the driver hands out headers it has already
 * rounded. A readable stream emits `data` for exactly the chunks its consumer reads, in order, so the tap sees each
 * header before the driver emits the message that belongs to it.
 */
import { Duplex } from 'node:stream'
import type { ChannelModel } from 'amqplib'
import { Failure } from '#core/model/failure.ts'
import type { Properties } from '#core/model/message.ts'
import { decodeProperties } from './properties.ts'

const frameHeaderBytes = 7
const frameEnd = 0xce
const contentHeader = 2
/** Class, weight and body size stand before the property flags. */
const beforeFlagsBytes = 12

/** Cuts a byte stream into frames and keeps the payload of content headers only. */
export class HeaderTap {
  readonly #waiting: Buffer[] = []
  #head = Buffer.alloc(0)
  /** Parts of the content header being collected; null while another frame is being skipped. */
  #parts: Buffer[] | null = null
  /** Bytes of the current frame still to come, its end mark included; 0 between frames. */
  #left = 0
  #broken = false

  feed(chunk: Buffer): void {
    let at = 0
    while (at < chunk.length && !this.#broken) {
      if (this.#left === 0) {
        const need = frameHeaderBytes - this.#head.length
        this.#head = Buffer.concat([this.#head, chunk.subarray(at, at + need)])
        at += need
        if (this.#head.length < frameHeaderBytes) return
        this.#left = this.#head.readUInt32BE(3) + 1
        this.#parts = this.#head[0] === contentHeader ? [] : null
        this.#head = Buffer.alloc(0)
      } else {
        const part = chunk.subarray(at, at + this.#left)
        at += part.length
        this.#left -= part.length
        if (this.#parts !== null) this.#parts.push(part)
        if (this.#left === 0) this.#endFrame(part.at(-1))
      }
    }
  }

  #endFrame(mark: number | undefined): void {
    if (mark !== frameEnd) this.#broken = true
    else if (this.#parts !== null) this.#waiting.push(Buffer.concat(this.#parts).subarray(0, -1))
    this.#parts = null
  }

  /** Forgets headers of messages nobody will ask for. */
  clear(): void {
    this.#waiting.length = 0
  }

  /** Properties of the oldest message not yet taken. Fails `internal` when driver and tap fell out of step. */
  take(): Properties {
    const payload = this.#waiting.shift()
    if (payload === undefined || this.#broken)
      throw new Failure('internal', 'The headers of a message could not be read; connect again.')
    return decodeProperties(payload.subarray(beforeFlagsBytes))
  }
}

/** Attaches a tap to an open connection that has no channel yet. */
export function tapHeaders(model: ChannelModel): HeaderTap {
  const stream: unknown = Reflect.get(model.connection, 'stream')
  if (!(stream instanceof Duplex))
    throw new Failure('internal', 'The AMQP driver has no stream to read headers from.')
  const tap = new HeaderTap()
  stream.on('data', (chunk: Buffer) => tap.feed(chunk))
  return tap
}
