/** The faults of a scenario: each begins, and may end, at a fixed time, as one event of the agenda. */
import type { FaultSpec } from '#core/model/scenario.ts'
import { isOfBroker } from '#core/model/sentence-broker.ts'
import { none, TraceKind } from '#core/model/trace.ts'
import type { RunParts } from './run-parts.ts'
import type { Targets } from './targets.ts'

interface Turn {
  readonly atUs: number
  readonly fault: number
  readonly begins: boolean
}

/** When a fault ends by itself; null when it does not. */
export function faultEndUs(fault: FaultSpec): number | null {
  if (fault.kind === 'restartBroker') return null
  const lastsUs = fault.kind === 'crash' ? fault.restartAfterUs : fault.forUs
  return lastsUs === null ? null : fault.atUs + lastsUs
}

export class Faults {
  readonly #faults: readonly FaultSpec[]
  readonly #turns: readonly Turn[]
  readonly #active: Uint8Array
  readonly #targets: Targets
  readonly #parts: RunParts
  #next = 0

  constructor(faults: readonly FaultSpec[], targets: Targets, parts: RunParts) {
    this.#faults = faults
    this.#active = new Uint8Array(faults.length)
    this.#targets = targets
    this.#parts = parts
    this.#turns = faults
      .flatMap((spec, fault): Turn[] => {
        const endUs = faultEndUs(spec)
        const begin = { atUs: spec.atUs, fault, begins: true }
        return endUs === null ? [begin] : [begin, { atUs: endUs, fault, begins: false }]
      })
      .sort((a, b) => a.atUs - b.atUs)
    for (const spec of faults) this.#whom(spec)
    this.#schedule()
  }

  /** Agenda: the next fault begins or ends. Returns its index when it begins, -1 when it ends. */
  turnDue(): number {
    const { fault, begins } = this.#turns[this.#next]!
    this.#next += 1
    this.#schedule()
    this.#active[fault] = begins ? 1 : 0
    this.#parts.log.append(
      begins ? TraceKind.faultBegan : TraceKind.faultEnded,
      0,
      none,
      none,
      fault,
    )
    const spec = this.#faults[fault]!
    if (isOfBroker(spec)) this.#targets.servers.faultTurns(spec, begins)
    for (const target of this.#whom(spec)) this.#turn(spec, target, begins)
    return begins ? fault : -1
  }

  #turn(spec: FaultSpec, target: number, begins: boolean): void {
    if (spec.kind === 'slow') {
      this.#targets.consumers.service.setSlowness(target, this.#factor('slow', target))
    } else if (spec.kind === 'surge') {
      this.#targets.producers.arrivals.setSurge(target, this.#factor('surge', target))
    } else if (spec.kind === 'stop') {
      if (begins) this.#targets.producers.faultStops(target)
      else this.#targets.producers.faultReleases(target)
    } else if (begins && spec.kind === 'crash') {
      // It comes back by its own timer.
      this.#targets.consumers.crash(target, spec.restartAfterUs)
    }
  }

  /** Faults of one kind that hold the same actor at once multiply. */
  #factor(kind: 'slow' | 'surge', target: number): number {
    let factor = 1
    this.#faults.forEach((spec, fault) => {
      if (spec.kind === kind && this.#active[fault] === 1 && this.#whom(spec).includes(target))
        factor *= spec.factor
    })
    return factor
  }

  #whom(spec: FaultSpec): readonly number[] {
    if ('producer' in spec) return this.#targets.actors.producers(spec.producer)
    return 'consumer' in spec ? this.#targets.actors.consumers(spec.consumer) : []
  }

  #schedule(): void {
    const turn = this.#turns[this.#next]
    if (turn) this.#parts.agenda.schedule(this.#parts.numbers.faults, turn.atUs)
  }
}
