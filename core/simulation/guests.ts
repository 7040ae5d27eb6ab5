import type { Broker } from '#core/engine/broker.ts'
import type { BrokerSink } from '#core/engine/sink.ts'
import type { GuestActor, GuestClosure, GuestInput } from '#core/model/guest.ts'

/**
 * Clients from outside on the broker of a run. They hear the broker about their own channels and consumers, and act only within
 * `enter` and `settle`, so that the same inputs at the same instants are the same run.
 */
export interface Guests extends BrokerSink {
  ownsChannel(channel: number): boolean
  ownsConsumer(consumer: number): boolean
  /** Does what the input asks, completely, now. */
  enter(input: GuestInput): void
  /** Sends what the broker's own doing came to; after every event of the run. */
  settle(): void
  /** Grows with every change of `actors`. */
  readonly edition: number
  /** In order of their numbers; of those that ended the latest few. */
  readonly actors: readonly GuestActor[]
  /** In order; a record of the log names its place. */
  readonly closures: readonly GuestClosure[]
}

/** Makes the guests of a run over its broker. `firstActor`: the number in the log of the first of them. */
export type InviteGuests = (broker: Broker, firstActor: number) => Guests
