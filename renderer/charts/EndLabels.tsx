import type { BandSpec, ChartSource } from './band-spec.ts'
import styles from './charts.module.css'
import { type BandPlace, labelDistance, rightGutter, type TimeScale, xOf, yOf } from './geometry.ts'
import { spread } from './spread.ts'
import type { ValueDomain } from './value-axis.ts'

interface EndLabelsProps {
  readonly bands: readonly BandSpec[]
  readonly places: readonly BandPlace[]
  readonly domains: readonly ValueDomain[]
  readonly time: TimeScale
  readonly source: ChartSource
}

/** While the run is young its lines end far from the labels; a leader that long would look like a line. */
const leaderMax = 64

/** Mark, name and newest value of each series at the end of its line, spread so that each can be read. */
export function EndLabels({ bands, places, domains, time, source }: EndLabelsProps) {
  const { timeUs, values } = source.read()
  const last = timeUs.length - 1
  const edge = time.width - rightGutter
  const from = xOf(time, source.nowUs())
  const isNear = edge - from < leaderMax
  return bands.map((band, index) => {
    const place = places[index]!
    const domain = domains[index]!
    const rows = band.series.flatMap((series) => {
      const value = values.get(series.key)?.[last]
      const height = values.get(series.drawnAt ?? series.key)?.[last]
      if (value === undefined || height === undefined || Number.isNaN(height)) return []
      return [{ series, value, y: yOf(band.scale, domain, place, height) }]
    })
    const rugs = rows.filter(({ series }) => series.paint === 'rug')
    const lines = rows.filter(({ series }) => series.paint !== 'rug')
    const top = rugs.length > 0 ? 12 + labelDistance : 10
    const heights = spread(
      lines.map(({ y }) => y),
      labelDistance,
      top,
      place.plotBottom,
    )
    return (
      <div key={band.id} className={styles.ends} style={{ top: place.top, height: place.height }}>
        <svg width={time.width} height={place.height} aria-hidden="true">
          {isNear
            ? lines.map(({ series, y }, row) => (
                <path
                  key={series.key}
                  className={styles.leader}
                  d={`M${from + 1} ${y}H${edge + 5}L${edge + 11} ${heights[row]}H${edge + 14}`}
                />
              ))
            : null}
        </svg>
        {[...rugs, ...lines].map(({ series, value }, row) => (
          <p
            key={series.key}
            className={styles.end}
            style={{
              left: edge + 16,
              top: (series.paint === 'rug' ? 12 : heights[row - rugs.length]!) - 8,
            }}
          >
            {series.mark}
            <span style={{ color: series.wordTone }}>{series.label}</span>
            <b>{series.write(value)}</b>
          </p>
        ))}
      </div>
    )
  })
}
