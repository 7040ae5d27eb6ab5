import { Histograms } from './histograms.ts'

/** Pages of a table that holds one: a page of 64 blocks, 8 kB. */
const smallPage = 6

/** One histogram of whole microseconds: a row of `Histograms`, of a table of its own unless it is given one. */
export class Histogram {
  declare private readonly table: Histograms
  declare private readonly row: number

  constructor(table = new Histograms(smallPage), row = table.open()) {
    this.table = table
    this.row = row
  }

  get count(): number {
    return this.table.count(this.row)
  }

  /** Of all values in microseconds, exact. */
  get sum(): number {
    return this.table.sum(this.row)
  }

  /** `valueUs` whole, 0 .. 2^57. */
  record(valueUs: number): void {
    this.table.record(this.row, valueUs)
  }

  /** Mean in microseconds, exact; NaN when empty. */
  mean(): number {
    return this.count === 0 ? Number.NaN : this.sum / this.count
  }

  /** The value of this rank (0 < share <= 1, nearest rank), within 0.8 %; NaN when empty. */
  percentile(share: number): number {
    return this.table.percentile(this.row, share)
  }

  /** Adds the other's counts to this one. */
  merge(other: Histogram): void {
    this.table.merge(this.row, other.table, other.row)
  }

  /** Empties it and keeps its memory. */
  clear(): void {
    this.table.clear(this.row)
  }
}
