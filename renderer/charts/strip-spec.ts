/** What a caller says about strips: one row per thing over the time axis, shaded by times its usual level. */
import type { ChartSource } from './band-spec.ts'

export interface StripSpec {
  readonly key: string
  readonly label: string
  /** Worth looking at: its name and numbers are bold. */
  readonly strong: boolean
  /** Level at each time of the source. */
  readonly levels: Float64Array
  /** The level that is usual; shade begins above it. */
  readonly usual: number
  /** Two numbers at the right end, with their units. */
  readonly ends: readonly [level: string, change: string]
}

export interface Strips {
  readonly timeUs: Float64Array
  /** Worst first. */
  readonly strips: readonly StripSpec[]
  /** How many times its usual the highest level of all is, for the scale. */
  readonly timesMost: number
}

export interface StripSource extends Pick<ChartSource, 'nowUs' | 'speed' | 'subscribe'> {
  readonly readStrips: () => Strips
}

/** The scale ends here at least, so that breathing stays pale. */
const timesLeast = 8

/** Shade 0..1 of a level: log of times its usual, 1 at `timesMost`. */
export function shadeOf(level: number, usual: number, timesMost: number): number {
  if (!(level > usual)) return 0
  return Math.min(1, Math.log(level / usual) / Math.log(Math.max(timesLeast, timesMost)))
}

/** Where the scale ends for what is drawn. */
export const scaleEnd = (timesMost: number): number => Math.max(timesLeast, timesMost)

/** Highest times its usual over all strips; 1 when there is nothing. */
export function mostTimes(strips: readonly Pick<StripSpec, 'levels' | 'usual'>[]): number {
  let most = 1
  for (const { levels, usual } of strips) {
    for (const level of levels) most = Math.max(most, level / usual)
  }
  return most
}

export interface Run {
  /** Index of its first point; it reaches to the first point of the next run. */
  readonly from: number
  /** Shade 0..1 in steps, so that long calm stretches are one. */
  readonly shade: number
}

const shadeSteps = 48

/** Points of like shade put together. */
export function runsOf({ levels, usual }: StripSpec, timesMost: number): Run[] {
  const runs: Run[] = []
  for (let at = 0; at < levels.length; at++) {
    const shade = Math.round(shadeOf(levels[at]!, usual, timesMost) * shadeSteps) / shadeSteps
    if (runs.at(-1)?.shade !== shade) runs.push({ from: at, shade })
  }
  return runs
}
