/** Which words of two lines differ, so that only they are underlined. */

export interface Piece {
  readonly text: string
  readonly differs: boolean
}

/** Words, and between them what separates the fields of a header table. */
const separators = /([\s,:;{}[\]]+)/

/** Beyond this many words a pair of lines is shown as differing as a whole. */
const wordsMax = 400

/** Both lines in pieces; what is common to both, in order, does not differ. */
export function differingWords(
  one: string,
  other: string,
): readonly [readonly Piece[], readonly Piece[]] {
  const first = one.split(separators).filter((word) => word !== '')
  const second = other.split(separators).filter((word) => word !== '')
  if (first.length > wordsMax || second.length > wordsMax) {
    return [joined(first, () => true), joined(second, () => true)]
  }
  const [ofFirst, ofSecond] = common(first, second)
  return [joined(first, (at) => !ofFirst.has(at)), joined(second, (at) => !ofSecond.has(at))]
}

/** Places of a longest common sequence in each. */
function common(
  first: readonly string[],
  second: readonly string[],
): readonly [ReadonlySet<number>, ReadonlySet<number>] {
  const width = second.length + 1
  const lengths = new Uint16Array((first.length + 1) * width)
  for (let a = first.length - 1; a >= 0; a--) {
    for (let b = second.length - 1; b >= 0; b--) {
      lengths[a * width + b] =
        first[a] === second[b]
          ? lengths[(a + 1) * width + b + 1]! + 1
          : Math.max(lengths[(a + 1) * width + b]!, lengths[a * width + b + 1]!)
    }
  }
  const ofFirst = new Set<number>()
  const ofSecond = new Set<number>()
  let a = 0
  let b = 0
  while (a < first.length && b < second.length) {
    if (first[a] === second[b]) {
      ofFirst.add(a++)
      ofSecond.add(b++)
    } else if (lengths[(a + 1) * width + b]! >= lengths[a * width + b + 1]!) a++
    else b++
  }
  return [ofFirst, ofSecond]
}

/** Neighbours that say the same about themselves become one piece; a separator alone is never marked. */
function joined(words: readonly string[], differs: (at: number) => boolean): readonly Piece[] {
  const pieces: Piece[] = []
  words.forEach((text, at) => {
    const isSeparator = /^[\s,:;{}[\]]+$/.test(text)
    const piece = { text, differs: differs(at) && !(isSeparator && words.length > 1) }
    const last = pieces.at(-1)
    if (last !== undefined && last.differs === piece.differs) {
      pieces[pieces.length - 1] = { ...last, text: last.text + text }
    } else pieces.push(piece)
  })
  return pieces
}
