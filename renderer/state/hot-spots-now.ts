/** The hot spots of the run on the screen, worked out once for everybody who shows them, as often as numbers are. */
import type { RunDescription } from '#core/model/run.ts'
import { type HotSpots, hotSpots } from './hot-spots.ts'
import { latestFrame, steadyRates, useRun } from './run.ts'

const none: HotSpots = { spots: [], growthRate: 0, of: () => null }

let known: {
  readonly description: RunDescription
  readonly gauges: number
  readonly spots: HotSpots
} | null = null

/** Empty before the first frame. */
export function hotSpotsNow(): HotSpots {
  const { description, gauges } = useRun.getState()
  const frame = latestFrame()
  if (description === null || frame === null) return none
  if (known?.description !== description || known.gauges !== gauges) {
    known = { description, gauges, spots: hotSpots(description, frame, steadyRates()) }
  }
  return known.spots
}
