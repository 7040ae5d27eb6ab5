/** One signal for several reasons to stop. Unlike `AbortSignal.any` it lets go of long-lived signals when told to. */

export interface Limit {
  readonly signal: AbortSignal
  /** True when the time ran out, rather than somebody cancelled. */
  readonly isLate: () => boolean
  /** Call it when the work has ended, whatever the end. */
  readonly release: () => void
}

/** Aborts with the first of `signals`, or after `withinMs` when that is not null. */
export function limitedBy(signals: readonly AbortSignal[], withinMs: number | null): Limit {
  const controller = new AbortController()
  let late = false
  const stop = () => controller.abort()
  const timer =
    withinMs === null
      ? undefined
      : setTimeout(() => {
          late = true
          stop()
        }, withinMs)
  for (const signal of signals) {
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  }
  return {
    signal: controller.signal,
    isLate: () => late,
    release: () => {
      clearTimeout(timer)
      for (const signal of signals) signal.removeEventListener('abort', stop)
    },
  }
}
