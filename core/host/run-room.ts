/**
 * The room a run lives in: one loaded simulation, its pace, its state and its frames. Nothing here changes what happens
 * in a run, only when; what a person changes goes through the simulation's commands.
 */
import type { Command, TimedCommand } from '#core/model/command.ts'
import { Failure } from '#core/model/failure.ts'
import type { GuestInput } from '#core/model/guest.ts'
import { limits } from '#core/model/limits.ts'
import type { Mark, RunDescription, RunState, Speed } from '#core/model/run.ts'
import type { Scenario } from '#core/model/scenario.ts'
import type { Guests } from '#core/simulation/guests.ts'
import type { Simulation } from '#core/simulation/simulation.ts'
import type { SimulationOptions } from '#core/simulation/simulation-options.ts'
import type { Clock } from './clock.ts'
import { type Moment, Run } from './run.ts'
import type { ShownActors } from './shown-actors.ts'
import { Tape } from './tape.ts'

export interface RunRoomOptions {
  readonly clock: Clock
  /** Left out: nobody looks. */
  readonly sendFrame?: (frame: Uint8Array<ArrayBuffer>) => void
  /** What time zero of its runs is on the wall for guests, milliseconds since 1970; 0 unless said. */
  readonly epochMs?: number
  /** Clients from outside for a run that is to be loaded; null while none may come. */
  readonly guests?: (scenario: Scenario) => Guests | null
  /** Stand in for them when a run is run again: whatever is sent to them goes nowhere. Left out where guests may come: no run can be gone back in. */
  readonly ghosts?: (scenario: Scenario) => Guests
  /** Hears everything that comes into the runs from outside, each with its instant. */
  readonly record?: (command: TimedCommand) => void
  /** Hears that nothing which clients did while the clock stood waits any more. */
  readonly caughtUp?: () => void
  /** Hears of every run that takes the place of another. */
  readonly opened?: (simulation: Simulation) => void
  /** Hears why a run was halted: a mistake of ours, never of the scenario. */
  readonly report: (error: unknown) => void
}

const frameMs = 1000 / limits.framesPerSecond

export class RunRoom {
  readonly #options: RunRoomOptions
  #run: Run | null = null
  /** As it was asked for: a run with guests has no end, whatever its scenario says. */
  #scenario: Scenario | null = null
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
    const seed = options.seed ?? scenario.seed
    this.#speed = options.speed ?? this.#speed
    const guests = this.#options.guests?.(scenario) ?? null
    // A run with guests lasts as long as somebody is there.
    if (guests === null) this.#run = this.#opened(scenario, seed, {})
    else this.#run = this.#opened({ ...scenario, durationUs: null }, seed, { guests })
    this.#scenario = scenario
    if (options.run) this.#start(this.#run)
    this.#sendFrame()
    return this.#run.simulation.description
  }

  /** Fails `invalid` when the broker refuses the topology; the run before stays then. */
  #opened(scenario: Scenario, seed: number, options: SimulationOptions): Run {
    const { record, epochMs = 0, guests, ghosts } = this.#options
    const canGoBack = guests === undefined || ghosts !== undefined
    const runId = Math.max(this.#lastRunId, this.description?.runId ?? 0) + 1
    const run = new Run(
      scenario,
      {
        ...options,
        seed,
        runId,
        epochUs: epochMs * 1000,
        ...(record === undefined ? {} : { record }),
      },
      {
        tape: canGoBack ? new Tape() : null,
        speed: this.#speed,
        wallMs: this.#options.clock.nowMs,
      },
    )
    this.#lastRunId = runId
    this.#cancelSlice()
    this.#options.opened?.(run.simulation)
    return run
  }

  /**
   * Goes back to a moment, or on to one: the run is run again from its beginning, with everything that came into it from outside,
   * as fast as it goes, and stands there. What came later comes again when it goes on, unless something is changed. Guests
   * are shown as they were; those that were there are cut off. Fails `refused` when too much came in to be kept, or nothing is kept
   * here.
   */
  rewind(goal: Moment): RunDescription {
    const { simulation, tape } = this.#loaded()
    if (tape === null) throw new Failure('refused', 'Runs cannot be gone back in here. Restart it.')
    const { seed } = simulation.description
    const { commands } = tape
    const { scenario } = simulation
    const guests = simulation.guests === null ? undefined : this.#options.ghosts?.(scenario)
    const options = guests === undefined ? { commands } : { commands, guests }
    this.#run = this.#opened(scenario, seed, options)
    this.#run.goal = goal
    this.#start(this.#run)
    this.#sendFrame()
    return this.#run.simulation.description
  }

  /** From the beginning, with the same or another seed; it goes on running if it was. */
  restart(seed: number | null): RunDescription {
    const { simulation, state } = this.#loaded()
    return this.load(this.#scenario ?? simulation.scenario, {
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
    const run = this.#loaded()
    run.goal = null
    this.#stop(run, 'paused')
    this.#sendFrame()
  }

  /** One agenda event, or all up to the next message that moves. Pauses a run that runs. */
  step(by: 'event' | 'message'): void {
    const run = this.#loaded()
    this.#stop(run, 'paused')
    if (run.state === 'paused') {
      const went = this.#guarded(run, () => run.step(by))
      this.#tellCaughtUp(run)
      if (went === false && run.simulation.guests === null) run.state = 'finished'
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
    if (run.state === 'finished' && !run.isOver) run.state = 'paused'
    this.#sendFrame()
    return result
  }

  /**
   * What a client from outside does: now while the run runs, else when it goes on or is stepped, and never when it is halted.
   * Whether that was now: `caughtUp` is heard once it is. Without guests a programmer's error.
   */
  guest(input: GuestInput): boolean {
    const run = this.#loaded()
    return this.#guarded(run, () => run.guest(input)) ?? false
  }

  focus(queue: number | null): void {
    this.#loaded().frames.focus(queue)
    this.#sendFrame()
  }

  /** Wall milliseconds the run has been running. */
  get wallMs(): number {
    return this.#loaded().wallMs
  }

  #loaded(): Run {
    if (this.#run === null) throw new Failure('not-found', 'No scenario is loaded. Open one first.')
    return this.#run
  }

  #start(run: Run): void {
    run.start()
    this.#guarded(run, () => run.goal === null && run.letIn())
    this.#tellCaughtUp(run)
    this.#reschedule(run)
  }

  #tellCaughtUp(run: Run): void {
    if (!run.keepsGuestsWaiting) this.#options.caughtUp?.()
  }

  #stop(run: Run, state: RunState): void {
    this.#cancelSlice()
    run.stop(state)
  }

  #reschedule(run: Run): void {
    this.#cancelSlice()
    if (run.state !== 'running') return
    this.#cancelSlice = this.#options.clock.later(() => this.#slice(run), 0)
  }

  #slice(run: Run): void {
    const { clock } = this.#options
    const slice = this.#guarded(run, () => run.slice())
    if (slice === undefined || slice.kind === 'over') {
      const isThere = run.goal !== null && !run.isOver
      run.goal = null
      this.#stop(run, isThere ? 'paused' : 'finished')
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
    if (run === null || sendFrame === undefined) return
    const wallMs = clock.nowMs()
    this.#lastFrameMs = wallMs
    sendFrame(run.frames.write({ state: run.state, speed: this.#speed, wallMs }))
  }
}
