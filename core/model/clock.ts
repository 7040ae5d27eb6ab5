/** Virtual now, shared by everything of one run. Only the owner of time writes it. */
export class Clock {
  /** Whole microseconds since the run began. */
  nowUs = 0
}
