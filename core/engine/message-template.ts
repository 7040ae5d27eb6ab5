import type { FieldTable } from '#core/model/topology.ts'

/** What many messages share. Interned once, so that a message stores a number. */
export interface MessageTemplate {
  readonly sizeBytes: number
  readonly persistent: boolean
  /** The `expiration` property, milliseconds, or null. */
  readonly expirationMs: number | null
  readonly headers: FieldTable
  readonly priority: number | null
  /** The caller's own number; the engine only keeps it. */
  readonly userRef: number
}
