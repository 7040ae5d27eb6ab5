import type { QueueArguments } from '#core/model/topology.ts'

/** Where a segment ends when nothing is said. [RabbitMQ: Streams, x-stream-max-segment-size-bytes] */
const segmentBytesDefault = 500_000_000

/** A run of messages that goes as one. */
export interface Segment {
  count: number
  bytes: number
  /** When its latest message entered. */
  newestUs: number
}

/**
 * The books of a stream beside its messages, which are the queue's ready ones: the offset of the first that is left, and
 * segments. Retention looks when a segment is full, and takes whole segments, never the last. [RabbitMQ: Streams, retention]
 */
export class StreamLog {
  firstOffset = 0
  readonly segments: Segment[] = []
  #bytesMax = Number.POSITIVE_INFINITY
  #ageUsMax = Number.POSITIVE_INFINITY
  #segmentBytesMax = segmentBytesDefault

  govern({ maxLengthBytes, maxAgeS, maxSegmentBytes }: QueueArguments): void {
    this.#bytesMax = maxLengthBytes ?? Number.POSITIVE_INFINITY
    this.#ageUsMax = maxAgeS === null ? Number.POSITIVE_INFINITY : maxAgeS * 1_000_000
    this.#segmentBytesMax = maxSegmentBytes ?? segmentBytesDefault
  }

  /** Notes one more message. True when it filled a segment, so that retention is due. */
  append(sizeBytes: number, nowUs: number): boolean {
    let last = this.segments.at(-1)
    if (last === undefined || last.bytes >= this.#segmentBytesMax) {
      last = { count: 0, bytes: 0, newestUs: nowUs }
      this.segments.push(last)
    }
    last.count++
    last.bytes += sizeBytes
    last.newestUs = nowUs
    return last.bytes >= this.#segmentBytesMax
  }

  /** Whether the stream is too long: its oldest segment has to go, over its bytes or over its age. */
  excess(totalBytes: number, nowUs: number): 'bytes' | 'age' | null {
    if (this.segments.length < 2) return null
    if (totalBytes > this.#bytesMax) return 'bytes'
    return nowUs - this.segments[0]!.newestUs > this.#ageUsMax ? 'age' : null
  }

  /** Lets go of the oldest segment; how many messages it had. */
  dropSegment(): number {
    const { count } = this.segments.shift()!
    this.firstOffset += count
    return count
  }
}
