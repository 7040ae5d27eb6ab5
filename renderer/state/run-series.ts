/** The past of the charts as typed columns: one per field of a chart point, bounded. */
import { type SeriesField, seriesFields } from '#core/contract/frame.ts'
import { seriesColumn } from './run-frame.ts'

/** Twice what the widest chart draws; when full, every second point goes. */
export const seriesPointsMax = 4096

export class SeriesColumns {
  readonly #columns: readonly Float64Array[]
  #length = 0
  /** Goes up by one at each change. */
  version = 0
  /** Goes up by one when the points that were there are not the same any more. */
  resets = 0

  constructor(capacity = seriesPointsMax) {
    this.#columns = seriesFields.map(() => new Float64Array(capacity))
  }

  get length(): number {
    return this.#length
  }

  /** The column of one field, as long as the series: a view that stays valid until the next change. */
  column(field: SeriesField): Float64Array {
    return this.#columns[seriesColumn[field]]!.subarray(0, this.#length)
  }

  /** Newest value of a field; NaN when there is none. */
  last(field: SeriesField): number {
    return this.#columns[seriesColumn[field]]![this.#length - 1] ?? Number.NaN
  }

  /** Takes points as a frame carries them: row after row. */
  append(points: Float64Array): void {
    const width = seriesFields.length
    for (let at = 0; at + width <= points.length; at += width) {
      if (this.#length === this.#columns[0]!.length) this.#halve()
      for (let field = 0; field < width; field++) {
        this.#columns[field]![this.#length] = points[at + field]!
      }
      this.#length++
    }
    if (points.length >= width) this.version++
  }

  reset(): void {
    this.#length = 0
    this.version++
    this.resets++
  }

  #halve(): void {
    for (const column of this.#columns) {
      for (let index = 0; index * 2 < this.#length; index++) column[index] = column[index * 2]!
    }
    this.#length = Math.ceil(this.#length / 2)
    this.resets++
  }
}
