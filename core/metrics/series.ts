/**
 * A chart's points: rows of equal length in one typed array, at most `pointsMax`. When it is full, neighbours merge and the
 * resolution halves, so a run of any length keeps its whole past.
 */

/** Columns of a row, as `seriesFields` of the frame has them. */
export const column = {
  timeUs: 0,
  ready: 1,
  unacked: 2,
  deadLettered: 3,
  publishedPerSecond: 4,
  deliveredPerSecond: 5,
  ackedPerSecond: 6,
  redeliveredPerSecond: 7,
  waitP50Us: 8,
  waitP95Us: 9,
  waitP99Us: 10,
} as const
export const columns = 11
export const pointsMax = 512

export class Series {
  /** Grows by one at each halving: a reader that saw another generation loads all points again. */
  generation = 0
  count = 0
  /** Row-major; the first `count * columns` cells are valid. */
  readonly rows = new Float64Array(pointsMax * columns)

  /** Adds a row, which must be `columns` long; true when the series is full and has to be halved. */
  push(row: Float64Array): boolean {
    this.rows.set(row, this.count * columns)
    this.count += 1
    return this.count === pointsMax
  }

  /** A past without values, so that a series begun late lines up with the others. */
  static after(other: Series): Series {
    const series = new Series()
    series.generation = other.generation
    series.count = other.count
    series.rows.fill(Number.NaN, 0, other.count * columns)
    for (let point = 0; point < other.count; point += 1)
      series.rows[point * columns] = other.rows[point * columns]!
    return series
  }

  /**
   * Merges each two neighbours: gauges are the later's, rates the mean. Percentiles become the mean weighted by deliveries: an
   * estimate, as only the two numbers are left of what was measured.
   */
  halve(): void {
    const { rows } = this
    for (let pair = 0; pair < this.count >> 1; pair += 1) {
      const early = 2 * pair * columns
      const late = early + columns
      const into = pair * columns
      const earlyWeight = rows[early + column.deliveredPerSecond]!
      const lateWeight = rows[late + column.deliveredPerSecond]!
      for (let field = 0; field < columns; field += 1) {
        const before = rows[early + field]!
        const after = rows[late + field]!
        if (field <= column.deadLettered) rows[into + field] = after
        else if (field <= column.redeliveredPerSecond) rows[into + field] = (before + after) / 2
        else rows[into + field] = weighted(before, earlyWeight, after, lateWeight)
      }
    }
    this.count >>= 1
    this.generation += 1
  }
}

function weighted(before: number, beforeWeight: number, after: number, afterWeight: number) {
  if (Number.isNaN(before)) return after
  if (Number.isNaN(after)) return before
  return (before * beforeWeight + after * afterWeight) / (beforeWeight + afterWeight)
}
