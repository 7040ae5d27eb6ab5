import { useId, useLayoutEffect, useRef } from 'react'
import type { BandSpec, ChartSource, SeriesSpec } from './band-spec.ts'
import styles from './charts.module.css'
import { type BandPlace, type TimeScale, xOf, yOf } from './geometry.ts'
import { areaPath, linePath, type Placement, rugPath } from './path.ts'
import type { Columns } from './series.ts'
import type { ValueDomain } from './value-axis.ts'

interface BandLinesProps {
  readonly band: BandSpec
  readonly place: BandPlace
  readonly time: TimeScale
  readonly domain: ValueDomain
  readonly source: ChartSource
  /** Registers a redraw of the lines alone; returns the way to stop. */
  readonly onDraw: (draw: () => void) => () => void
}

const heldMax = 250
const rugTop = 9
const rugBottom = 16

/**
 * The moving lines, inside the library's chart but not of it: path data is set from the columns without React, because a
 * redraw by the library costs ten times as much [performance: live charts].
 */
export function BandLines(props: BandLinesProps) {
  const hatch = useId()
  const group = useRef<SVGGElement>(null)
  const latest = useRef(props)
  latest.current = props
  const painted = useRef<Columns | null>(null)
  const { band, onDraw } = props

  useLayoutEffect(() => {
    const draw = () => {
      const columns = latest.current.source.read()
      // Between two points only the held end moves: less than a pixel once there are many.
      if (
        group.current === null ||
        (columns === painted.current && columns.timeUs.length > heldMax)
      )
        return
      painted.current = columns
      paint(group.current, latest.current)
    }
    return onDraw(draw)
  }, [onDraw])

  // Axes moved: the lines follow in the same frame.
  useLayoutEffect(() => {
    if (group.current !== null) paint(group.current, props)
  })

  return (
    <g ref={group} className={styles.lines}>
      <defs>
        <pattern
          id={hatch}
          width="5"
          height="5"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <line y2="5" className={styles.hatch} style={{ stroke: hatchTone(band.series) }} />
        </pattern>
      </defs>
      {band.inkBetween ? <path data-path="between" className={styles.between} /> : null}
      {band.series.map(({ key, paint: how, tone, width }) => (
        <g key={key} style={{ color: tone }}>
          {how === 'area' || how === 'hatched' ? (
            <path
              data-path={`area ${key}`}
              className={how === 'area' ? styles.area : undefined}
              style={how === 'hatched' ? { fill: `url(#${CSS.escape(hatch)})` } : undefined}
            />
          ) : null}
          {how === 'none' ? null : (
            <path
              data-path={`line ${key}`}
              className={styles.line}
              style={{ strokeWidth: how === 'rug' ? 1 : width }}
            />
          )}
        </g>
      ))}
    </g>
  )
}

const hatchTone = (series: readonly SeriesSpec[]) =>
  series.find(({ paint: how }) => how === 'hatched')?.tone ?? 'none'

const noColumn = new Float64Array()

function paint(group: SVGGElement, { band, place, time, domain, source }: BandLinesProps): void {
  const { timeUs, values }: Columns = source.read()
  const at: Placement = {
    x: (us) => xOf(time, us),
    y: (value) => yOf(band.scale, domain, place, value),
    heldToUs: source.nowUs(),
  }
  const column = (key: string) => values.get(key) ?? noColumn
  const set = (name: string, path: string) =>
    group.querySelector(`[data-path="${name}"]`)?.setAttribute('d', path)

  if (band.inkBetween) {
    const [upper, lower] = band.inkBetween
    set('between', areaPath(timeUs, column(upper), column(lower), domain.from, at))
  }
  for (const series of band.series) {
    const values = column(series.drawnAt ?? series.key)
    if (series.paint === 'rug') {
      set(`line ${series.key}`, rugPath(timeUs, column(series.key), at, rugTop, rugBottom))
    } else if (series.paint !== 'none') {
      set(`line ${series.key}`, linePath(timeUs, values, at))
    }
    if (series.paint === 'area' || series.paint === 'hatched') {
      const under = series.standsOn === undefined ? null : column(series.standsOn)
      set(`area ${series.key}`, areaPath(timeUs, values, under, domain.from, at))
    }
  }
}
