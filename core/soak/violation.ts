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

/** Throws a `Violation`: what must hold does not. */
export function violate(rule: Invariant, sentence: string): never {
  throw new Violation(rule, sentence)
}
