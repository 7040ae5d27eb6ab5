import type { TimedCommand } from '#core/model/command.ts'
import { Failure } from '#core/model/failure.ts'
import { limits } from '#core/model/limits.ts'

/** A command takes about this much beside the bytes it carries. */
const commandBytes = 100

/** Everything that came into a run from outside, so that the run can be gone back in. Bounded: beyond, it can only go on. */
export class Tape {
  #commands: TimedCommand[] = []
  #bytes = 0
  #full = false

  readonly record = (timed: TimedCommand): void => {
    if (this.#full) return
    const { command } = timed
    this.#bytes += commandBytes + (command.kind === 'guest.bytes' ? command.bytes.byteLength : 0)
    this.#full = this.#bytes > limits.tapeBytes
    if (this.#full) this.#commands = []
    else this.#commands.push(timed)
  }

  /** In order. Fails `refused` when there was too much to keep. */
  get commands(): readonly TimedCommand[] {
    if (this.#full) {
      throw new Failure(
        'refused',
        `This run cannot be gone back in, because its clients sent more than ${limits.tapeBytes / 2 ** 20} MiB. Restart it, or record it with sluice serve --record.`,
      )
    }
    return this.#commands
  }
}
