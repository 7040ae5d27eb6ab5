/**
 * The run on the screen. The store holds what changes rarely and version numbers; the data itself (newest frame, chart
 * columns, rates, recent events) lies outside it as typed arrays, read when a version moves. Components select one
 * number or one name; layers that draw on a canvas listen to ticks and never enter React.
 */
import { create } from 'zustand'
import type { FrameCounts } from '#core/contract/frame.ts'
import type { Mark, RunDescription, RunState, Speed } from '#core/model/run.ts'
import { TraceKind } from '#core/model/trace.ts'
import { DepthHistory } from './depth-history.ts'
import { groupedAbove } from './queue-groups.ts'
import { type FrameView, frameRunId, readFrame } from './run-frame.ts'
import { RateTable, steadyMeanUs } from './run-rates.ts'
import { RecentEvents, Sparklines } from './run-recent.ts'
import { SeriesColumns } from './run-series.ts'

/** Where the text of the open scenario came from; `draft`: built in this session and not saved yet. */
export interface RunOrigin {
  readonly source: 'shipped' | 'saved' | 'file' | 'draft'
  /** Id of a shipped or saved scenario, name of a file; empty for a draft. */
  readonly id: string
}

/** What `useRun` selects from. */
export interface RunSnapshot {
  readonly phase: 'waiting' | 'open' | 'lost'
  readonly description: RunDescription | null
  readonly origin: RunOrigin | null
  /** Text the run was loaded from. */
  readonly text: string
  readonly state: RunState
  readonly speed: Speed
  /** The queue the charts are about; null is all of them. */
  readonly focus: string | null
  /** What you did and what the scenario's faults did, oldest first. */
  readonly marks: readonly Mark[]
  /** One sentence when a call about the run failed; null otherwise. */
  readonly failure: string | null
  /** Goes up with each frame, 20 a second at most. */
  readonly frames: number
  /** Goes up with a frame worth redrawing numbers for: 4 a second, and at once when the run does not run. */
  readonly gauges: number
  /** Goes up when the charts' columns changed. */
  readonly points: number
  /** Goes up when the sparklines took a sample. */
  readonly sparks: number
}

export const useRun = create<RunSnapshot>()(() => ({
  phase: 'waiting',
  description: null,
  origin: null,
  text: '',
  state: 'paused',
  speed: 1,
  focus: null,
  marks: [],
  failure: null,
  frames: 0,
  gauges: 0,
  points: 0,
  sparks: 0,
}))

const gaugesEveryMs = 250
/** Frames of a run whose description has not arrived yet: two seconds of them. */
const waitingFramesMax = 40

const noCounts: FrameCounts = { queues: 0, exchanges: 0, producers: 0, consumers: 0 }

let newest: FrameView | null = null
let counts = noCounts
let rateTable = new RateTable(noCounts)
let steadyTable = new RateTable(noCounts, steadyMeanUs)
let recent = new RecentEvents()
let sparklines = new Sparklines(0)
let depths = new DepthHistory(0)
let waiting: { readonly runId: number; readonly bytes: Uint8Array }[] = []
let gaugesAtMs = Number.NEGATIVE_INFINITY
const series = new SeriesColumns()
const tickListeners = new Set<(frame: FrameView) => void>()
const markListeners = new Set<() => void>()
const changeListeners = new Set<() => void>()

/** The newest frame of the run, or null before the first. */
export const latestFrame = (): FrameView | null => newest
/** Rates per virtual second of everything that counts. */
export const rates = (): RateTable => rateTable
/** The same over a longer time, begun anew at each change: for what is read rather than watched. */
export const steadyRates = (): RateTable => steadyTable
/** The newest events the frames carried. */
export const recentEvents = (): RecentEvents => recent
/** Columns of the charts. */
export const chartSeries = (): SeriesColumns => series
/** The last minute of a queue's depth, oldest first. */
export const sparkline = (queue: number): number[] => sparklines.read(queue)

/** What was ready in each queue over the run; kept of large topologies only. */
export const depthHistory = (): DepthHistory => depths

/** Calls `listener` after each frame, outside React. Returns the way to stop. */
export function onTick(listener: (frame: FrameView) => void): () => void {
  tickListeners.add(listener)
  return () => tickListeners.delete(listener)
}

