/** A scenario behind a port, without a window: what `sluice serve` is. */
import type { TimedCommand } from '#core/model/command.ts'
import type { Listening } from '#core/model/endpoint.ts'
import type { Speed } from '#core/model/run.ts'
import type { Scenario } from '#core/model/scenario.ts'
import { ClientDoor } from './client-door.ts'
import { wallClock } from './clock.ts'
import type { RecordedEnd } from './recording.ts'
import { RunRoom } from './run-room.ts'

export interface ServedOptions {
  readonly scenario: Scenario
  readonly seed: number
  readonly speed: Speed
  /** 0 takes a free one. */
  readonly port: number
  readonly user: string
  readonly password: string
  readonly tls?: { readonly key: string; readonly cert: string }
  readonly connectionsMax?: number
  /** What the run's time zero is on the wall, milliseconds since 1970: what broker and clients write into headers. */
  readonly epochMs: number
  /** Hears everything that comes in, each with its instant. */
  readonly record?: (command: TimedCommand) => void
  /** Hears of a mistake of ours: the run stands then. */
  readonly report: (error: unknown) => void
}

export class ServedRun {
  readonly listening: Listening
  readonly #room: RunRoom
  readonly #door: ClientDoor

  private constructor(room: RunRoom, door: ClientDoor, listening: Listening) {
    this.#room = room
    this.#door = door
    this.listening = listening
  }

  /** Clients may come as soon as it resolves. Rejects `refused` when the port cannot be had, `invalid` when the topology is refused. */
  static async open(options: ServedOptions): Promise<ServedRun> {
    const { scenario, seed, speed, port, user, password, record, report, epochMs } = options
    const { tls, connectionsMax } = options
    const door = new ClientDoor({
      user,
      password,
      enter: (input) => room.guest(input),
      ...(tls === undefined ? {} : { tls }),
      ...(connectionsMax === undefined ? {} : { connectionsMax }),
    })
    const room: RunRoom = new RunRoom({
      clock: wallClock,
      epochMs,
      guests: (loaded) => door.guests(loaded),
      caughtUp: () => door.caughtUp(),
      opened: (simulation) => door.opened(simulation),
      report,
      ...(record === undefined ? {} : { record }),
    })
    const listening = await door.open(port)
    room.load(scenario, { seed, run: true, speed })
    return new ServedRun(room, door, listening)
  }

  get nowUs(): number {
    return this.#room.simulation.nowUs
  }

  /** Sends everybody away and stops; how far it came, before that. */
  async close(): Promise<RecordedEnd> {
    this.#room.pause()
    const { simulation } = this.#room
    const { nowUs, eventsTotal: events } = simulation
    const end = { nowUs, events, hash: simulation.hash() }
    await this.#door.close()
    return end
  }
}
