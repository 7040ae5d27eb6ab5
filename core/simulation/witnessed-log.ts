import type { TraceSink } from '#core/engine/trace-sink.ts'
import type { EventLog } from './event-log.ts'
import type { Guests } from './guests.ts'

/** The event log of a run with guests, who read along: they keep what they published until its last copy is gone. */
export class WitnessedLog implements TraceSink {
  readonly #log: EventLog
  readonly #guests: Guests

  constructor(log: EventLog, guests: Guests) {
    this.#log = log
    this.#guests = guests
  }

  append(what: number, messageId: number, queue: number, actor: number, detail: number): void {
    this.#log.append(what, messageId, queue, actor, detail)
    this.#guests.append(what, messageId, queue, actor, detail)
  }
}
