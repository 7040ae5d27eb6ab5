/** Columns of numbers on their way to the screen: thinned, stacked, read at a time. NaN is a gap everywhere. */

/** Columns of equal length; `timeUs` ascends. */
export interface Columns {
  readonly timeUs: Float64Array
  readonly values: ReadonlyMap<string, Float64Array>
}

/** More points than this are never drawn of one series. */
export const drawnPointsMax = 512

/**
 * Picks the points that keep the outline: of each bucket the lowest and the highest, in their order. All of them when
 * there are few. Ends are kept.
 */
export function thin(values: Float64Array, most = drawnPointsMax): number[] {
  if (values.length <= most) return Array.from(values, (_, index) => index)
  const buckets = Math.floor(most / 2) - 1
  const picked = [0]
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = 1 + Math.floor((bucket * (values.length - 2)) / buckets)
    const to = 1 + Math.floor(((bucket + 1) * (values.length - 2)) / buckets)
    let low = from
    let high = from
    for (let index = from; index < to; index++) {
      if (values[index]! < values[low]!) low = index
      if (values[index]! > values[high]!) high = index
    }
    picked.push(Math.min(low, high))
    if (low !== high) picked.push(Math.max(low, high))
  }
  picked.push(values.length - 1)
  return picked
}

/** Sum of two columns, a gap where either has one. */
export function stack(over: Float64Array, under: Float64Array): Float64Array {
  return over.map((value, index) => value + under[index]!)
}

/** Index of the last point at or before `timeUs`, or -1. */
export function pointAt(timesUs: Float64Array, timeUs: number): number {
  let low = 0
  let high = timesUs.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (timesUs[middle]! <= timeUs) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** Lowest value above zero and highest value of some columns; infinities when there is none. */
export function extent(columns: readonly Float64Array[]): { min: number; max: number } {
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  for (const column of columns) {
    for (const value of column) {
      if (value > 0 && value < min) min = value
      if (value > max) max = value
    }
  }
  return { min, max }
}

/**
 * Mean of rates over the last `windowUs` at each point, each weighted with its own interval, so that the rate of a bursty
 * minute can be read. Points further apart than the window stay as they are.
 */
export function trailingMean(
  timesUs: Float64Array,
  rates: Float64Array,
  windowUs: number,
): Float64Array {
  const means = new Float64Array(rates.length)
  let from = 0
  let sum = 0
  let width = 0
  for (let index = 0; index < rates.length; index++) {
    const rate = rates[index]!
    if (Number.isNaN(rate)) {
      means[index] = Number.NaN
      from = index + 1
      sum = 0
      width = 0
      continue
    }
    sum += rate * intervalAt(timesUs, index)
    width += intervalAt(timesUs, index)
    while (from < index && width - intervalAt(timesUs, from) >= windowUs * 0.999) {
      sum -= rates[from]! * intervalAt(timesUs, from)
      width -= intervalAt(timesUs, from)
      from++
    }
    means[index] = width > 0 ? sum / width : rate
  }
  return means
}

/** Length of the interval that ends at a point. */
const intervalAt = (timesUs: Float64Array, index: number) =>
  timesUs[index]! - (index > 0 ? timesUs[index - 1]! : 0)

/** The share of an interval's values that each of its percentiles p50, p95, p99 stands for. */
const masses = [0.5, 0.45, 0.05]

/**
 * Percentiles over the last `windowUs` at one point, out of those of the intervals in it. Exact where an interval holds
 * one value or all are alike, else an estimate: of each interval only three numbers are left. `percentiles`: columns of
 * p50, p95 and p99; `rates`: values per second, which weigh the intervals. NaN when the window is empty.
 */
export function trailingPercentiles(
  timesUs: Float64Array,
  rates: Float64Array,
  percentiles: readonly Float64Array[],
  windowUs: number,
  index: number,
): number[] {
  const found: { value: number; weight: number }[] = []
  let total = 0
  const endUs = timesUs[index]!
  for (let at = index; at >= 0; at--) {
    if (at < index && endUs - timesUs[at]! >= windowUs * 0.999) break
    const count = rates[at]! * intervalAt(timesUs, at)
    percentiles.forEach((column, which) => {
      const weight = count * masses[which]!
      if (!(weight > 0) || Number.isNaN(column[at]!)) return
      found.push({ value: column[at]!, weight })
      total += weight
    })
  }
  found.sort((a, b) => a.value - b.value)
  return [0.5, 0.95, 0.99].map((share) => {
    let sum = 0
    for (const { value, weight } of found) {
      sum += weight
      if (sum >= share * total * 0.999999) return value
    }
    return Number.NaN
  })
}
