import { type KeyboardEvent, useCallback, useId, useLayoutEffect, useMemo, useRef } from 'react'
import { Band } from './Band.tsx'
import type { BandSpec, ChartSource, FlagSpec, ScrubWords } from './band-spec.ts'
import styles from './charts.module.css'
import { EndLabels } from './EndLabels.tsx'
import { EventsLane } from './EventsLane.tsx'
import { leftGutter, placeBands, rightGutter, xOf } from './geometry.ts'
import { Scrubber } from './Scrubber.tsx'
import { writeTime } from './time-axis.ts'
import { useView } from './use-view.ts'

export interface TimeBandsProps {
  readonly bands: readonly BandSpec[]
  readonly flags: readonly FlagSpec[]
  readonly source: ChartSource
  readonly words: ScrubWords
  /** CSS pixels. */
  readonly width: number
  readonly height: number
  /** No motion: the playhead goes in steps. */
  readonly still: boolean
  /** Asks for a moment of the past. Left out: there is no going back. */
  readonly onScrub?: (atUs: number) => void
}

/** Charts on one time axis: events lane, bands, and one layer of flags, labels and playhead over them. */
export function TimeBands(props: TimeBandsProps) {
  const { bands, flags, source, words, width, height, still, onScrub } = props
  const syncId = useId()
  const playhead = useRef<SVGSVGElement>(null)
  const nowText = useRef<HTMLSpanElement>(null)
  const places = useMemo(() => placeBands(bands, height), [bands, height])
  const { view, onDraw, onMove } = useView(bands, source, still)
  const time = useMemo(
    () => ({ span: view.span, width, left: leftGutter, right: rightGutter }),
    [view.span, width],
  )

  const movePlayhead = useCallback(() => {
    const nowUs = source.nowUs()
    if (playhead.current !== null) {
      playhead.current.style.transform = `translateX(${xOf(time, nowUs) - 7}px)`
    }
    if (nowText.current !== null) nowText.current.textContent = writeTime(nowUs, 1)
  }, [source, time])
  useLayoutEffect(() => onMove(movePlayhead), [onMove, movePlayhead])
  useLayoutEffect(movePlayhead)

  return (
    <div
      className={styles.bands}
      style={{ width, height }}
      role="application"
      aria-label={words.label}
      onKeyDown={keepArrows}
    >
      {bands.map((band, index) => (
        <Band
          key={band.id}
          band={band}
          place={places[index]!}
          time={time}
          domain={view.domains[index]!}
          source={source}
          onDraw={onDraw}
          syncId={syncId}
          position={index === 0 ? 'first' : index === bands.length - 1 ? 'last' : 'middle'}
        />
      ))}
      <EventsLane
        flags={flags}
        time={time}
        nowUs={source.nowUs()}
        height={height}
        words={words}
        playhead={playhead}
        nowText={nowText}
      />
      {onScrub === undefined ? null : (
        <Scrubber
          time={time}
          nowUs={source.nowUs}
          label={words.scrub}
          playhead={playhead}
          onScrub={onScrub}
          onLeave={movePlayhead}
        />
      )}
      <EndLabels bands={bands} places={places} domains={view.domains} time={time} source={source} />
      <p className={styles.axisName} style={{ width: rightGutter - 14 }}>
        {words.virtualTime}
      </p>
    </div>
  )
}

/** Arrows move the crosshair while the charts have the focus, and nothing else. */
function keepArrows(event: KeyboardEvent) {
  if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') event.stopPropagation()
}
