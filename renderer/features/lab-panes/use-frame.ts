import { latestFrame, useRun } from '#renderer/state/run.ts'
import type { FrameView } from '#renderer/state/run-frame.ts'

/** The newest frame, rendered anew four times a second while the run runs and at once when it does not. */
export function useFrame(): FrameView | null {
  useRun((run) => run.gauges)
  return latestFrame()
}
