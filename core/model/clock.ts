/**
 * Virtual now, shared by everything of one run. Only the owner of time writes it.
 *
 * A number that outgrows 32 bits begins as NaN, here and elsewhere on the hot path: V8 then gives it the place of a double at
 * once. If it began as 0 it would be moved when it first outgrew that, and everything compiled for the old place would
 * look twice from then on.
 */
export class Clock {
  /** Whole microseconds since the run began. */
  nowUs = Number.NaN

  constructor() {
    this.nowUs = 0
  }
}
