import type { OwnPayload } from './content.ts'

/** What an endpoint is told about the broker it serves. */
export interface House {
  /** The number in the log of the first guest's actor. */
  readonly firstActor: number
  /** What the broker's time zero is on the wall, microseconds since 1970. */
  readonly epochUs: number
  /** What a message carries that no guest published, by slot; null when nobody knows. */
  readonly payloadOf: (slot: number) => OwnPayload | null
}

/** A broker that nobody else uses. */
export const alone: House = { firstActor: 0, epochUs: 0, payloadOf: () => null }
