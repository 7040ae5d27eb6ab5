/** Finding commands by what is typed: every word must occur, in any order; the best match stands first in its group. */

/** Half-open ranges of the title to underline, in order, not overlapping. */
export type Ranges = readonly (readonly [from: number, to: number])[]

export interface Match {
  readonly ranges: Ranges
  /** Lower is better: words at the start of the title, then of a word, then inside one. */
  readonly rank: number
}

const boundary = /[\s./:_-]/

/** How `title` (or, weaker, `note`) answers the words of `query`; null when a word is in neither. */
export function matchTitle(query: string, title: string, note = ''): Match | null {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const inTitle = title.toLowerCase()
  const inNote = note.toLowerCase()
  const found: [number, number][] = []
  let rank = 0
  for (const word of words) {
    const at = bestPlace(inTitle, word)
    if (at !== -1) {
      found.push([at, at + word.length])
      rank += at === 0 ? 0 : boundary.test(inTitle[at - 1]!) ? 1 : 2
    } else if (inNote.includes(word)) rank += 4
    else return null
  }
  return { ranges: joined(found), rank }
}

/** Where `word` begins: at the start of a word if it does so anywhere, else its first occurrence, else -1. */
function bestPlace(text: string, word: string): number {
  const first = text.indexOf(word)
  for (let at = first; at !== -1; at = text.indexOf(word, at + 1)) {
    if (at === 0 || boundary.test(text[at - 1]!)) return at
  }
  return first
}

function joined(ranges: readonly [number, number][]): Ranges {
  const merged: [number, number][] = []
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else merged.push([from, to])
  }
  return merged
}
