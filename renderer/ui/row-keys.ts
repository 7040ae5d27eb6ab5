/** Where a key takes the chosen row of a list, or undefined when the key is not about rows. */
export function rowAfter(
  key: string,
  current: number,
  count: number,
  page: number,
): number | undefined {
  if (count === 0) return undefined
  const to = {
    ArrowDown: current + 1,
    ArrowUp: current - 1,
    PageDown: current + page,
    PageUp: current - page,
    Home: 0,
    End: count - 1,
  }[key]
  if (to === undefined) return undefined
  return current === -1 && key !== 'End' ? 0 : Math.min(count - 1, Math.max(0, to))
}
