/** How a run differs from what its scenario says by itself. */
import type { TimedCommand } from '#core/model/command.ts'
import type { Guests } from './guests.ts'

export interface SimulationOptions {
  /** Instead of the scenario's. */
  readonly seed?: number
  readonly runId?: number
  /** Commands of an earlier run: they are applied again, each at its instant. */
  readonly commands?: readonly TimedCommand[]
  /** Clients from outside may come: time then goes on when nothing is left to happen. */
  readonly guests?: Guests
  /** What time zero is on the wall for guests, microseconds since 1970; 0 unless said. */
  readonly epochUs?: number
  /** Hears every command and every input of a guest before it happens: with scenario and seed they are the whole run. */
  readonly record?: (command: TimedCommand) => void
  /** Test builds: the broker checks its books after every event. */
  readonly checkEveryEvent?: boolean
}
