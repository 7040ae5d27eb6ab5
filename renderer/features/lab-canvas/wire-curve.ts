/** One cubic of a wire: its SVG path, and where a mark is after a share of the way. */
import type { Point } from './layout.ts'

export interface Curve {
  readonly from: Point
  readonly c1: Point
  readonly c2: Point
  readonly to: Point
}

/** Which way a wire leaves its node and enters the next. */
export type Heading = 'across' | 'down' | 'up'

/** Shortest reach of a control point: keeps the ends of short and of backward wires horizontal. */
const reachMin = 32

export function curveBetween(from: Point, to: Point, heading: Heading): Curve {
  if (heading === 'across') {
    const reach = Math.max(reachMin, Math.abs(to.x - from.x) / 2)
    return { from, c1: { x: from.x + reach, y: from.y }, c2: { x: to.x - reach, y: to.y }, to }
  }
  const sign = heading === 'down' ? 1 : -1
  const reach = (sign * Math.max(reachMin, Math.abs(to.y - from.y))) / 2
  return { from, c1: { x: from.x, y: from.y + reach }, c2: { x: to.x, y: to.y - reach }, to }
}

export const reversed = ({ from, c1, c2, to }: Curve): Curve => ({
  from: to,
  c1: c2,
  c2: c1,
  to: from,
})

export const svgPath = ({ from, c1, c2, to }: Curve): string =>
  `M${from.x} ${from.y}C${c1.x} ${c1.y} ${c2.x} ${c2.y} ${to.x} ${to.y}`

/** The point of the cubic at parameter `t`, which is not a share of its length. */
export function cubicPoint({ from, c1, c2, to }: Curve, t: number): Point {
  const u = 1 - t
  const a = u * u * u
  const b = 3 * u * u * t
  const c = 3 * u * t * t
  const d = t * t * t
  return {
    x: a * from.x + b * c1.x + c * c2.x + d * to.x,
    y: a * from.y + b * c1.y + c * c2.y + d * to.y,
  }
}

const traceSteps = 32

/** A curve walked at even pace: points at equal lengths, so a mark that is half way in time is half way in length. */
export class Track {
  readonly curve: Curve
  readonly length: number
  /** x and y of `traceSteps + 1` points. */
  readonly #points = new Float64Array(2 * (traceSteps + 1))

  constructor(curve: Curve) {
    this.curve = curve
    const lengths = new Float64Array(traceSteps + 1)
    const raw: Point[] = [curve.from]
    for (let step = 1; step <= traceSteps; step++) {
      const point = cubicPoint(curve, step / traceSteps)
      const last = raw[step - 1]!
      lengths[step] = lengths[step - 1]! + Math.hypot(point.x - last.x, point.y - last.y)
      raw.push(point)
    }
    this.length = lengths[traceSteps]!
    let segment = 0
    for (let step = 0; step <= traceSteps; step++) {
      const wanted = (this.length * step) / traceSteps
      while (segment < traceSteps - 1 && lengths[segment + 1]! < wanted) segment++
      const span = lengths[segment + 1]! - lengths[segment]!
      const share = span === 0 ? 0 : (wanted - lengths[segment]!) / span
      const a = raw[segment]!
      const b = raw[segment + 1]!
      this.#points[2 * step] = a.x + (b.x - a.x) * share
      this.#points[2 * step + 1] = a.y + (b.y - a.y) * share
    }
  }

  /** x after `share` (0..1) of the length. Two calls instead of a point: this runs for every mark of every frame. */
  x(share: number): number {
    return this.#at(share, 0)
  }

  y(share: number): number {
    return this.#at(share, 1)
  }

  #at(share: number, axis: 0 | 1): number {
    const place = Math.min(1, Math.max(0, share)) * traceSteps
    const step = Math.min(traceSteps - 1, Math.floor(place))
    const a = this.#points[2 * step + axis]!
    return a + (this.#points[2 * step + 2 + axis]! - a) * (place - step)
  }
}
