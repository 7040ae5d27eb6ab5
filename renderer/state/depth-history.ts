/** Ready messages of every queue over the whole run, in virtual time: bounded, thinned by halves as the run gets long. */
import type { FrameView } from './run-frame.ts'

const pointsMax = 480
/** Fewer of a broker with very many queues, so that the whole stays below 16 MB. */
const cellsMax = 4_000_000
const pointsMin = 60
/** As often as frames come at normal speed; wider each time the history is full. */
const firstStepUs = 50_000

export class DepthHistory {
  readonly #queues: number
  readonly #capacity: number
  readonly #ready: Float32Array
  readonly #timeUs: Float64Array
  #length = 0
  #stepUs = firstStepUs

  constructor(queues: number) {
    this.#queues = queues
    this.#capacity =
      queues === 0 ? 0 : Math.max(pointsMin, Math.min(pointsMax, Math.floor(cellsMax / queues)))
    this.#ready = new Float32Array(this.#capacity * queues)
    this.#timeUs = new Float64Array(this.#capacity)
  }

  get length(): number {
    return this.#length
  }

  /** Virtual time of each point, ascending: a view that stays valid until the next `take`. */
  get timeUs(): Float64Array {
    return this.#timeUs.subarray(0, this.#length)
  }

  /** Keeps what is ready in `frame` when the last point is old enough. Time going back begins anew. */
  take(frame: FrameView): void {
    if (this.#capacity === 0) return
    const lastUs = this.#timeUs[this.#length - 1] ?? Number.NEGATIVE_INFINITY
    if (this.#length > 0 && frame.nowUs < lastUs) this.#clear()
    else if (frame.nowUs - lastUs < this.#stepUs) return
    if (this.#length === this.#capacity) this.#halve()
    const at = this.#length++
    this.#timeUs[at] = frame.nowUs
    for (let queue = 0; queue < this.#queues; queue++) {
      this.#ready[at * this.#queues + queue] = frame.queue(queue, 'ready')
    }
  }

  /** What was ready in these queues together, at each point. */
  sum(queues: readonly number[]): Float64Array {
    const sums = new Float64Array(this.#length)
    for (let at = 0; at < this.#length; at++) {
      const row = at * this.#queues
      let sum = 0
      for (const queue of queues) sum += this.#ready[row + queue] ?? 0
      sums[at] = sum
    }
    return sums
  }

  #clear(): void {
    this.#length = 0
    this.#stepUs = firstStepUs
  }

  #halve(): void {
    const kept = Math.ceil(this.#length / 2)
    const lastUs = this.#timeUs[this.#length - 1]!
    for (let at = 1; at < kept; at++) {
      this.#timeUs[at] = this.#timeUs[at * 2]!
      const from = at * 2 * this.#queues
      this.#ready.copyWithin(at * this.#queues, from, from + this.#queues)
    }
    // What comes is spaced like what was kept, however far apart the frames lie at full speed.
    this.#length = kept
    this.#stepUs = Math.max(this.#stepUs * 2, (lastUs - this.#timeUs[0]!) / kept)
  }
}

/** Fewer than this is never a backlog, whatever is usual. */
const usualLeast = 10

/**
 * The usual level of a depth: its lower quartile over the run so far, so that a backlog that has lasted for most of the
 * run is still told from what was before it.
 */
export function usualLevel(depths: Float64Array): number {
  if (depths.length === 0) return usualLeast
  const sorted = depths.slice().sort()
  return Math.max(usualLeast, sorted[Math.floor((sorted.length - 1) / 4)]!)
}

/** From this many times the usual on a depth is a backlog. */
const backlogTimes = 2

/** When the backlog that is still there began, or null when there is none. Times in virtual microseconds. */
export function backlogSince(timeUs: Float64Array, depths: Float64Array): number | null {
  const least = usualLevel(depths) * backlogTimes
  let at = depths.length
  while (at > 0 && depths[at - 1]! >= least) at--
  return at === depths.length ? null : timeUs[at]!
}
