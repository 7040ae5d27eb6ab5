/** How a run differs from what its scenario says by itself. */
import type { TimedCommand } from '#core/model/command.ts'

export interface SimulationOptions {
  /** Instead of the scenario's. */
  readonly seed?: number
  readonly runId?: number
  /** Commands of an earlier run: they are applied again, each at its instant. */
  readonly commands?: readonly TimedCommand[]
  /** Test builds: the broker checks its books after every event. */
  readonly checkEveryEvent?: boolean
}
