import { type Ref, useMemo } from 'react'
import type { BandWords, FlagSpec } from './band-spec.ts'
import styles from './charts.module.css'
import { laneHeight, type TimeScale, timeAxisHeight, xOf } from './geometry.ts'
import { type FlagPlace, placeFlags } from './spread.ts'

interface EventsLaneProps {
  readonly flags: readonly FlagSpec[]
  readonly time: TimeScale
  readonly nowUs: number
  readonly height: number
  readonly words: BandWords
  readonly playhead: Ref<SVGSVGElement>
  readonly nowText: Ref<HTMLSpanElement>
}

const iconWidth = 22
const flagPadding = 14
const flagsShownMax = 200

/** The lane of events on top, and what stands through all bands: flags, shaded spans, playhead. */
export function EventsLane(props: EventsLaneProps) {
  const { flags, time, nowUs, height, words, playhead, nowText } = props
  // Of very many only the newest are drawn; all of them are in the log.
  const shown = flags.slice(-flagsShownMax)
  const widths = useMemo(() => shown.map(flagWidth), [shown])
  const places = placeFlags(
    shown.map(({ atUs }) => xOf(time, atUs)),
    widths,
    iconWidth,
    xOf(time, nowUs),
  )
  return (
    <>
      <svg className={styles.over} width={time.width} height={height} aria-hidden="true">
        <line
          className={styles.track}
          x1={time.left}
          x2={time.width - time.right}
          y1={laneHeight - 2}
          y2={laneHeight - 2}
        />
        {shown.map((flag, index) => (
          <FlagLine
            key={`${flag.by} ${flag.atUs} ${flag.label}`}
            flag={flag}
            place={places[index]!}
            time={time}
            nowUs={nowUs}
            height={height}
          />
        ))}
      </svg>
      {/* A layer of its own: it moves twenty times a second and nothing else is painted again. */}
      <svg ref={playhead} className={styles.playhead} width="14" height={height} aria-hidden="true">
        <line x1="7" x2="7" y1={laneHeight - 8} y2={height - timeAxisHeight} />
        <path d={`M1 ${laneHeight - 16}h12v8l-6 5l-6 -5z`} />
      </svg>
      <p className={styles.laneTitle}>{words.events}</p>
      {shown.map((flag, index) => {
        const place = places[index]!
        return place.hidden ? null : (
          <p
            key={`${flag.by} ${flag.atUs} ${flag.label}`}
            className={flag.by === 'you' ? styles.flagYou : styles.flagFault}
            style={{ left: place.x }}
            title={flag.label}
          >
            {place.folded || flag.by === 'fault' ? <FlagIcon by={flag.by} /> : null}
            <span className={place.folded ? styles.unseen : undefined}>{flag.label}</span>
          </p>
        )
      })}
      <p className={styles.now} style={{ left: time.width - time.right + 14 }}>
        {words.now} <span ref={nowText} />
      </p>
    </>
  )
}

interface FlagLineProps {
  readonly flag: FlagSpec
  readonly place: FlagPlace
  readonly time: TimeScale
  readonly nowUs: number
  readonly height: number
}

function FlagLine({ flag, place, time, nowUs, height }: FlagLineProps) {
  const bottom = height - timeAxisHeight
  if (flag.by === 'you') {
    return <line className={styles.lineYou} x1={place.x} x2={place.x} y1={4} y2={bottom} />
  }
  const end = flag.untilUs === null ? null : xOf(time, Math.min(flag.untilUs, nowUs))
  return (
    <g className={styles.lineFault}>
      {end === null ? null : (
        <rect
          x={place.x}
          y={laneHeight}
          width={Math.max(0, end - place.x)}
          height={bottom - laneHeight}
        />
      )}
      <line x1={place.x} x2={place.x} y1={4} y2={bottom} />
      {end === null || (flag.untilUs ?? 0) > nowUs ? null : (
        <line x1={end} x2={end} y1={laneHeight} y2={bottom} />
      )}
    </g>
  )
}

function FlagIcon({ by }: { readonly by: FlagSpec['by'] }) {
  return (
    <svg width="10" height="11" viewBox="0 0 10 11" aria-hidden="true">
      {by === 'you' ? (
        <path d="M1.5 10.5V1h6.5l-1.5 2.5L8 6H1.5" fill="currentColor" stroke="currentColor" />
      ) : (
        <path d="M6 0L1 6.2h3L3.4 11L8.8 4.4H5.6z" fill="currentColor" />
      )}
    </svg>
  )
}

let pen: CanvasRenderingContext2D | null = null

function flagWidth({ label, by }: FlagSpec): number {
  pen ??= document.createElement('canvas').getContext('2d')
  if (pen === null) return label.length * 7
  pen.font = '500 11px "Inter Variable", sans-serif'
  return pen.measureText(label).width + flagPadding + (by === 'fault' ? 14 : 0)
}
