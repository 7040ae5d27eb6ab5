/** Labels at line ends and flags on the lane: how things that would touch find room. */

/**
 * Moves positions apart until neighbours are `distance` apart, inside `from`..`to`, each as near to where it wanted to
 * be as its group allows. The order of `wanted` values is kept; answers in the order of the input.
 */
export function spread(
  wanted: readonly number[],
  distance: number,
  from: number,
  to: number,
): number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => wanted[a]! - wanted[b]! || a - b)
  interface Group {
    readonly members: number[]
    sum: number
    first: number
  }
  const groups: Group[] = []
  const settle = (group: Group) => {
    const size = group.members.length
    const middle = group.sum / size - ((size - 1) * distance) / 2
    group.first = Math.max(from, Math.min(middle, to - (size - 1) * distance))
  }
  for (const index of order) {
    const lone: Group = { members: [index], sum: wanted[index]!, first: 0 }
    settle(lone)
    groups.push(lone)
    for (;;) {
      const above = groups.at(-2)
      const below = groups.at(-1)!
      if (above === undefined || above.first + above.members.length * distance <= below.first) break
      above.members.push(...below.members)
      above.sum += below.sum
      groups.pop()
      settle(above)
    }
  }
  const placed = new Array<number>(wanted.length)
  for (const group of groups) {
    group.members.forEach((index, place) => {
      placed[index] = group.first + place * distance
    })
  }
  return placed
}

export interface FlagPlace {
  readonly x: number
  /** Only the icon: the words would touch the next flag or the playhead. */
  readonly folded: boolean
  /** Hidden behind a later flag at the same place. */
  readonly hidden: boolean
}

/** Which flags can keep their words. `xs` ascend; `widths` with words; a folded flag is `iconWidth` wide. */
export function placeFlags(
  xs: readonly number[],
  widths: readonly number[],
  iconWidth: number,
  end: number,
): FlagPlace[] {
  return xs.map((x, index) => {
    const next = xs[index + 1] ?? end
    return {
      x,
      folded: x + widths[index]! + 4 > next,
      hidden: index + 1 < xs.length && next - x < iconWidth / 2,
    }
  })
}
