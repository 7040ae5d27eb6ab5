/** The rows of the event log: live from the frames while the run runs, exact pages of the whole log when it stands. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { TraceEvent } from '#core/model/trace.ts'
import { onTick, recentEvents, useRun } from '#renderer/state/run.ts'
import { attempt } from '#renderer/state/run-control.ts'
import { type LogEntry, LogReader } from './log-entries.ts'
import { LogFeed, type LogFilter, passes } from './log-feed.ts'

export interface LogRows {
  /** Newest first. */
  readonly rows: readonly LogEntry[]
  /** n of "1 in n shown"; 1 when nothing was left out. */
  readonly oneIn: number
  /** How the rows end: there is more to read, the run begins, or what came before is not kept. */
  readonly end: 'more' | 'begin' | 'forgotten' | 'live'
  readonly readMore: () => void
}

const pageRecords = 100
/** Events of the ring a newly filtered live log starts from. */
const refillMax = 60

/** `held`: the reader has scrolled away, so the rows must not move. */
export function useLog(filter: LogFilter, held: boolean): LogRows {
  const running = useRun((run) => run.state === 'running')
  const live = useLiveRows(filter, running, held)
  const pages = usePages(filter, !running)
  // Until the first page is read the live rows stay.
  return running || pages === null ? live : pages
}

function useLiveRows(filter: LogFilter, active: boolean, held: boolean): LogRows {
  const feed = useRef(new LogFeed())
  const [shown, setShown] = useState<Pick<LogRows, 'rows' | 'oneIn'>>({ rows: [], oneIn: 1 })
  const runId = useRun((run) => run.description?.runId)

  useEffect(() => {
    if (!active || runId === undefined) return
    feed.current = new LogFeed()
    const reader = new LogReader()
    const known: TraceEvent[] = []
    const recent = recentEvents()
    for (let age = 0; known.length < refillMax; age++) {
      const event = recent.newest(age)
      if (event === undefined) break
      if (passes(filter, event)) known.push(event)
    }
    feed.current.offer(reader.read(known.reverse()), 1, performance.now())
    setShown({ rows: feed.current.rows, oneIn: 1 })
    return onTick((frame) => {
      const events: TraceEvent[] = []
      for (let index = 0; index < frame.eventCount; index++) {
        const event = frame.event(index)
        if (passes(filter, event)) events.push(event)
      }
      feed.current.offer(reader.read(events), frame.sampleEvery, performance.now())
    })
  }, [filter, active, runId])

  useEffect(() => {
    if (!active || held) return
    return useRun.subscribe((now, was) => {
      if (now.gauges === was.gauges) return
      const { rows, oneIn } = feed.current
      setShown((before) =>
        before.rows === rows && before.oneIn === oneIn ? before : { rows, oneIn },
      )
    })
  }, [active, held])

  return { ...shown, end: 'live', readMore: nothing }
}

function usePages(filter: LogFilter, active: boolean): LogRows | null {
  const [rows, setRows] = useState<readonly LogEntry[] | null>(null)
  const [next, setNext] = useState<number | null>(null)
  const [kept, setKept] = useState(0)
  const reading = useRef(false)
  const runId = useRun((run) => run.description?.runId)
  // A step is a new frame while the run stands.
  const moved = useRun((run) => (active ? run.gauges : -1))

  const read = useCallback(
    async (before: number | null) => {
      reading.current = true
      await attempt(async ({ simulation }) => {
        const page = await simulation.log({ before, count: pageRecords, ...filter })
        const oldestFirst = (page.events as TraceEvent[]).reverse()
        const entries = new LogReader().read(oldestFirst).reverse()
        setRows((known) => (before === null || known === null ? entries : [...known, ...entries]))
        setNext(page.next)
        setKept(page.kept)
      })
      reading.current = false
    },
    [filter],
  )

  useEffect(() => {
    if (moved >= 0 && runId !== undefined) void read(null)
    else setRows(null)
  }, [runId, moved, read])

  const readMore = useCallback(() => {
    if (next !== null && !reading.current) void read(next)
  }, [next, read])

  if (rows === null) return null
  return {
    rows,
    oneIn: 1,
    end: next !== null ? 'more' : kept > 0 ? 'forgotten' : 'begin',
    readMore,
  }
}

const nothing = () => {}
