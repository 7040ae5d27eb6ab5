/** SVG path data from columns. Coordinates are rounded to a tenth of a pixel: half the text, no visible difference. */
import { thin } from './series.ts'

export interface Placement {
  readonly x: (timeUs: number) => number
  readonly y: (value: number) => number
  /** The last value is held up to here, so that a line ends at the playhead; NaN holds nothing. */
  readonly heldToUs: number
}

const tenth = (pixels: number) => Math.round(pixels * 10) / 10

interface Stretch {
  readonly xs: number[]
  readonly ys: number[]
  readonly indexes: number[]
}

/** Points to draw, cut at gaps. */
function stretches(timesUs: Float64Array, values: Float64Array, at: Placement): Stretch[] {
  const found: Stretch[] = []
  let open: Stretch | null = null
  for (const index of thin(values)) {
    const value = values[index]!
    if (Number.isNaN(value)) {
      open = null
      continue
    }
    if (open === null) {
      open = { xs: [], ys: [], indexes: [] }
      found.push(open)
    }
    open.xs.push(tenth(at.x(timesUs[index]!)))
    open.ys.push(tenth(at.y(value)))
    open.indexes.push(index)
  }
  const last = timesUs.length - 1
  if (open !== null && at.heldToUs > timesUs[last]!) {
    open.xs.push(tenth(at.x(at.heldToUs)))
    open.ys.push(open.ys.at(-1)!)
    open.indexes.push(last)
  }
  return found
}

const draw = (xs: readonly number[], ys: readonly number[]) =>
  xs.map((x, point) => `${point === 0 ? 'M' : 'L'}${x} ${ys[point]}`).join('')

export function linePath(timesUs: Float64Array, values: Float64Array, at: Placement): string {
  return stretches(timesUs, values, at)
    .map(({ xs, ys }) => (xs.length === 1 ? `M${xs[0]} ${ys[0]}h0.1` : draw(xs, ys)))
    .join('')
}

/** The area between a series and the one it stands on; `under` null: down to `floor`, a value. */
export function areaPath(
  timesUs: Float64Array,
  values: Float64Array,
  under: Float64Array | null,
  floor: number,
  at: Placement,
): string {
  return stretches(timesUs, values, at)
    .map(({ xs, ys, indexes }) => {
      const back = indexes
        .map((index, point) => `L${xs[point]} ${tenth(at.y(under?.[index] ?? floor))}`)
        .reverse()
        .join('')
      return `${draw(xs, ys)}${back}Z`
    })
    .join('')
}

/**
 * A rug: one upright tick per message a counter grew by, as many as there is room for; several in one pixel are one
 * tick. `top` and `bottom` are pixels.
 */
export function rugPath(
  timesUs: Float64Array,
  totals: Float64Array,
  at: Placement,
  top: number,
  bottom: number,
): string {
  let path = ''
  let drawnTo = Number.NEGATIVE_INFINITY
  for (let index = 1; index < totals.length; index++) {
    const grown = totals[index]! - totals[index - 1]!
    if (!(grown > 0)) continue
    const from = at.x(timesUs[index - 1]!)
    const to = at.x(timesUs[index]!)
    const room = Math.max(1, Math.min(grown, Math.floor((to - from) / 3)))
    for (let tick = 1; tick <= room; tick++) {
      const x = Math.round(from + ((to - from) * tick) / room)
      if (x - drawnTo < 2) continue
      drawnTo = x
      // Half a pixel in, so that a tick is one pixel and not two pale ones.
      path += `M${x + 0.5} ${top}V${bottom}`
    }
  }
  return path
}
