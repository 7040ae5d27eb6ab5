import { useActiveTooltipLabel, useIsTooltipActive, ZIndexLayer } from 'recharts'
import type { BandSpec, ChartSource, SeriesSpec } from './band-spec.ts'
import styles from './charts.module.css'
import { type BandPlace, type TimeScale, xOf, yOf } from './geometry.ts'
import { pointAt } from './series.ts'
import { writeTime } from './time-axis.ts'
import type { ValueDomain } from './value-axis.ts'

interface CrosshairProps {
  readonly band: BandSpec
  readonly place: BandPlace
  readonly time: TimeScale
  readonly domain: ValueDomain
  readonly source: ChartSource
  /** The band at the bottom shows the time. */
  readonly timed: boolean
}

const pillWidth = 62
/** Over the library's own texts, so that the pill covers the tick beneath it. */
const overTicks = 3000

/** The line at the time pointed at, with a hollow dot where it meets each series. */
export function Crosshair({ band, place, time, domain, source, timed }: CrosshairProps) {
  const active = useIsTooltipActive()
  const label = useActiveTooltipLabel()
  const atUs = Number(label)
  if (!active || label === undefined || !(atUs <= source.nowUs())) return null
  const x = xOf(time, atUs)
  const { timeUs, values } = source.read()
  const point = pointAt(timeUs, atUs)
  const dots = band.series
    .filter(({ paint }) => paint !== 'none' && paint !== 'rug')
    .map((series) => ({ series, value: values.get(series.drawnAt ?? series.key)?.[point] }))
  return (
    <ZIndexLayer zIndex={overTicks}>
      <g className={styles.crosshair}>
        <line x1={x} x2={x} y1={0} y2={timed ? place.plotBottom + 6 : place.height} />
        {dots.map(({ series, value }) =>
          value === undefined || Number.isNaN(value) ? null : (
            <circle
              key={series.key}
              cx={x}
              cy={yOf(band.scale, domain, place, value)}
              r="3.2"
              style={{ stroke: series.tone }}
            />
          ),
        )}
        {timed ? (
          <g transform={`translate(${x - pillWidth / 2} ${place.plotBottom + 7})`}>
            <rect width={pillWidth} height="18" rx="4" />
            <text x={pillWidth / 2} y="13">
              {writeTime(atUs, 1)}
            </text>
          </g>
        ) : null}
      </g>
    </ZIndexLayer>
  )
}

interface PlateProps {
  readonly series: readonly SeriesSpec[]
  readonly source: ChartSource
  readonly label?: unknown
}

/** The values at the time pointed at. The library says when and where; the numbers come from the columns. */
export function Plate({ series, source, label }: PlateProps) {
  const atUs = Number(label)
  if (!(atUs <= source.nowUs())) return null
  const { timeUs, values } = source.read()
  const point = pointAt(timeUs, atUs)
  const rows = series.flatMap((one) => {
    const value = values.get(one.key)?.[point]
    return value === undefined || Number.isNaN(value) ? [] : [{ ...one, value }]
  })
  return rows.length === 0 ? null : (
    <dl className={styles.plate}>
      {rows.map(({ key, mark, label: name, wordTone, write, value }) => (
        <div key={key}>
          <dt style={{ color: wordTone }}>
            {mark} {name}
          </dt>
          <dd>{write(value)}</dd>
        </div>
      ))}
    </dl>
  )
}
