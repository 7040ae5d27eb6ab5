import { type KeyboardEvent, type PointerEvent, type RefObject, useRef } from 'react'
import styles from './charts.module.css'
import { laneHeight, type TimeScale, timeAt, xOf } from './geometry.ts'
import { writeTime } from './time-axis.ts'

interface ScrubberProps {
  readonly time: TimeScale
  /** Virtual now. */
  readonly nowUs: () => number
  readonly label: string
  /** The playhead; it follows the pointer while it is held. */
  readonly playhead: RefObject<SVGSVGElement | null>
  /** Asks for a moment of the past, when the pointer is let go or an arrow pressed. */
  readonly onScrub: (atUs: number) => void
  /** The playhead goes back to where it was. */
  readonly onLeave: () => void
}

/** An arrow key goes back or on by this share of what the axis shows. */
const keyShare = 0.02

/** The top edge of the charts: hold and drag the playhead to a moment that was. */
export function Scrubber({ time, nowUs, label, playhead, onScrub, onLeave }: ScrubberProps) {
  const held = useRef<number | null>(null)
  const point = (event: PointerEvent) => {
    const { left } = event.currentTarget.getBoundingClientRect()
    const x = Math.max(0, Math.min(event.clientX - left, time.width - time.left - time.right))
    held.current = Math.round(Math.min(timeAt(time, x + time.left) ?? 0, nowUs()))
    if (playhead.current !== null)
      playhead.current.style.transform = `translateX(${xOf(time, held.current) - 7}px)`
  }
  const press = (event: KeyboardEvent) => {
    const way = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
    if (way === 0) return
    event.stopPropagation()
    event.preventDefault()
    const byUs = (time.span.toUs - time.span.fromUs) * keyShare
    onScrub(Math.max(0, Math.round(nowUs() + way * byUs)))
  }
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={label}
      title={label}
      aria-valuemin={0}
      aria-valuemax={Math.round(time.span.toUs)}
      aria-valuenow={Math.round(nowUs())}
      aria-valuetext={writeTime(nowUs(), 1)}
      className={styles.scrubber}
      style={{ left: time.left, width: time.width - time.left - time.right, height: laneHeight }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        point(event)
      }}
      onPointerMove={(event) => {
        if (held.current !== null) point(event)
      }}
      onPointerUp={() => {
        if (held.current !== null) onScrub(held.current)
        held.current = null
      }}
      onPointerCancel={() => {
        held.current = null
        onLeave()
      }}
      onKeyDown={press}
    />
  )
}
