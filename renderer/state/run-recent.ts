/** Bounded pasts: the newest sampled events, and a minute of depth per queue for its sparkline. */
import type { TraceEvent } from '#core/model/trace.ts'
import type { FrameView } from './run-frame.ts'

/** At most this many events are kept for reading, in at most as many frames. */
export const recentEventsMax = 2048
const recentFramesMax = 128

/** The newest events the frames carried; older ones are read from the log on demand. Frames are kept, not objects. */
export class RecentEvents {
  #frames: FrameView[] = []
  #length = 0

  get length(): number {
    return this.#length
  }

  /** Event `age` back from the newest (0 = newest). */
  newest(age: number): TraceEvent | undefined {
    let left = age
    for (let at = this.#frames.length - 1; at >= 0; at--) {
      const frame = this.#frames[at]!
      if (left < frame.eventCount) return frame.event(frame.eventCount - 1 - left)
      left -= frame.eventCount
    }
    return undefined
  }

  take(frame: FrameView): void {
    if (frame.eventCount === 0) return
    this.#frames.push(frame)
    this.#length += frame.eventCount
    while (this.#length > recentEventsMax || this.#frames.length > recentFramesMax) {
      this.#length -= this.#frames.shift()!.eventCount
    }
  }
}

export const sparklinePoints = 120
/** Half a second of wall time: 120 points are the last minute somebody watched. */
export const sparklineEveryMs = 500

export class Sparklines {
  readonly #depths: Float32Array
  #samples = 0
  #atMs = Number.NEGATIVE_INFINITY

  constructor(queues: number) {
    this.#depths = new Float32Array(queues * sparklinePoints)
  }

  /** Keeps the depths of `frame` when the last ones are old enough. `nowMs`: any steady wall clock. */
  take(frame: FrameView, nowMs: number): boolean {
    if (nowMs - this.#atMs < sparklineEveryMs) return false
    this.#atMs = nowMs
    const at = this.#samples % sparklinePoints
    for (let queue = 0; queue < frame.counts.queues; queue++) {
      this.#depths[queue * sparklinePoints + at] =
        frame.queue(queue, 'ready') + frame.queue(queue, 'unacked')
    }
    this.#samples++
    return true
  }

  /** Depths of a queue, oldest first; at most `sparklinePoints`. */
  read(queue: number): number[] {
    const count = Math.min(this.#samples, sparklinePoints)
    const first = this.#samples - count
    return Array.from(
      { length: count },
      (_, index) => this.#depths[queue * sparklinePoints + ((first + index) % sparklinePoints)]!,
    )
  }
}
