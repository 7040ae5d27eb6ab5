import type { FieldTable } from '#core/model/topology.ts'

/** A message as it was published, and what its publisher is owed. */
export interface Publication {
  /** The broker's number, once it has one. */
  id: number
  readonly channel: number
  readonly exchange: string
  readonly key: string
  readonly headers: FieldTable
  readonly copyKeys: readonly string[]
  readonly blindKeys: readonly string[]
  readonly sizeBytes: number
  readonly expirationMs: number | null
  readonly mandatory: boolean
  readonly persistent: boolean
  readonly mark: number
  readonly userRef: number
  /** Some queue refused it. */
  refused: boolean
  routed: boolean
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
  readonly queue: number
  readonly exchange: string
  readonly key: string
  readonly copyKeys: readonly string[]
  readonly expirationMs: number | null
  readonly deaths: readonly DeathNote[]
  /** Rejects so far, in every queue, where the version counts them. [recorded: K159] */
  readonly failures: number
  /** It must not enter, but be dropped as a circle. */
  readonly isCircle: boolean
}

/** One message in one queue. */
export interface Copy {
  readonly arrival: Arrival
  readonly order: number
  readonly enteredUs: number
  readonly deadlineUs: number
  deliveries: number
  failures: number
  /** A crash made it unknown whether it had been delivered. */
  again: boolean
}

/** A copy in a consumer's hands. */
export interface Held {
  readonly copy: Copy
  readonly queue: number
  readonly channel: number
  readonly tag: number
  /** -1 of a basic.get. */
  readonly consumer: number
}

export function afterDeath(
  deaths: readonly DeathNote[],
  queue: string,
  reason: string,
): DeathNote[] {
  const known = deaths.find((death) => death.queue === queue && death.reason === reason)
  const count = (known?.count ?? 0) + 1
  return [{ queue, reason, count }, ...deaths.filter((death) => death !== known)]
}

/** Whether a dead letter has been in that queue since somebody last rejected it. [RabbitMQ: Dead Letter Exchanges, cycles] */
export function isCircle(deaths: readonly DeathNote[], queue: string): boolean {
  const rejected = deaths.findIndex(({ reason }) => reason === 'rejected')
  const since = rejected < 0 ? deaths : deaths.slice(0, rejected)
  return since.some((death) => death.queue === queue)
}
