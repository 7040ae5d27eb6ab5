/**
 * Guests: programs from outside that speak AMQP to the simulated broker. What one does is an input at the current virtual time,
 * so that a run with guests replays like any other: same scenario, seed, commands and inputs, same log.
 */
import type { FieldTable } from './topology.ts'

/** What is known of a client when its connection is open. */
export interface GuestFacts {
  /** What the client calls itself, else its product. */
  readonly name: string
  readonly user: string
  readonly virtualHost: string
  /** As negotiated. */
  readonly channelMax: number
  readonly frameMaxBytes: number
  readonly properties: FieldTable
}

/** Connections are numbered in the order of their `guest.connect`, from 0. */
export type GuestInput =
  | { readonly kind: 'guest.connect'; readonly facts: GuestFacts }
  /** Bytes of its side of the wire, in order, cut anywhere. */
  | { readonly kind: 'guest.bytes'; readonly connection: number; readonly bytes: Uint8Array }
  /** The socket is gone. */
  | { readonly kind: 'guest.gone'; readonly connection: number }
  /** Whether it takes what is sent to it: while it does not, its consumers are given nothing. */
  | { readonly kind: 'guest.reading'; readonly connection: number; readonly reading: boolean }

  /** A person tells it to publish nothing, as an alarm does, or to go on. */
  | { readonly kind: 'guest.block'; readonly connection: number; readonly blocked: boolean }

/** One side of a guest as the run sees it: what it publishes to one exchange, or one of its consumers. */
export type GuestActor = GuestProducer | GuestConsumer

interface GuestSide {
  /** In the log; counts on from the scenario's own actors and is never given again. */
  readonly number: number
  readonly connection: number
  /** Unique among the actors that are listed. */
  readonly name: string
  /** The channel it used last. */
  readonly channel: number
  /** False once it has ended. */
  readonly open: boolean
}

export interface GuestProducer extends GuestSide {
  readonly role: 'producer'
  readonly exchange: string
  readonly published: number
  readonly confirmed: number
  readonly returned: number
  readonly refused: number
  /** Bodies of what it published. */
  readonly bytes: number
  readonly persistent: boolean
  readonly mandatory: boolean
  readonly confirms: boolean
  /** Routing keys and how often each was used; the first few. */
  readonly keys: ReadonlyMap<string, number>
  /** Virtual time of its first and of its latest message. */
  readonly firstUs: number
  readonly lastUs: number
  /** `connection.blocked` was sent to it. */
  readonly blocked: boolean
}

export interface GuestConsumer extends GuestSide {
  readonly role: 'consumer'
  readonly queue: string
  readonly consumerTag: string
  readonly autoAck: boolean
  /** 0 is unlimited. */
  readonly prefetch: number
  readonly delivered: number
  readonly redelivered: number
  readonly acked: number
  /** By nack, reject or recover. */
  readonly nacked: number
  readonly unacked: number
  /** Virtual microseconds from delivery to settlement, summed over what was settled. */
  readonly heldUs: number
}

/** The broker closed a channel or a connection of a guest. */
export interface GuestClosure {
  readonly atUs: number
  /** What the client is called. */
  readonly name: string
  readonly connection: number
  /** 0 is the connection itself. */
  readonly channel: number
  readonly replyCode: number
  readonly replyText: string
}
