/**
 * Patterns of policies. They are Perl-like regular expressions out of a file somebody sent: only those are tried whose
 * worst case is small, so that no pattern can hold up the import.
 */

/** More unbounded repeats than this may take the length of a name to that power in steps. */
const repeatsMax = 2
const patternMax = 1000

/** Repeats of single characters and classes, and whether a whole group is repeated. */
function cost(pattern: string): { repeats: number; groupRepeated: boolean } {
  let repeats = 0
  let groupRepeated = false
  let inClass = false
  for (let at = 0; at < pattern.length; at += 1) {
    const unit = pattern[at]
    if (unit === '\\') at += 1
    else if (inClass) inClass = unit !== ']'
    else if (unit === '[') inClass = true
    else if (unit === '*' || unit === '+' || unit === '{') {
      repeats += 1
      if (pattern[at - 1] === ')') groupRepeated = true
    }
  }
  return { repeats, groupRepeated }
}

/** Whether a name matches, or null when the pattern is not one that can be tried safely. */
export function matcherOf(pattern: string): ((name: string) => boolean) | null {
  // Nearly every policy is for everything.
  if (pattern === '' || pattern === '.*' || pattern === '^.*$' || pattern === '^') return () => true
  if (pattern.length > patternMax) return null
  const { repeats, groupRepeated } = cost(pattern)
  if (repeats > repeatsMax || groupRepeated) return null
  try {
    const expression = new RegExp(pattern)
    return (name) => expression.test(name)
  } catch {
    return null
  }
}
