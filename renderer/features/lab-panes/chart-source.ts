/** The run's columns as the charts want them: depth stacked, rates as a mean that can be read, waits in seconds. */
import type { ChartSource } from '#renderer/charts/band-spec.ts'
import { type Columns, stack, trailingMean, trailingPercentiles } from '#renderer/charts/series.ts'
import { chartSeries } from '#renderer/state/run.ts'
import { type SeriesColumns, seriesPointsMax } from '#renderer/state/run-series.ts'
import { runClock } from './run-clock.ts'

/** Rates are a mean, waits are percentiles over this long, so that single messages do not shake them. */
export const windowUs = 6e6

const rateFields = {
  in: 'publishedPerSecond',
  delivered: 'deliveredPerSecond',
  acked: 'ackedPerSecond',
  redelivered: 'redeliveredPerSecond',
} as const
const waitFields = ['waitP50Us', 'waitP95Us', 'waitP99Us'] as const
const waitKeys = ['p50', 'p95', 'p99'] as const

/** Waits in seconds, computed for what is new only: a point once drawn stays as it was. */
class Waits {
  readonly #columns = waitKeys.map(() => new Float64Array(seriesPointsMax))
  #done = 0
  #resets = -1

  read(series: SeriesColumns): readonly Float64Array[] {
    if (series.resets !== this.#resets) this.#done = 0
    this.#resets = series.resets
    const timeUs = series.column('timeUs')
    const rates = series.column('deliveredPerSecond')
    const waits = waitFields.map((field) => series.column(field))
    for (; this.#done < series.length; this.#done++) {
      const found = trailingPercentiles(timeUs, rates, waits, windowUs, this.#done)
      for (const [which, us] of found.entries()) this.#columns[which]![this.#done] = us / 1e6
    }
    return this.#columns.map((column) => column.subarray(0, series.length))
  }
}

function columnsNow(waits: Waits): Columns {
  const series = chartSeries()
  const timeUs = series.column('timeUs')
  const ready = series.column('ready')
  const unacked = series.column('unacked')
  const values = new Map([
    ['ready', ready],
    ['unacked', unacked],
    ['depth', stack(ready, unacked)],
    ['dead', series.column('deadLettered')],
  ])
  for (const [key, field] of Object.entries(rateFields)) {
    values.set(key, trailingMean(timeUs, series.column(field), windowUs))
  }
  waits.read(series).forEach((column, which) => {
    values.set(waitKeys[which]!, column)
  })
  return { timeUs, values }
}

/** A source over the run store; columns are made once per change. */
export function runSource(): ChartSource {
  let version = -1
  let columns: Columns | null = null
  const waits = new Waits()
  return {
    read: () => {
      const now = chartSeries().version
      if (columns === null || now !== version) {
        version = now
        columns = columnsNow(waits)
      }
      return columns
    },
    ...runClock,
  }
}
