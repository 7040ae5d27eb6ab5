/** How every wire shows its rate right now: worked out ten times a second, read by the plates and by the marks layer. */
import { createContext, useContext, useEffect, useRef } from 'react'
import type { Speed } from '#core/model/run.ts'
import type { FrameView } from '#renderer/state/run-frame.ts'
import type { RateTable } from '#renderer/state/run-rates.ts'
import { writeRate } from '#renderer/ui/number.ts'
import type { Graph, GraphWire } from './graph.ts'
import type { RunIndex } from './run-index.ts'
import { type FlowMode, flowOf } from './wire-flow.ts'
import { meterOf, type WireMeter } from './wire-meter.ts'

export interface WireFlow {
  readonly mode: FlowMode
  /** n of "1 in n"; 1 shows no ratio. */
  readonly every: number
  readonly ratePerSecond: number
  /** Share of settlements that return the message. */
  readonly returned: number
  /** What stands on the plate; '' for nothing. */
  readonly label: string
  /** The producer is held back by its confirm window. */
  readonly blocked: boolean
}

const still: WireFlow = {
  mode: 'still',
  every: 1,
  ratePerSecond: 0,
  returned: 0,
  label: '',
  blocked: false,
}

type FlowPainter = (flow: WireFlow) => void

export class WireFlows {
  readonly wires: readonly GraphWire[]
  readonly meters: readonly WireMeter[]
  /** In the order of `wires`. */
  readonly flows: WireFlow[]
  readonly #producers: readonly (readonly number[])[]
  readonly #labelled: readonly boolean[]
  readonly #places: ReadonlyMap<string, number>
  readonly #painters = new Map<string, Set<FlowPainter>>()

  constructor(graph: Graph, index: RunIndex) {
    const nodes = new Map(graph.nodes.map((node) => [node.id, node]))
    this.wires = graph.wires
    this.meters = graph.wires.map((wire) => meterOf(wire, graph, index))
    this.flows = graph.wires.map(() => still)
    this.#producers = graph.wires.map(({ kind, from }) =>
      kind === 'publish' ? index.members(nodes.get(from)!) : [],
    )
    // A producer says its own rate; only where nothing else does, the wire speaks.
    this.#labelled = graph.wires.map(
      ({ kind, to, aside }) =>
        kind === 'dead' ||
        (kind === 'route' && !aside) ||
        (kind === 'publish' && nodes.get(to)!.kind === 'queue'),
    )
    this.#places = new Map(graph.wires.map(({ id }, at) => [id, at]))
  }

  of(wire: string): WireFlow {
    return this.flows[this.#places.get(wire) ?? -1] ?? still
  }

  /** `why`: the word for what sends letters down a dead wire, by its id. */
  update(frame: FrameView, rates: RateTable, speed: Speed, why: (wire: string) => string): void {
    for (const [at, wire] of this.wires.entries()) {
      const meter = this.meters[at]!
      const ratePerSecond = Math.max(0, meter.out(rates))
      const { mode, every } = flowOf(ratePerSecond, speed, this.flows[at]!.mode)
      const back = meter.back(rates)
      const flow: WireFlow = {
        mode,
        every:
          mode === 'band' || ratePerSecond < 0.05
            ? 1
            : Math.max(1, Math.round(every / frame.sampleEvery)) * frame.sampleEvery,
        ratePerSecond,
        returned: back > 0 ? meter.returned(rates) / back : 0,
        label: this.#label(at, wire, ratePerSecond, mode, why),
        blocked: this.#producers[at]!.some((index) => frame.producer(index, 'state') >= 2),
      }
      this.flows[at] = flow
      for (const painter of this.#painters.get(wire.id) ?? []) painter(flow)
    }
  }

  add(wire: string, painter: FlowPainter): () => void {
    const painters = this.#painters.get(wire) ?? new Set()
    this.#painters.set(wire, painters.add(painter))
    painter(this.of(wire))
    return () => painters.delete(painter)
  }

  #label(
    at: number,
    wire: GraphWire,
    ratePerSecond: number,
    mode: FlowMode,
    why: (wire: string) => string,
  ): string {
    if (ratePerSecond < 0.05) return ''
    if (!this.#labelled[at] && !(wire.kind === 'deliver' && mode === 'band')) return ''
    const said = `${writeRate(ratePerSecond)} /s`
    return wire.kind === 'dead' ? `${said} ${why(wire.id)}`.trimEnd() : said
  }
}

export const FlowContext = createContext<WireFlows | null>(null)

/** Calls `painter` whenever the flow of a wire was worked out anew; never in a draft. */
export function useFlowPainter(wire: string, painter: FlowPainter): void {
  const flows = useContext(FlowContext)
  const newest = useRef(painter)
  useEffect(() => {
    newest.current = painter
  })
  useEffect(() => flows?.add(wire, (flow) => newest.current(flow)), [flows, wire])
}
