import { useCallback, useEffect, useRef, useState } from 'react'
import type { BandSpec, ChartSource } from './band-spec.ts'
import { extent } from './series.ts'
import { firstSpan, followSpan, type TimeSpan } from './time-axis.ts'
import { linearDomain, logDomain, type ValueDomain } from './value-axis.ts'

/** What the axes show. A new object is a reason to render; between two of them only lines and playhead move. */
export interface View {
  readonly span: TimeSpan
  readonly domains: readonly ValueDomain[]
}

/** Lines follow ten times a second; the playhead, which is cheap, as often as it is told. */
const drawEveryMs = 95
/** At full speed minutes pass between two pictures anyway: five of them a second say as much. */
const rushEveryMs = 190
/** With motion off everything goes in steps. */
const stillEveryMs = 500
/** Numbers at line ends change four times a second: faster cannot be read. */
const renderEveryMs = 250

/**
 * Follows a source: answers the view and renders when it changed or the numbers are due. In between it only calls what
 * was registered: `onMove` with each animation frame that brought something, `onDraw` ten times a second, five at full speed.
 */
export function useView(bands: readonly BandSpec[], source: ChartSource, still: boolean) {
  const lines = useRef(new Set<() => void>())
  const movers = useRef(new Set<() => void>())
  const [, setRenders] = useState(0)
  const view = useRef<View | null>(null)
  view.current ??= {
    span: firstSpan(source.nowUs(), source.speed(), performance.now()),
    domains: domainsOf(bands, source, []),
  }

  const onDraw = useCallback((draw: () => void) => join(lines.current, draw), [])
  const onMove = useCallback((move: () => void) => join(movers.current, move), [])

  useEffect(() => {
    let frame = 0
    let drawnMs = 0
    let renderedMs = 0
    let due = 0
    let wasUs = source.nowUs()
    const update = () => {
      frame = 0
      const nowMs = performance.now()
      const nowUs = source.nowUs()
      const isDue = nowUs < wasUs || nowMs - drawnMs >= pauseMs(source, still)
      if (isDue || !still) for (const move of movers.current) move()
      if (!isDue) return later()
      drawnMs = nowMs
      const was = view.current!
      const span = followSpan(was.span, wasUs, nowUs, source.speed(), nowMs)
      const domains = domainsOf(bands, source, was.domains)
      wasUs = nowUs
      const moved = span !== was.span || domains.some((domain, at) => domain !== was.domains[at])
      if (moved) view.current = { span, domains }
      if (moved || nowMs - renderedMs >= renderEveryMs) {
        renderedMs = nowMs
        setRenders((renders) => renders + 1)
      } else later()
      if (!moved) for (const draw of lines.current) draw()
    }
    // The last change before a pause must not stay unseen.
    const later = () => {
      if (due !== 0) return
      due = window.setTimeout(() => {
        due = 0
        schedule()
      }, renderEveryMs)
    }
    const schedule = () => {
      if (frame === 0) frame = requestAnimationFrame(update)
    }
    const stop = source.subscribe(schedule)
    schedule()
    return () => {
      stop()
      cancelAnimationFrame(frame)
      window.clearTimeout(due)
    }
  }, [bands, source, still])

  return { view: view.current, onDraw, onMove }
}

function pauseMs(source: ChartSource, still: boolean): number {
  if (still) return stillEveryMs
  return source.speed() === Number.POSITIVE_INFINITY ? rushEveryMs : drawEveryMs
}

function join(listeners: Set<() => void>, listener: () => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

function domainsOf(
  bands: readonly BandSpec[],
  source: ChartSource,
  held: readonly ValueDomain[],
): ValueDomain[] {
  const { values } = source.read()
  return bands.map((band, index) => {
    const drawn = band.series.filter(({ paint }) => paint !== 'rug' && paint !== 'none')
    const { min, max } = extent(
      drawn.flatMap(({ key, drawnAt }) => values.get(drawnAt ?? key) ?? []),
    )
    const before = held[index] ?? null
    return band.scale === 'log'
      ? logDomain(min, max, before)
      : linearDomain(max, band.whole, before)
  })
}
