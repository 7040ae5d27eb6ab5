import type { Broker } from '#core/engine/broker.ts'
import type { BrokerSink } from '#core/engine/sink.ts'
import type { TraceSink } from '#core/engine/trace-sink.ts'
import type { GuestActor, GuestClosure, GuestInput } from '#core/model/guest.ts'
import type { Properties } from '#core/model/message.ts'

/**
 * Clients from outside on the broker of a run. They hear the broker about their own channels and consumers and read all of its
 * records, and act only within `enter` and `settle`, so that the same inputs at the same instants are the same run.
 */
export interface Guests extends BrokerSink, TraceSink {
  /** Whose guests they are, before the first of them. */
  serve(broker: Broker, house: House): void
  ownsChannel(channel: number): boolean
  ownsConsumer(consumer: number): boolean
  /** Does what the input asks, completely, now. */
  enter(input: GuestInput): void
  /** Sends what the broker's own doing came to; after every event of the run. */
  settle(): void
  /** The broker was down, or a node: who lost its connection is told so, and comes again by itself. */
  reconnect(): void
  /** What a guest published, of a message that is still in the broker; null of any other. */
  letter(messageId: number): GuestLetter | null
  /** Grows with every change of `actors`. */
  readonly edition: number
  /** In order of their numbers; of those that ended the latest few. */
  readonly actors: readonly GuestActor[]
  /** In order. */
  readonly closures: readonly GuestClosure[]
}

/** What guests are told about the run they come to. */
export interface House {
  /** The number in the log of the first of them. */
  readonly firstActor: number
  /** What the run's time zero is on the wall, microseconds since 1970. */
  readonly epochUs: number
  /** What a message carries that the run itself published, by slot; null of any other. */
  readonly payloadOf: (slot: number) => OwnPayload | null
}

/** The text of a scenario's producer, or what a person published. */
export type OwnPayload = { readonly text: string } | { readonly base64: string }

export interface GuestLetter {
  readonly properties: Properties
  readonly body: Uint8Array
}
