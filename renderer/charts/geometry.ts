/** Where everything stands, in CSS pixels: one geometry for the library's axes, our lines and the layer over them. */
import type { BandSpec } from './band-spec.ts'
import type { TimeSpan } from './time-axis.ts'
import type { ValueDomain } from './value-axis.ts'

export const leftGutter = 56
export const rightGutter = 154
export const laneHeight = 28
export const timeAxisHeight = 22
/** Between the top of a band and its plot: the title's line. */
export const bandHead = 27
export const bandFoot = 6
/** Labels at line ends stand this far apart. */
export const labelDistance = 15
/** Points in time the crosshair can stand on. */
export const crosshairStops = 240

export interface BandPlace {
  /** From the top of the whole. */
  readonly top: number
  readonly height: number
  /** The plot, from the top of the band. */
  readonly plotTop: number
  readonly plotBottom: number
}

/** Places bands under the lane; the last one carries the time axis. */
export function placeBands(bands: readonly BandSpec[], height: number): BandPlace[] {
  const room = Math.max(0, height - laneHeight - timeAxisHeight)
  let top = laneHeight
  return bands.map((band, index) => {
    const last = index === bands.length - 1
    const own = last ? laneHeight + room - top : Math.round(room * band.share)
    const place = {
      top,
      height: own + (last ? timeAxisHeight : 0),
      plotTop: bandHead,
      plotBottom: Math.max(bandHead + 1, own - bandFoot),
    }
    top += own
    return place
  })
}

export interface TimeScale {
  readonly span: TimeSpan
  readonly width: number
  /** Room left of the axis and right of it. */
  readonly left: number
  readonly right: number
}

export function xOf({ span, width, left, right }: TimeScale, timeUs: number): number {
  const share = (timeUs - span.fromUs) / (span.toUs - span.fromUs)
  return left + Math.min(1, Math.max(0, share)) * Math.max(1, width - left - right)
}

/** The time at a place of the axis, or null outside of it. */
export function timeAt({ span, width, left, right }: TimeScale, x: number): number | null {
  const share = (x - left) / Math.max(1, width - left - right)
  return share < 0 || share > 1 ? null : span.fromUs + share * (span.toUs - span.fromUs)
}

/** Pixels from the top of the band. Values outside the domain stand on its edge. */
export function yOf(
  scale: BandSpec['scale'],
  domain: ValueDomain,
  { plotTop, plotBottom }: BandPlace,
  value: number,
): number {
  const share =
    scale === 'log'
      ? Math.log(Math.max(value, domain.from) / domain.from) / Math.log(domain.to / domain.from)
      : (value - domain.from) / (domain.to - domain.from)
  return plotBottom - Math.min(1, Math.max(0, share)) * (plotBottom - plotTop)
}
