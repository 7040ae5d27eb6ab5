import {
  type PointerEvent,
  type ReactNode,
  useCallback,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { BandSpec, BandWords, ChartSource, FlagSpec } from './band-spec.ts'
import styles from './charts.module.css'
import { EventsLane } from './EventsLane.tsx'
import { laneHeight, type TimeScale, timeAt, timeAxisHeight, xOf } from './geometry.ts'
import { StripPaint } from './StripPaint.tsx'
import type { StripSource, StripSpec } from './strip-spec.ts'
import { scaleEnd } from './strip-spec.ts'
import strip from './strips.module.css'
import { timeStep, timeTicks, writeTick, writeTime } from './time-axis.ts'
import { useView } from './use-view.ts'

export interface StripWords extends BandWords {
  /** `12 more` */
  readonly more: (count: number) => string
  /** `shade: 1× to 54× usual` */
  readonly scale: (times: string) => string
  /** What a strip was at a time. */
  readonly at: (strip: StripSpec, level: number, times: string) => string
}

export interface TimeStripsProps {
  readonly source: StripSource
  readonly flags: readonly FlagSpec[]
  readonly words: StripWords
  /** CSS pixels. */
  readonly width: number
  readonly height: number
  readonly still: boolean
  readonly onChoose: (key: string) => void
  /** A control at the left of the lane. */
  readonly aside?: ReactNode
}

const noBands: readonly BandSpec[] = []
const noColumns = { timeUs: new Float64Array(), values: new Map<string, Float64Array>() }
const leftRoom = 108
const rightRoom = 134
/** Lowest and highest a strip is drawn. */
const rowLeastPx = 16
const rowMostPx = 32
/** Narrowest distance of two time labels. */
const tickRoom = 66
/** The words about the shade stand at the right end of the axis. */
const scaleRoom = 190

/** One strip per thing on one time axis, the worst first: where a backlog is, and when it began. */
export function TimeStrips(props: TimeStripsProps) {
  const { source, flags, words, width, height, still, onChoose, aside } = props
  const playhead = useRef<SVGSVGElement>(null)
  const nowText = useRef<HTMLSpanElement>(null)
  const bands = useMemo((): ChartSource => ({ ...source, read: () => noColumns }), [source])
  const { view, onDraw, onMove } = useView(noBands, bands, still)
  const time = useMemo(
    () => ({ span: view.span, width, left: leftRoom, right: rightRoom }),
    [view.span, width],
  )
  const [pointed, setPointed] = useState<{ readonly x: number; readonly y: number } | null>(null)

  const movePlayhead = useCallback(() => {
    const nowUs = source.nowUs()
    if (playhead.current !== null) {
      playhead.current.style.transform = `translateX(${xOf(time, nowUs) - 7}px)`
    }
    if (nowText.current !== null) nowText.current.textContent = writeTime(nowUs, 1)
  }, [source, time])
  useLayoutEffect(() => onMove(movePlayhead), [onMove, movePlayhead])
  useLayoutEffect(movePlayhead)

  const { timeUs, strips, timesMost } = source.readStrips()
  const roomPx = height - laneHeight - timeAxisHeight - 4
  const room = Math.max(1, Math.floor(roomPx / rowLeastPx))
  const rows = Math.max(1, Math.min(strips.length, room))
  const rowPx = Math.min(rowMostPx, Math.max(rowLeastPx, Math.floor(roomPx / rows)))
  const shown = strips.length <= room ? strips : strips.slice(0, Math.max(1, room - 1))
  const hidden = strips.length - shown.length

  const point = ({ currentTarget, clientX, clientY }: PointerEvent<HTMLElement>) => {
    const box = currentTarget.getBoundingClientRect()
    setPointed({ x: clientX - box.left, y: clientY - box.top })
  }
  const row = pointed === null ? -1 : Math.floor((pointed.y - laneHeight - 2) / rowPx)
  const atUs = pointed === null ? null : timeAt(time, pointed.x)

  return (
    <section
      className={styles.bands}
      style={{ width, height }}
      aria-label={words.label}
      onPointerMove={point}
      onPointerLeave={() => setPointed(null)}
    >
      <StripPaint
        strips={shown}
        timeUs={timeUs}
        nowUs={source.nowUs}
        timesMost={timesMost}
        time={time}
        rowPx={rowPx}
        top={laneHeight + 2}
        onDraw={onDraw}
      />
      {shown.map((one, at) => (
        <button
          key={one.key}
          type="button"
          className={strip.row}
          data-strong={one.strong || undefined}
          style={{ top: laneHeight + 2 + at * rowPx, height: rowPx, lineHeight: `${rowPx}px` }}
          onClick={() => onChoose(one.key)}
        >
          <span className={strip.name} style={{ width: leftRoom - 10 }}>
            {one.label}
          </span>
          <span className={strip.ends} style={{ width: rightRoom - 16 }}>
            <b>{one.ends[0]}</b>
            <span>{one.ends[1]}</span>
          </span>
        </button>
      ))}
      {hidden > 0 && (
        <p className={strip.more} style={{ top: laneHeight + 2 + shown.length * rowPx }}>
          {words.more(hidden)}
        </p>
      )}
      <Ticks time={time} height={height} />
      <EventsLane
        flags={flags}
        time={time}
        nowUs={source.nowUs()}
        height={height}
        words={{ ...words, events: '' }}
        playhead={playhead}
        nowText={nowText}
      />
      <div className={strip.aside}>{aside}</div>
      <p className={strip.scale}>{words.scale(writeTimes(scaleEnd(timesMost)))}</p>
      {atUs !== null && atUs <= source.nowUs() && shown[row] !== undefined && (
        <Plate
          strip={shown[row]}
          timeUs={timeUs}
          atUs={atUs}
          time={time}
          row={row}
          rowPx={rowPx}
          words={words}
        />
      )}
    </section>
  )
}

function Ticks({ time, height }: { readonly time: TimeScale; readonly height: number }) {
  const { span, width, left, right } = time
  const most = Math.max(2, Math.floor((width - left - right) / tickRoom))
  const stepUs = timeStep(span.toUs - span.fromUs, most)
  const shown = timeTicks(span, most).filter((at) => xOf(time, at) < width - scaleRoom)
  return shown.map((tickUs) => (
    <p
      key={tickUs}
      className={strip.tick}
      style={{ left: xOf(time, tickUs), top: height - timeAxisHeight + 4 }}
    >
      {writeTick(tickUs, stepUs)}
    </p>
  ))
}

interface PlateProps {
  readonly strip: StripSpec
  readonly timeUs: Float64Array
  readonly atUs: number
  readonly time: TimeScale
  readonly row: number
  readonly rowPx: number
  readonly words: StripWords
}

/** What the strip under the pointer was then. */
function Plate({ strip: one, timeUs, atUs, time, row, rowPx, words }: PlateProps) {
  let at = timeUs.length - 1
  while (at > 0 && timeUs[at]! > atUs) at--
  const level = one.levels[at]
  if (level === undefined) return null
  const x = xOf(time, atUs)
  const end = x > time.width * 0.6
  return (
    <>
      <span className={strip.cursor} style={{ left: x }} />
      <p
        className={strip.plate}
        style={{
          ...(end ? { right: time.width - x + 8 } : { left: x + 8 }),
          top: laneHeight + row * rowPx + (row === 0 ? rowPx + 4 : -8),
        }}
      >
        {writeTime(atUs, 0)} · {words.at(one, level, writeTimes(level / one.usual))}
      </p>
    </>
  )
}

/** `1`, `3.4`, `54`: how many times the usual, two digits. */
const writeTimes = (times: number) => String(Number(Math.max(1, times).toPrecision(2)))
