/** The clock of the run as the charts follow it. */
import type { ChartSource } from '#renderer/charts/band-spec.ts'
import { latestFrame, onTick, useRun } from '#renderer/state/run.ts'

export const runClock: Pick<ChartSource, 'nowUs' | 'speed' | 'subscribe'> = {
  nowUs: () => latestFrame()?.nowUs ?? 0,
  speed: () => {
    const { speed } = useRun.getState()
    return speed === 'max' ? Number.POSITIVE_INFINITY : speed
  },
  subscribe: (listener) => {
    const stopTicks = onTick(listener)
    const stopRuns = useRun.subscribe((now, was) => {
      if (now.description !== was.description) listener()
    })
    return () => {
      stopTicks()
      stopRuns()
    }
  },
}
