/** A recorded session run again, as fast as it goes. */
import { setImmediate as turn } from 'node:timers/promises'
import { Failure } from '#core/model/failure.ts'
import { parseScenario } from '#core/model/scenario-file.ts'
import type { Guests } from '#core/simulation/guests.ts'
import { Simulation } from '#core/simulation/simulation.ts'
import type { RecordedEnd, Recording } from './recording.ts'

/** Events between two looks at what else there is to do. */
const sliceEvents = 50_000

export interface Replayed {
  readonly simulation: Simulation
  /** How far it came, and its hash. */
  readonly end: RecordedEnd
  /** Whether that is what was recorded; null when the recording breaks off. */
  readonly isSame: boolean | null
}

/** Fails `invalid` when the recorded scenario cannot be read. */
export async function replay(recording: Recording, guests: Guests): Promise<Replayed> {
  const { scenario, problems } = parseScenario(recording.scenario)
  if (!scenario) {
    const why = problems.find(({ severity }) => severity === 'error')?.message ?? 'it has errors'
    throw new Failure('invalid', `The scenario in the recording cannot be run: ${why}`)
  }
  const { commands, seed, end, epochMs } = recording
  const simulation = new Simulation(
    { ...scenario, durationUs: null },
    { seed, commands, guests, epochUs: epochMs * 1000 },
  )
  const untilUs = end?.nowUs ?? commands.at(-1)?.atUs ?? 0
  const events = end?.events ?? Number.POSITIVE_INFINITY
  for (;;) {
    const left = Math.min(sliceEvents, events - simulation.eventsTotal)
    const why = simulation.advance(untilUs, left)
    if (why !== 'budget' || simulation.eventsTotal >= events) break
    await turn()
  }
  const reached = {
    nowUs: simulation.nowUs,
    events: simulation.eventsTotal,
    hash: simulation.hash(),
  }
  const isSame =
    end === null
      ? null
      : end.nowUs === reached.nowUs && end.events === reached.events && end.hash === reached.hash
  return { simulation, end: reached, isSame }
}
