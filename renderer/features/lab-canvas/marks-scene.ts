/**
 * Everything that moves on the wires of a run, outside React: frames in, a picture out. A mark starts when its event
 * happened and travels for 0.6 s of wall time, or for the latency of its link when that is longer; instant links would
 * otherwise show nothing.
 */
import type { RunDescription, Speed } from '#core/model/run.ts'
import { TraceKind, TraceReason } from '#core/model/trace.ts'
import type { FrameView } from '#renderer/state/run-frame.ts'
import { BandHistory } from './band-history.ts'
import { WireFlows } from './flows.ts'
import type { Graph, GraphWire } from './graph.ts'
import type { Box } from './layout.ts'
import { paintBand, paintGate, paintMarks } from './mark-paint.ts'
import { MarkPool } from './mark-pool.ts'
import { MarkRoutes, TrackNumbers } from './mark-routes.ts'
import type { Palette } from './palette.ts'
import { RunIndex } from './run-index.ts'
import { tracksOf } from './tracks.ts'
import { VirtualClock } from './virtual-clock.ts'
import type { Track } from './wire-curve.ts'
import { bandWidth } from './wire-flow.ts'
import type { WirePlace } from './wire-places.ts'

/** Wall time a mark is seen on a wire, at least. */
const travelMs = 600
/** More bands than this are drawn in one shade. */
const shadedBandsMax = 60

const reasons: Readonly<Record<number, string>> = {
  [TraceReason.rejected]: 'rejected',
  [TraceReason.expired]: 'expired',
  [TraceReason.maxlen]: 'maxlen',
  [TraceReason.deliveryLimit]: 'delivery_limit',
}

export class MarksScene {
  readonly index: RunIndex
  readonly flows: WireFlows
  readonly #clock = new VirtualClock()
  readonly #pool = new MarkPool()
  readonly #numbers: TrackNumbers
  readonly #routes: MarkRoutes
  readonly #wireOf: readonly (number | undefined)[]
  readonly #latencyUs: readonly number[]
  readonly #histories: readonly { readonly out: BandHistory; readonly back: BandHistory }[]
  readonly #seen: Uint32Array
  readonly #why = new Map<string, string>()
  readonly #queueIds: readonly string[]
  #tracks: readonly Track[] = []
  #travelUs = travelMs * 1000
  #speed: Speed = 1
  #running = false

  constructor(run: RunDescription, graph: Graph) {
    this.index = new RunIndex(run)
    this.flows = new WireFlows(graph, this.index)
    this.#numbers = new TrackNumbers(graph)
    this.#routes = new MarkRoutes(run, graph, this.index, this.#numbers)
    const places = new Map(graph.wires.map(({ id }, at) => [id, at]))
    this.#wireOf = this.#numbers.keys.map((key) => places.get(key.slice(key.indexOf(' ') + 1)))
    this.#latencyUs = graph.wires.map((wire) => latencyOf(wire, graph, run))
    this.#histories = graph.wires.map(() => ({ out: new BandHistory(), back: new BandHistory() }))
    this.#seen = new Uint32Array(this.#numbers.keys.length)
    this.#queueIds = run.queues.map((name) => `queue:${name}`)
  }

  /** The nodes moved: marks under way stay on their wires. */
  place(boxes: ReadonlyMap<string, Box>, wires: ReadonlyMap<string, WirePlace>): void {
    this.#tracks = tracksOf(this.#numbers, boxes, wires)
  }

  /** Takes a frame that arrived at `atMs`. `travels`: false when marks must not move, whatever the rate. */
  take(frame: FrameView, atMs: number, travels: boolean): void {
    const speed: Speed = Number.isFinite(frame.speed) ? frame.speed : 'max'
    const running = frame.state === 'running'
    if (frame.reset && frame.nowUs < this.#clock.now(atMs)) this.#pool.clear()
    this.#turn(speed, atMs)
    this.#clock.take(frame.nowUs, running ? frame.speed : 0, atMs)
    this.#running = running
    for (const [at, meter] of this.flows.meters.entries()) {
      this.#histories[at]!.out.take(meter.out(frame), frame.nowUs)
      if (this.flows.wires[at]!.kind === 'deliver') {
        this.#histories[at]!.back.take(meter.back(frame), frame.nowUs)
      }
    }
    for (let at = 0; at < frame.eventCount; at++) {
      const event = frame.event(at)
      if (event.kind === TraceKind.deadLettered) {
        this.#why.set(this.#queueIds[event.queue] ?? '', reasons[event.reason] ?? '')
      }
      if (!travels || speed === 'max') continue
      this.#routes.take(event, (track, kind, attempt, order) =>
        this.#start(frame, track, kind, attempt, event.timeUs, order),
      )
    }
    if (!travels) this.#pool.clear()
  }

