import type { Broker } from '#core/engine/broker.ts'
import type { RunDescription } from '#core/model/run.ts'
import { descriptionWithGuests } from './description.ts'
import type { Guests } from './guests.ts'

/** What a run is made of, at any time. Without guests that never changes. */
export class Descriptions {
  readonly #base: RunDescription
  readonly #broker: Broker
  readonly #guests: Guests | null
  #edition = -1
  #latest: RunDescription

  constructor(base: RunDescription, broker: Broker, guests: Guests | null) {
    this.#base = base
    this.#broker = broker
    this.#guests = guests
    this.#latest = base
  }

  /** The same object until something changed. */
  now(): RunDescription {
    if (this.#guests === null) return this.#base
    const edition = this.#guests.edition + this.#broker.topologyEpoch
    if (edition !== this.#edition) {
      this.#edition = edition
      const runId = this.#base.runId + edition
      this.#latest = descriptionWithGuests(this.#base, runId, this.#broker, this.#guests)
    }
    return this.#latest
  }
}
