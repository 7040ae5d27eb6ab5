/** The wall clock and its timers, as the engine's room uses them; a test brings its own. */
export interface Clock {
  /** Monotonic milliseconds. */
  nowMs(): number
  /** Runs `task` as soon as whatever else waits has had its turn; 0 ms, or after `ms`. Returns what cancels it. */
  later(task: () => void, ms: number): () => void
}

export const wallClock: Clock = {
  nowMs: () => performance.now(),
  later: (task, ms) => {
    if (ms === 0) {
      const soon = setImmediate(task)
      return () => clearImmediate(soon)
    }
    const timer = setTimeout(task, ms)
    return () => clearTimeout(timer)
  },
}
