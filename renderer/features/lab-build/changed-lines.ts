/** Which lines of a file are not in an earlier version of it, by the longest common run of lines. Pure. */

/** Longer files than this are compared by membership only: the table would be large for no use. */
const linesMax = 1500

/** Indices of the lines of `now` that are new or different. An empty `before` has nothing to compare with. */
export function changedLines(before: string, now: string): ReadonlySet<number> {
  if (before === '') return new Set()
  const old = before.split('\n')
  const lines = now.split('\n')
  if (old.length > linesMax || lines.length > linesMax) {
    const known = new Set(old)
    return new Set(lines.flatMap((line, at) => (known.has(line) ? [] : [at])))
  }
  const table = commonRuns(old, lines)
  const width = lines.length + 1
  const changed = new Set<number>()
  let [row, column] = [0, 0]
  while (column < lines.length) {
    if (row < old.length && old[row] === lines[column]) {
      row++
      column++
    } else if (
      row < old.length &&
      table[(row + 1) * width + column]! >= table[row * width + column + 1]!
    )
      row++
    else changed.add(column++)
  }
  return changed
}

/** Length of the longest common subsequence of the rests of both, by where the rests begin. */
function commonRuns(old: readonly string[], lines: readonly string[]): Uint16Array {
  const width = lines.length + 1
  const table = new Uint16Array((old.length + 1) * width)
  for (let row = old.length - 1; row >= 0; row--) {
    for (let column = lines.length - 1; column >= 0; column--) {
      table[row * width + column] =
        old[row] === lines[column]
          ? table[(row + 1) * width + column + 1]! + 1
          : Math.max(table[(row + 1) * width + column]!, table[row * width + column + 1]!)
    }
  }
  return table
}
