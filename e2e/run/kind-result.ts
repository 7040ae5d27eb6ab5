/** What one kind of test came to, whichever tool ran it. */

export interface Skip {
  readonly name: string
  /** Why, and how to get what was missing. */
  readonly reason: string
}

export interface KindResult {
  readonly kind: string
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly tookMs: number
  /** Names of what failed, with the first lines of why. */
  readonly failures: readonly string[]
  readonly skips: readonly Skip[]
}

/** A kind that cannot run here, by name and reason; it counts as skipped, never as passed. */
export function skippedKind(kind: string, reason: string): KindResult {
  const skips = [{ name: `all of ${kind}`, reason }]
  return { kind, passed: 0, failed: 0, skipped: 1, tookMs: 0, failures: [], skips }
}

/** A kind whose tool broke before it could count: that is a failure. */
export function brokenKind(kind: string, why: string, tookMs: number): KindResult {
  return {
    kind,
    passed: 0,
    failed: 1,
    skipped: 0,
    tookMs,
    failures: [`${kind}: ${why}`],
    skips: [],
  }
}
