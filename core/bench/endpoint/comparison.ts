/** One quantity on both brokers, and which of them is better at it. */
export interface Comparison {
  readonly name: string
  readonly unit: string
  readonly ours: number
  readonly real: number
  /** How many times better ours is; below 1 it is worse. */
  readonly ratio: number
}

export function moreIsBetter(name: string, unit: string, ours: number, real: number): Comparison {
  return { name, unit, ours, real, ratio: ours / real }
}

export function lessIsBetter(name: string, unit: string, ours: number, real: number): Comparison {
  return { name, unit, ours, real, ratio: real / ours }
}

export function comparisonTable(
  comparisons: readonly Comparison[],
  oursName: string,
  realName: string,
): string {
  const rows = comparisons.map(({ name, unit, ours, real, ratio }) => [
    name,
    `${figure(ours)} ${unit}`,
    `${figure(real)} ${unit}`,
    Number.isFinite(ratio) ? `${ratio.toPrecision(3)}x` : '',
  ])
  const all = [['', oursName, realName, 'better'], ...rows]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]!.length)))
  return all
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** Three digits, whole from a hundred on. */
function figure(value: number): string {
  return value >= 100
    ? Math.round(value).toLocaleString('en')
    : String(Number(value.toPrecision(3)))
}
