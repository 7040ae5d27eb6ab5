/**
 * Actors as the page numbers them: producers first, then consumers, guests behind the scenario's own of their kind. The log
 * numbers guests behind all of the scenario's, because they come while it is written.
 */
import type { GuestActor } from '#core/model/guest.ts'
import { none } from '#core/model/trace.ts'

export class ShownActors {
  readonly #producers: number
  readonly #consumers: number
  readonly #shown = new Map<number, number>()
  readonly #logged = new Map<number, number>()
  readonly #guestProducers: number

  /** `producers`, `consumers`: how many of the scenario's own. */
  constructor(producers: number, consumers: number, guests: readonly GuestActor[]) {
    this.#producers = producers
    this.#consumers = consumers
    this.#guestProducers = guests.filter(({ role }) => role === 'producer').length
    let producer = producers
    let consumer = producers + this.#guestProducers + consumers
    for (const { role, number } of guests) {
      const shown = role === 'producer' ? producer++ : consumer++
      this.#shown.set(number, shown)
      this.#logged.set(shown, number)
    }
  }

  /** What the log calls `logged`; `none` of a guest that is no longer listed. */
  shown(logged: number): number {
    if (logged < this.#producers || logged === none) return logged
    if (logged < this.#producers + this.#consumers) return logged + this.#guestProducers
    return this.#shown.get(logged) ?? none
  }

  /** The way back. */
  logged(shown: number): number {
    if (shown < this.#producers) return shown
    return this.#logged.get(shown) ?? shown - this.#guestProducers
  }
}
