import type { Invariant } from './invariants.ts'

/** An invariant that did not hold. */
export class Violation extends Error {
  /** Or `check` for what the engine says of itself. */
  readonly rule: Invariant | 'check'

  constructor(rule: Invariant | 'check', sentence: string) {
    super(sentence)
    this.name = 'Violation'
    this.rule = rule
  }
}

/** Throws a `Violation` of that rule unless it holds. */
export function hold(holds: boolean, rule: Invariant, sentence: () => string): asserts holds {
  if (!holds) throw new Violation(rule, sentence())
}
