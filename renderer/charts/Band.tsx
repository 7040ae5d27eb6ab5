import { memo, useMemo } from 'react'
import { CartesianGrid, ComposedChart, Line, Tooltip, XAxis, YAxis } from 'recharts'
import { BandLines } from './BandLines.tsx'
import type { BandSpec, ChartSource } from './band-spec.ts'
import { Crosshair, Plate } from './Crosshair.tsx'
import styles from './charts.module.css'
import {
  type BandPlace,
  crosshairStops,
  leftGutter,
  rightGutter,
  type TimeScale,
  timeAxisHeight,
} from './geometry.ts'
import { timeStep, timeTicks, writeTick } from './time-axis.ts'
import type { ValueDomain } from './value-axis.ts'

export interface BandProps {
  readonly band: BandSpec
  readonly place: BandPlace
  readonly time: TimeScale
  readonly domain: ValueDomain
  readonly source: ChartSource
  readonly onDraw: (draw: () => void) => () => void
  /** Bands with the same id show one crosshair. */
  readonly syncId: string
  readonly position: 'first' | 'middle' | 'last'
}

/** Narrowest distance of two time labels. */
const tickRoom = 84

/**
 * One band: the library draws frame, axes, grid and tooltip and finds out what the pointer or the arrow keys mean; the
 * lines inside are ours. It renders again only when a domain or the size changed.
 */
export const Band = memo(function Band(props: BandProps) {
  const { band, place, time, domain, source, onDraw, syncId, position } = props
  const { span, width } = time
  const last = position === 'last'
  const most = Math.max(2, Math.floor((width - leftGutter - rightGutter) / tickRoom))
  const stepUs = timeStep(span.toUs - span.fromUs, most)
  const stops = useMemo(
    () =>
      Array.from({ length: crosshairStops + 1 }, (_, stop) => ({
        timeUs: span.fromUs + ((span.toUs - span.fromUs) * stop) / crosshairStops,
      })),
    [span],
  )
  return (
    <div className={styles.band} style={{ top: place.top, height: place.height }}>
      <div className={styles.title}>
        <strong>{band.title}</strong> {band.unit}
        {band.aside}
      </div>
      <ComposedChart
        width={width}
        height={place.height}
        data={stops}
        syncId={syncId}
        accessibilityLayer={position === 'first'}
        margin={{
          top: place.plotTop,
          right: rightGutter,
          bottom: place.height - place.plotBottom - (last ? timeAxisHeight : 0),
          left: 0,
        }}
      >
        <CartesianGrid
          vertical={false}
          horizontalValues={domain.ticks.filter((tick) => tick > 0)}
          stroke="var(--line)"
          strokeDasharray="1 3"
        />
        <XAxis
          dataKey="timeUs"
          type="number"
          domain={[span.fromUs, span.toUs]}
          ticks={timeTicks(span, most)}
          hide={!last}
          height={timeAxisHeight}
          interval={0}
          tick={{ className: styles.tick! }}
          tickLine={false}
          axisLine={false}
          tickFormatter={(timeUs: number) => writeTick(timeUs, stepUs)}
        />
        <YAxis
          type="number"
          scale={band.scale}
          domain={[domain.from, domain.to]}
          ticks={domain.ticks}
          width={leftGutter}
          interval={0}
          allowDataOverflow
          tick={{ className: styles.tick! }}
          tickLine={false}
          axisLine={false}
          tickFormatter={band.writeTick}
        />
        <line
          className={styles.zero}
          x1={leftGutter}
          x2={width - rightGutter}
          y1={place.plotBottom}
          y2={place.plotBottom}
        />
        <BandLines
          band={band}
          place={place}
          time={time}
          domain={domain}
          source={source}
          onDraw={onDraw}
        />
        {/* Hidden, so that the library knows there is something to point at. */}
        <Line dataKey="timeUs" hide isAnimationActive={false} />
        <Tooltip
          includeHidden
          isAnimationActive={false}
          cursor={false}
          position={{ y: 8 }}
          offset={12}
          wrapperStyle={{ zIndex: 3 }}
          content={<Plate series={band.series} source={source} />}
        />
        <Crosshair
          band={band}
          place={place}
          time={time}
          domain={domain}
          source={source}
          timed={last}
        />
      </ComposedChart>
    </div>
  )
})
