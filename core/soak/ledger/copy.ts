import type { Body } from '#core/soak/plan/bodies.ts'
import type { ChannelBook } from './channel-book.ts'
import type { ConsumerBook } from './consumer-book.ts'
import type { Kept } from './kept-letter.ts'
import type { QueueBook } from './queue-book.ts'

/** A message as it was published, and what its publisher is owed. */
export interface Publication {
  /** The broker's number, once it has one. */
  id: number
  readonly channel: ChannelBook
  readonly exchange: string
  readonly key: string
  readonly body: Body
  readonly mandatory: boolean
  readonly mark: number
  /** Where it goes; null as long as that is open, because it waits for an alarm to end. */
  ways: readonly QueueBook[] | null
  /** Queues that wait for a majority to store it. */
  withheld: number
  /** Any ever did. */
  wasWithheld: boolean
  /** Some queue refused it. */
  refused: boolean
  routed: boolean
  /** Sent to whoever asked for replies on a channel; null of any other. */
  readonly asker: ChannelBook | null
  /** The log told of its having no way. */
  told: boolean
  returned: boolean
}

export interface DeathNote {
  readonly queue: string
  readonly reason: string
  readonly count: number
}

/** What a queue is about to get: a publication, or what is left of one after its deaths. */
export interface Arrival {
  readonly publication: Publication
  readonly book: QueueBook
  readonly exchange: string
  readonly key: string
  readonly copyKeys: readonly string[]
  readonly expirationMs: number | null
  readonly deaths: readonly DeathNote[]
  /** Rejects and losses so far, in every queue, where the version counts them. [recorded: K159] */
  readonly failures: number
  /** It must not enter, but be dropped as a circle. */
  readonly isCircle: boolean
  /** Null of what was published. */
  readonly letter: Letter | null
}

/** A dead letter on its way. */
export interface Letter {
  readonly publication: Publication
  readonly exchange: string
  readonly key: string
  readonly copyKeys: readonly string[]
  readonly blindKeys: readonly string[]
  readonly deaths: readonly DeathNote[]
  readonly failures: number
  /** Of one that its queue keeps until it has arrived. */
  readonly kept: Kept | null
}

/** One message in one queue. */
export interface Copy {
  readonly arrival: Arrival
  readonly id: number
  /** Its place among the messages of its level. */
  order: number
  level: number
  /** What it counts towards a limit of bytes. */
  readonly weight: number
  readonly enteredUs: number
  readonly deadlineUs: number
  deliveries: number
  failures: number
  /** It is marked redelivered whatever its deliveries here. */
  again: boolean
  /** It went before the head of a classic queue, which has not looked at it since. [recorded: K169] */
  overlooked: boolean
}

/** A copy in a client's hands. */
export interface Held {
  readonly copy: Copy
  readonly book: QueueBook
  readonly channel: ChannelBook
  readonly tag: number
  /** Null of a basic.get. */
  readonly consumer: ConsumerBook | null
  /** Events before it was made. */
  readonly deliveredAt: number
  /** When it was held too long. */
  readonly dueUs: number
}

/** A delivery that the verb under way settles. */
export interface Settling {
  readonly held: Held
  readonly how: 'ack' | 'requeue' | 'discard'
  /** A `TraceReason`: how the client put it. */
  readonly reason: number
  /** Which of the settlements of a transaction. */
  readonly batch: number
}
