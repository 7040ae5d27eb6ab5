/** A minute of depth as a line and the area under it. */
export interface SparkPaths {
  readonly line: string
  readonly area: string
}

/** `points`: how many samples the whole width stands for; fewer values fill it from the right. */
export function sparkPaths(
  values: readonly number[],
  width: number,
  height: number,
  points: number,
): SparkPaths {
  if (values.length < 2) return { line: '', area: '' }
  const top = Math.max(4, ...values)
  const step = width / (points - 1)
  const first = width - (values.length - 1) * step
  const at = (value: number, index: number) =>
    `${(first + index * step).toFixed(1)} ${(height - 1 - (value / top) * (height - 2)).toFixed(1)}`
  const line = `M${values.map(at).join('L')}`
  return { line, area: `${line}L${width} ${height}L${first.toFixed(1)} ${height}z` }
}
