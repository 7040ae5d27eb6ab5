/** Whether programs printed the same on two brokers, line by line. */
import type { Played } from './stage.ts'

export interface Difference {
  /** The terminal. */
  readonly as: string
  /** Counted from 1. */
  readonly line: number
  /** Null where it printed no such line. */
  readonly real: string | null
  readonly sluice: string | null
}

export interface Comparison {
  /** Lines the programs printed on the real broker. */
  readonly lines: number
  readonly differences: readonly Difference[]
}

export function compare(real: Played['printed'], sluice: Played['printed']): Comparison {
  const differences: Difference[] = []
  let lines = 0
  for (const as of new Set([...real.keys(), ...sluice.keys()])) {
    const [left, right] = [real.get(as) ?? [], sluice.get(as) ?? []]
    lines += left.length
    for (let at = 0; at < Math.max(left.length, right.length); at++)
      if (left[at] !== right[at])
        differences.push({ as, line: at + 1, real: left[at] ?? null, sluice: right[at] ?? null })
  }
  return { lines, differences }
}

/** As a person reads it: the first ones, with what either side printed. */
export function told(differences: readonly Difference[], most = 20): string {
  const shown = differences
    .slice(0, most)
    .map(
      ({ as, line, real, sluice }) =>
        `  ${as}, line ${line}\n    real    ${real ?? '(nothing)'}\n    sluice  ${sluice ?? '(nothing)'}`,
    )
  const more = differences.length - shown.length
  return [...shown, ...(more > 0 ? [`  and ${more} more`] : [])].join('\n')
}
