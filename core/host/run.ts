/** One loaded simulation with its pace, its state and its frames. */
import type { TimedCommand } from '#core/model/command.ts'
import type { GuestInput } from '#core/model/guest.ts'
import type { RunState, Speed } from '#core/model/run.ts'
import type { Scenario } from '#core/model/scenario.ts'
import { Simulation } from '#core/simulation/simulation.ts'
import type { SimulationOptions } from '#core/simulation/simulation-options.ts'
import { FrameWriter } from './frame-writer.ts'
import { Pacer, type Slice, sliceMs } from './pacer.ts'
import type { Tape } from './tape.ts'

/** A moment of a run: an instant, or a number of events that were applied. */
export type Moment = { readonly atUs: number } | { readonly events: number }

/** Events between two looks at the wall clock on the way to a moment. */
const eventsPerLook = 1024

export class Run {
  readonly simulation: Simulation
  readonly pacer: Pacer
  /** What came in, to go back with; null where nobody can. */
  readonly tape: Tape | null
  state: RunState = 'paused'
  /** Where it stops on its way to another moment, as fast as it goes. */
  goal: Moment | null = null
  /** What guests did while the clock stood still. */
  readonly #waiting: GuestInput[] = []
  #frames: FrameWriter
  readonly #wallMs: () => number
  /** Wall time spent running up to the last change of state, and when it last began. */
  #ranMs = 0
  #beganMs = 0

  /** Fails `invalid` when the broker refuses the topology. */
  constructor(
    scenario: Scenario,
    options: SimulationOptions,
    { tape, speed, wallMs }: { tape: Tape | null; speed: Speed; wallMs: () => number },
  ) {
    const { record } = options
    this.tape = tape
    const both = (timed: TimedCommand) => {
      tape?.record(timed)
      record?.(timed)
    }
    this.simulation = new Simulation(scenario, { ...options, record: both })
    this.pacer = new Pacer(this.simulation, speed, wallMs)
    this.#frames = new FrameWriter(this.simulation)
    this.#wallMs = wallMs
  }

  /** Writes what the run is made of now. */
  get frames(): FrameWriter {
    if (!this.#frames.isCurrent) this.#frames = new FrameWriter(this.simulation, this.#frames)
    return this.#frames
  }

  /** Wall milliseconds it has been running. */
  get wallMs(): number {
    return this.#ranMs + (this.state === 'running' ? this.#wallMs() - this.#beganMs : 0)
  }

  get isOver(): boolean {
    const { durationUs } = this.simulation.scenario
    return durationUs !== null && this.simulation.nowUs >= durationUs
  }

  start(): void {
    this.state = 'running'
    this.#beganMs = this.#wallMs()
    this.pacer.anchor()
  }

  stop(state: RunState): void {
    if (this.state !== 'running') return
    this.#ranMs = this.wallMs
    this.state = state
  }

  /** One agenda event, or all up to the next message that moves; of what guests did meanwhile, the first. False at the end. */
  step(by: 'event' | 'message'): boolean {
    if (this.letIn(1)) return true
    return by === 'event' ? this.simulation.step() : this.simulation.stepMessage()
  }

  /** Works for a few milliseconds. A run that guests may come to is not over when nothing is left to do. */
  slice(): Slice {
    const slice = this.goal === null ? this.pacer.slice() : this.#towards(this.goal)
    const waits = slice.kind === 'over' && this.simulation.guests !== null && !this.isOver
    return waits && this.goal === null ? { kind: 'wait', ms: Number.POSITIVE_INFINITY } : slice
  }

  /** What a guest does: now while the run runs, else when it goes on or is stepped. Whether that was now. */
  guest(input: GuestInput): boolean {
    const isNow = this.state === 'running' && this.goal === null
    if (isNow) {
      this.pacer.catchUp()
      this.simulation.guest(input)
    } else if (this.state !== 'halted') this.#waiting.push(input)
    return isNow
  }

  /** Whether something that guests did has still to be let in. */
  get keepsGuestsWaiting(): boolean {
    return this.#waiting.length > 0
  }

  /** Lets in the first `count` of what guests did meanwhile; whether there was any. */
  letIn(count = this.#waiting.length): boolean {
    const inputs = this.#waiting.splice(0, count)
    for (const input of inputs) this.simulation.guest(input)
    return inputs.length > 0
  }

  #towards(goal: Moment): Slice {
    const beganMs = this.#wallMs()
    const untilUs = 'atUs' in goal ? goal.atUs : Number.POSITIVE_INFINITY
    const events = 'events' in goal ? goal.events : Number.POSITIVE_INFINITY
    do {
      const left = Math.min(eventsPerLook, events - this.simulation.eventsTotal)
      const why = this.simulation.advance(untilUs, left)
      if (why !== 'budget' || this.simulation.eventsTotal >= events) return { kind: 'over' }
    } while (this.#wallMs() - beganMs < sliceMs)
    return { kind: 'more' }
  }
}
