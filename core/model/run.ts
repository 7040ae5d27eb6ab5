/**
 * What a loaded run is made of: the tables that turn the integers of frames and log records back into names.
 * Index spaces: exchanges and queues each count from 0; actors are the producers in order, then the consumers.
 */
import type { Command } from './command.ts'
import type { Scenario } from './scenario.ts'

export interface RunDescription {
  /**
   * Changes at each load or restart, and of a run with guests whenever these change what it is made of; frames carry it, so a
   * late frame of an old run is recognised.
   */
  readonly runId: number
  /** `runId` at the load: the same as long as the run is. */
  readonly loadId: number
  /** As it is now: of a run with guests their topology, producers and consumers included, after its own. */
  readonly scenario: Scenario
  readonly seed: number
  /** '' (the default exchange) is always index 0; the pre-declared `amq.*` follow, then the scenario's own. */
  readonly exchanges: readonly string[]
  readonly queues: readonly string[]
  readonly producers: readonly string[]
  readonly consumers: readonly string[]
  /** Of a run that guests may come to, else null. */
  readonly guests: GuestsOfRun | null
}

/** Which actors of a run are guests: the last so many of each kind. */
export interface GuestsOfRun {
  readonly producers: number
  readonly consumers: number
}

export const runStates = ['paused', 'running', 'finished', 'halted'] as const
export type RunState = (typeof runStates)[number]

/** Virtual seconds per wall second, or 'max' for as fast as possible. 0.01 .. 1000. */
export type Speed = number | 'max'

/** A mark on the time axis: what a person did, or a fault of the scenario. */
export interface Mark {
  readonly atUs: number
  readonly by: 'you' | 'fault'
  readonly untilUs: number | null
  readonly command: Command | null
  /** What the dial stood at before, in the command's own unit; of a group, its first. Null when there is no such number. */
  readonly before: number | null
  /** Index in scenario.faults, or null. */
  readonly fault: number | null
}