/** Calls `listener` when a frame says that a fault began or ended, or that somebody intervened. */
export function onMarksChanged(listener: () => void): () => void {
  markListeners.add(listener)
  return () => markListeners.delete(listener)
}

/** Whether a frame has come of a run that was changed since it was described: nothing may follow it. */
export function isBehind(): boolean {
  const { description } = useRun.getState()
  return description !== null && waiting.some(({ runId }) => runId > description.runId)
}

/** Calls `listener` with each frame that says that guests changed what the run is made of, until that is described anew. */
export function onRunChanged(listener: () => void): () => void {
  changeListeners.add(listener)
  return () => changeListeners.delete(listener)
}

/**
 * Takes over a description. Of a run that was loaded or restarted: what the page kept of the one before is dropped. Of the run
 * on the screen, which guests changed: charts, events, marks and focus stay.
 */
export function adoptRun(description: RunDescription, change: Partial<RunSnapshot> = {}): void {
  counts = {
    queues: description.queues.length,
    exchanges: description.exchanges.length,
    producers: description.producers.length,
    consumers: description.consumers.length,
  }
  const stays = useRun.getState().description?.loadId === description.loadId
  newest = null
  rateTable = new RateTable(counts)
  steadyTable = new RateTable(counts, steadyMeanUs)
  if (!stays) recent = new RecentEvents()
  sparklines = new Sparklines(counts.queues)
  depths = new DepthHistory(counts.queues > groupedAbove ? counts.queues : 0)
  gaugesAtMs = Number.NEGATIVE_INFINITY
  if (!stays) series.reset()
  useRun.setState((was) => ({
    phase: 'open',
    description,
    ...(stays ? {} : { state: 'paused', marks: [], failure: null, focus: null }),
    gauges: was.gauges + 1,
    points: was.points + 1,
    ...change,
  }))
  // Frames travel beside the calls, so the first ones of a run may overtake its description.
  const early = waiting.filter((frame) => frame.runId === description.runId)
  waiting = waiting.filter((frame) => description.guests && frame.runId > description.runId)
  for (const frame of early) takeFrame(frame.bytes, gaugesAtMs)
}

/** Takes the bytes of one frame at wall time `nowMs`. A frame of another run waits for that run or is dropped. */
export function takeFrame(bytes: Uint8Array, nowMs: number): void {
  const { description } = useRun.getState()
  const runId = frameRunId(bytes)
  if (runId !== null && runId !== description?.runId) {
    waiting = [...waiting.slice(1 - waitingFramesMax), { runId, bytes }]
    if (description?.guests && runId > description.runId) for (const hear of changeListeners) hear()
    return
  }
  const frame = readFrame(bytes, counts, description?.runId ?? 0)
  if (typeof frame === 'string') {
    useRun.setState({
      failure: `The simulation sent a picture this page cannot read (${frame}): reload the page.`,
    })
    return
  }
  newest = frame
  if (frame.reset) series.reset()
  series.append(frame.points)
  rateTable.add(frame.gauges, frame.nowUs)
  steadyTable.add(frame.gauges, frame.nowUs)
  recent.take(frame)
  depths.take(frame)
  const sampled = sparklines.take(frame, nowMs)
  const due = frame.state !== 'running' || nowMs - gaugesAtMs >= gaugesEveryMs
  if (due) gaugesAtMs = nowMs
  useRun.setState((was) => ({
    state: frame.state,
    speed: Number.isFinite(frame.speed) ? frame.speed : 'max',
    frames: was.frames + 1,
    gauges: was.gauges + (due ? 1 : 0),
    points: was.points + (frame.reset || frame.pointCount > 0 ? 1 : 0),
    sparks: was.sparks + (sampled ? 1 : 0),
  }))
  for (const listener of tickListeners) listener(frame)
  if (carriesMark(frame)) {
    steadyTable.renew(rateTable)
    for (const listener of markListeners) listener()
  }
}

/** These records are rare and never left out by the sampling. */
function carriesMark(frame: FrameView): boolean {
  for (let index = 0; index < frame.eventCount; index++) {
    const kind = frame.eventKind(index)
    if (
      kind === TraceKind.faultBegan ||
      kind === TraceKind.faultEnded ||
      kind === TraceKind.intervened
    ) {
      return true
    }
  }
  return false
}
