/**
 * What the host may ask of a simulation, whatever runs it: the worker, the command line, a test. The class behind it is
 * `simulation.ts`.
 */
import type { Command, TimedCommand } from '#core/model/command.ts'
import type { ExpectationVerdict, RunResult } from '#core/model/result.ts'
import type { Mark, RunDescription } from '#core/model/run.ts'

/** Why `advance` came back. `idle`: nothing is left to happen. `end`: the scenario's duration is reached. */
export type Advance = 'until' | 'budget' | 'idle' | 'end'

export interface SimulationPort {
  readonly description: RunDescription
  readonly nowUs: number
  /** Agenda events applied. */
  readonly eventsTotal: number
  readonly commands: readonly TimedCommand[]
  readonly marks: readonly Mark[]
  /** Applies the next agenda event; false when there is none (or the duration is over). */
  step(): boolean
  /** Applies events up to and including `untilUs`, at most `eventsMax` of them; the clock ends at `untilUs` only on 'until'. */
  advance(untilUs: number, eventsMax: number): Advance
  /** Applies a command now: it is logged, marked and kept for replay. Fails `not-found` for an unknown target. */
  command(command: Command): Mark
  /** 16 hex digits over every log record so far. */
  hash(): string
  /** `wallMs` is the caller's measurement: the core reads no clock. */
  result(wallMs: number): RunResult
  verdicts(): readonly ExpectationVerdict[]
}
