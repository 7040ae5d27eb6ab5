/**
 * The virtual time the picture shows. Frames come 20 times a second; between them time runs on at the asked speed, a
 * little behind the newest frame, so that marks glide between two known moments and never run ahead and back.
 */

/** How far the picture trails the newest frame, in wall milliseconds: a bit more than one frame. */
const trailMs = 60

export class VirtualClock {
  #frameUs = 0
  #frameAtMs = 0
  /** Virtual microseconds per wall millisecond; 0 while nothing runs. */
  #pace = 0
  #shownUs = 0

  /**
   * Takes the time of a frame that arrived at wall time `atMs`. `speed`: virtual seconds per wall second; 0 when the run
   * does not run, and then time stands still at once, wherever the picture is.
   */
  take(nowUs: number, speed: number, atMs: number): void {
    const stopped = speed === 0 && this.#pace > 0
    const stepped = speed === 0 && nowUs !== this.#frameUs
    const back = nowUs < this.#frameUs
    if (stopped) this.#shownUs = this.now(atMs)
    this.#frameUs = nowUs
    this.#frameAtMs = atMs
    this.#pace = Number.isFinite(speed) ? speed * 1000 : 0
    if (back || (stepped && !stopped) || speed === Number.POSITIVE_INFINITY) this.#shownUs = nowUs
  }

  /** The time to show at wall time `atMs`. Never goes back within a run. */
  now(atMs: number): number {
    if (this.#pace > 0) {
      const aheadMs = Math.min(trailMs, atMs - this.#frameAtMs) - trailMs
      this.#shownUs = Math.max(this.#shownUs, this.#frameUs + aheadMs * this.#pace)
    }
    return this.#shownUs
  }
}