  /** The word for what fills a dead wire: why its last letter was given up. */
  readonly why = (wire: string): string => {
    const from = this.flows.wires.find(({ id }) => id === wire)?.from ?? ''
    return this.#why.get(from) ?? ''
  }

  /** Whether the picture changes by itself between two frames. */
  moves(): boolean {
    return this.#running && this.#speed !== 'max'
  }

  /** Marks that have not arrived at wall time `atMs`. */
  underway(atMs: number): number {
    this.#pool.retire(this.#clock.now(atMs))
    return this.#pool.count
  }

  /** Whether frames come with nothing to follow by eye between them. */
  rushes(): boolean {
    return this.#running && this.#speed === 'max'
  }

  /** `moving`: false draws bands in one shade and no marks (far away, or motion is unwanted). */
  paint(context: CanvasRenderingContext2D, atMs: number, palette: Palette, moving: boolean): void {
    const nowUs = this.#clock.now(atMs)
    const underway = this.underway(atMs)
    const { flows } = this.flows
    const shaded = moving && flows.filter(({ mode }) => mode === 'band').length <= shadedBandsMax
    for (const [at, flow] of flows.entries()) {
      const wire = this.flows.wires[at]!
      const out = this.#tracks[this.#numbers.of('out', wire.id)]
      if (!out) continue
      if (flow.blocked) paintGate(context, out, palette)
      else if (flow.mode === 'band') this.#paintBands(context, at, out, palette, nowUs, shaded)
    }
    if (moving && underway > 0) paintMarks(context, this.#pool, this.#tracks, nowUs, palette)
  }

  #paintBands(
    context: CanvasRenderingContext2D,
    at: number,
    out: Track,
    palette: Palette,
    nowUs: number,
    shaded: boolean,
  ): void {
    const wire = this.flows.wires[at]!
    const flow = this.flows.flows[at]!
    const history = this.#histories[at]!
    const width = bandWidth(flow.ratePerSecond)
    const colour =
      palette.marks[wire.kind === 'deliver' ? 'unacked' : wire.aside ? 'dead' : 'ready']
    const plain = { width, foot: palette.marks.redelivered, footShare: 0 }
    const share = (slots: BandHistory) => (age: number) =>
      this.#speed === 'max' ? age / 12 : (nowUs - slots.endUs(age)) / this.#travelUs
    const look = { ...plain, colour }
    paintBand(context, out, look, palette, shaded ? history.out : null, share(history.out))
    const back = this.#tracks[this.#numbers.of('back', wire.id)]
    if (!back) return
    const settled = {
      ...plain,
      width: Math.max(5, width * 0.75),
      colour: palette.marks.acked,
      footShare: flow.returned,
    }
    paintBand(context, back, settled, palette, shaded ? history.back : null, share(history.back))
  }

  #start(
    frame: FrameView,
    track: number,
    kind: number,
    attempt: number,
    timeUs: number,
    order: number,
  ): void {
    const wire = this.#wireOf[track]
    const flow = wire === undefined ? null : this.flows.flows[wire]!
    if (flow?.mode === 'band') return
    const every = Math.max(1, Math.round((flow?.every ?? 1) / frame.sampleEvery))
    if (this.#seen[track]!++ % every !== 0) return
    const latencyUs = wire === undefined ? 0 : this.#latencyUs[wire]!
    const startUs = timeUs + order * this.#travelUs
    this.#pool.add(track, kind, attempt, startUs, Math.max(this.#travelUs, latencyUs))
  }

  #turn(speed: Speed, atMs: number): void {
    if (speed === this.#speed) return
    this.#speed = speed
    if (speed === 'max') {
      this.#pool.clear()
      return
    }
    const travelUs = travelMs * 1000 * speed
    this.#pool.stretch(travelUs / this.#travelUs, this.#clock.now(atMs))
    this.#travelUs = travelUs
  }
}

/** Latency of the link a wire stands for; inside the broker there is none. */
function latencyOf(wire: GraphWire, graph: Graph, run: RunDescription): number {
  const end = wire.kind === 'publish' ? wire.from : wire.kind === 'deliver' ? wire.to : null
  const name = graph.nodes.find(({ id }) => id === end)?.members[0]
  const { producers, consumers } = run.scenario
  const actor = [...producers, ...consumers].find((spec) => spec.name === name)
  return actor?.link.latencyUs ?? 0
}
