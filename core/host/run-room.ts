/**
 * The room a run lives in: one loaded simulation, its pace, its state and its frames. Nothing here changes what happens
 * in a run, only when; what a person changes goes through the simulation's commands.
 */
import type { Command } from '#core/model/command.ts'
import { Failure } from '#core/model/failure.ts'
import { limits } from '#core/model/limits.ts'
import type { Mark, RunDescription, RunState, Speed } from '#core/model/run.ts'
import type { Scenario } from '#core/model/scenario.ts'
import { Simulation } from '#core/simulation/simulation.ts'
import type { Clock } from './clock.ts'
import { FrameWriter } from './frame-writer.ts'
import { Pacer } from './pacer.ts'
import type { ShownActors } from './shown-actors.ts'

interface Run {
  readonly simulation: Simulation
  readonly pacer: Pacer
  frames: FrameWriter
  state: RunState
  /** Wall time spent running, up to the last change of state. */
  ranMs: number
  /** When it last began to run. */
  beganMs: number
}

export interface RunRoomOptions {
  readonly clock: Clock
  readonly sendFrame: (frame: Uint8Array<ArrayBuffer>) => void
  /** Hears why a run was halted: a mistake of ours, never of the scenario. */
  readonly report: (error: unknown) => void
}

const frameMs = 1000 / limits.framesPerSecond

export class RunRoom {
  readonly #options: RunRoomOptions
  #run: Run | null = null
  #lastRunId = 0
  #speed: Speed = 1
  #cancelSlice = () => {}
  #lastFrameMs = Number.NEGATIVE_INFINITY

  constructor(options: RunRoomOptions) {
    this.#options = options
  }

  /** The simulation that is loaded. Fails `not-found` when none is. */
  get simulation(): Simulation {
    return this.#loaded().simulation
  }

  /** How the page numbers the actors of the log. */
  get actors(): ShownActors {
    return this.#loaded().frames.actors
  }

  get description(): RunDescription | null {
    return this.#run?.simulation.description ?? null
  }

  /** Fails `invalid` when the broker refuses the topology; the run before stays then. */
  load(
    scenario: Scenario,
    options: { seed: number | null; run: boolean; speed: Speed | null },
  ): RunDescription {
    const { clock } = this.#options
    const runId = Math.max(this.#lastRunId, this.description?.runId ?? 0) + 1
    const seed = options.seed ?? scenario.seed
    const simulation = new Simulation(scenario, { seed, runId })
    this.#lastRunId = runId
    this.#speed = options.speed ?? this.#speed
    this.#cancelSlice()
    this.#run = {
      simulation,
      pacer: new Pacer(simulation, this.#speed, clock.nowMs),
      frames: new FrameWriter(simulation),
      state: 'paused',
      ranMs: 0,
      beganMs: 0,
    }
    if (options.run) this.#start(this.#run)
    this.#sendFrame()
    return simulation.description
  }

  /** From the beginning, with the same or another seed; it goes on running if it was. */
  restart(seed: number | null): RunDescription {
    const { simulation, state } = this.#loaded()
    const { scenario } = simulation.description
    return this.load(scenario, {
      seed: seed ?? simulation.description.seed,
      run: state === 'running',
      speed: null,
    })
  }

  run(): void {
    const run = this.#loaded()
    if (run.state === 'paused') this.#start(run)
    this.#sendFrame()
  }

  pause(): void {
    this.#stop(this.#loaded(), 'paused')
    this.#sendFrame()
  }

  /** One agenda event, or all up to the next message that moves. Pauses a run that runs. */
  step(by: 'event' | 'message'): void {
    const run = this.#loaded()
    this.#stop(run, 'paused')
    if (run.state === 'paused') {
      const went = this.#guarded(run, () =>
        by === 'event' ? run.simulation.step() : run.simulation.stepMessage(),
      )
      if (went === false) run.state = 'finished'
    }
    this.#sendFrame()
  }

  setSpeed(speed: Speed): void {
    this.#speed = speed
    const run = this.#run
    if (run === null) return
    run.pacer.speed = speed
    this.#reschedule(run)
    this.#sendFrame()
  }

  /** Fails `not-found` for an unknown target, `conflict` when the run is halted. */
  intervene(command: Command): Mark {
    return this.changing(({ simulation }) => simulation.command(command))
  }

  /** Does something at the current virtual time that is part of the run. */
  changing<Result>(change: (run: { readonly simulation: Simulation }) => Result): Result {
    const run = this.#loaded()
    if (run.state === 'halted') {
      throw new Failure('conflict', 'The run was halted by a mistake in Sluice. Restart it.')
    }
    const result = change(run)
    // A run that had nothing left to do may have something now.
    if (run.state === 'finished' && !this.#isOver(run)) run.state = 'paused'
    this.#sendFrame()
    return result
  }

  focus(queue: number | null): void {
    this.#loaded().frames.focus(queue)
    this.#sendFrame()
  }

  /** Wall milliseconds the run has been running. */
  get wallMs(): number {
    const run = this.#loaded()
    const runningMs = run.state === 'running' ? this.#options.clock.nowMs() - run.beganMs : 0
    return run.ranMs + runningMs
  }

  #loaded(): Run {
    if (this.#run === null) throw new Failure('not-found', 'No scenario is loaded. Open one first.')
    return this.#run
  }

  #isOver({ simulation }: Run): boolean {
    const { durationUs } = simulation.description.scenario
    return durationUs !== null && simulation.nowUs >= durationUs
  }

  #start(run: Run): void {
    run.state = 'running'
    run.beganMs = this.#options.clock.nowMs()
    run.pacer.anchor()
    this.#reschedule(run)
  }

  #stop(run: Run, state: RunState): void {
    this.#cancelSlice()
    if (run.state !== 'running') return
    run.ranMs += this.#options.clock.nowMs() - run.beganMs
    run.state = state
  }

  #reschedule(run: Run): void {
    this.#cancelSlice()
    if (run.state !== 'running') return
    this.#cancelSlice = this.#options.clock.later(() => this.#slice(run), 0)
  }

  #slice(run: Run): void {
    const { clock } = this.#options
    const slice = this.#guarded(run, () => run.pacer.slice())
    if (slice === undefined || slice.kind === 'over') {
      this.#stop(run, 'finished')
      this.#sendFrame()
      return
    }
    const nowMs = clock.nowMs()
    if (nowMs - this.#lastFrameMs >= frameMs) this.#sendFrame()
    const toFrameMs = Math.max(1, frameMs - (nowMs - this.#lastFrameMs))
    const restMs = slice.kind === 'wait' ? Math.min(slice.ms, toFrameMs) : 0
    this.#cancelSlice = clock.later(() => this.#slice(run), restMs)
  }

  /** A mistake of ours halts the run where it is, and says so. Undefined then. */
  #guarded<Result>(run: Run, work: () => Result): Result | undefined {
    try {
      return work()
    } catch (error) {
      this.#stop(run, 'halted')
      run.state = 'halted'
      this.#options.report(error)
      return undefined
    }
  }

  #sendFrame(): void {
    const { clock, sendFrame } = this.#options
    const run = this.#run
    if (run === null) return
    const wallMs = clock.nowMs()
    this.#lastFrameMs = wallMs
    if (!run.frames.isCurrent) run.frames = new FrameWriter(run.simulation, run.frames)
    sendFrame(run.frames.write({ state: run.state, speed: this.#speed, wallMs }))
  }
}
