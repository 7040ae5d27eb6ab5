/** An invariant that did not hold. */
export class Violation extends Error {
  /** `V1` to `V23` of the list in `rules.ts`, or `check` for what the engine says of itself. */
  readonly rule: string

  constructor(rule: string, sentence: string) {
    super(sentence)
    this.name = 'Violation'
    this.rule = rule
  }
}

/** Throws a `Violation` of that rule unless it holds. */
export function hold(holds: boolean, rule: string, sentence: () => string): asserts holds {
  if (!holds) throw new Violation(rule, sentence())
}
