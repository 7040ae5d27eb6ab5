/**
 * How a wire shows its rate. What the eye can follow depends on wall time, so the thresholds are wall rates: at 1/100x
 * even a busy wire shows single messages. At full speed nothing travels.
 */
import type { Speed } from '#core/model/run.ts'

export type FlowMode = 'still' | 'single' | 'sampled' | 'band'

export interface Flow {
  readonly mode: FlowMode
  /** n of "1 in n": every n-th message is drawn; 1 draws all. */
  readonly every: number
}

const singleMax = 15
const sampledMax = 200
/** Marks per wall second that stay apart on a wire while they are sampled. */
const sampledTarget = 12
/** A wire leaves a way of drawing only when its rate is this far beyond the border, so that it does not flicker. */
const slack = 1.15

/** `ratePerSecond`: virtual. `was`: how the wire is drawn now. */
export function flowOf(ratePerSecond: number, speed: Speed, was: FlowMode): Flow {
  if (speed === 'max') return { mode: ratePerSecond > 0 ? 'band' : 'still', every: 1 }
  const wallRate = ratePerSecond * speed
  if (wallRate > sampledMax * (was === 'band' ? 1 / slack : slack))
    return { mode: 'band', every: 1 }
  const isSampled = was === 'sampled' || was === 'band'
  if (wallRate > singleMax * (isSampled ? 1 / slack : slack)) {
    return { mode: 'sampled', every: Math.max(2, roundedRatio(wallRate / sampledTarget)) }
  }
  return { mode: 'single', every: 1 }
}

/** Small ratios exactly, larger ones on 1-2-5 steps: a label that changes at every breath is not read. */
function roundedRatio(ratio: number): number {
  if (ratio < 10) return Math.round(ratio)
  const decade = 10 ** Math.floor(Math.log10(ratio))
  const lead = ratio / decade
  return decade * (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10)
}

const bandMin = 5
const bandMax = 18
/** Decades of rate from the thinnest to the widest band. */
const bandDecades = 5

/** Width of a band in canvas pixels: logarithmic, 1 /s and less thinnest, 100 000 /s and more widest. */
export function bandWidth(ratePerSecond: number): number {
  const decades = Math.log10(Math.max(1, ratePerSecond))
  return bandMin + (bandMax - bandMin) * Math.min(1, decades / bandDecades)
}
