import type { Invariant } from '../invariants.ts'

/**
 * A mistake somebody could make, as one replacement of text. It is not in the product: it is made in a copy of the engine,
 * and the soak must notice.
 */
export interface PlantedBug {
  readonly name: string
  /** The invariant it breaks, as numbered in `invariants.ts`; others may notice first. */
  readonly breaks: Invariant
  /** A path in core/engine. */
  readonly file: string
  /** Stands in the file exactly once. */
  readonly find: string
  readonly replace: string
}
