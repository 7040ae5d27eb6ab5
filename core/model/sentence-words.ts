/** What one language must be able to say about a record of the log. The pieces are put together by `sentence.ts`. */
import type { Command } from './command.ts'
import type { FaultSpec } from './scenario.ts'
import type { TraceReason } from './trace.ts'

/** A piece of a sentence: plain text, a name to be set apart, or a message to be followed. */
export type Segment =
  | { readonly text: string }
  | { readonly name: string; readonly kind: 'queue' | 'exchange' | 'producer' | 'consumer' }
  | { readonly message: number }

/** What a sentence is built of: text, segments, and lists of either. */
export type Piece = string | Segment | readonly Piece[]

export interface Facts {
  readonly message: Segment
  /** The queue of the record; an empty text when it has none. */
  readonly queue: Segment
  /** The producer or consumer; null: a person, by hand. */
  readonly actor: Segment | null
  /** The exchange in `detail`; null when it does not exist. */
  readonly exchange: Segment | null
  readonly attempt: number
  readonly reason: TraceReason
  readonly detail: number
  /** Queues a published message went to, when it is known. */
  readonly routedTo: readonly Segment[] | null
  /** How long the message was in the queue, when it is known. */
  readonly tookUs: number | null
}

export interface Change {
  readonly command: Command
  /** Null when it is not known or is no number. */
  readonly before: number | null
  readonly target: Segment
}

/** One method per kind of record; a missing one does not compile. */
export interface Words {
  readonly defaultExchange: string
  published(facts: Facts): Piece
  enqueued(facts: Facts): Piece
  delivered(facts: Facts): Piece
  acked(facts: Facts): Piece
  requeued(facts: Facts): Piece
  deadLettered(facts: Facts): Piece
  dropped(facts: Facts): Piece
  returned(facts: Facts): Piece
  unroutable(facts: Facts): Piece
  refused(facts: Facts): Piece
  confirmed(facts: Facts): Piece
  confirmNacked(facts: Facts): Piece
  crashed(facts: Facts): Piece
  restarted(facts: Facts): Piece
  ackTimeout(facts: Facts): Piece
  producerBlocked(facts: Facts): Piece
  producerUnblocked(facts: Facts): Piece
  connectionLost(facts: Facts): Piece
  consumerCancelled(facts: Facts): Piece
  leaderElected(facts: Facts): Piece
  faultBegan(fault: FaultSpec, target: Segment): Piece
  faultEnded(fault: FaultSpec, target: Segment): Piece
  intervened(change: Change): Piece
  /** The change is not in the list that was given. */
  intervenedSomehow(): Piece
}

/** 950 µs, 1.38 s, 42 min: three digits, in the unit a person would say. */
export function duration(us: number): string {
  if (us < 1000) return `${digits(us)} µs`
  if (us < 1e6) return `${digits(us / 1000)} ms`
  if (us < 60e6) return `${digits(us / 1e6)} s`
  if (us < 3600e6) return `${digits(us / 60e6)} min`
  return `${digits(us / 3600e6)} h`
}

export function digits(value: number): string {
  return String(Number(value.toPrecision(3)))
}

export function percent(share: number): string {
  return digits(share * 100)
}
