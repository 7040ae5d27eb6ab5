import type { RandomScript } from './random-script.ts'

/** The most verbs a script is tried without before it counts as short enough. */
const triesMost = 60

/**
 * A script with as few verbs as possible that still `fails`: halves go first, then ever smaller parts. Not the shortest of all,
 * but one nobody can shorten by leaving out a single verb, unless the tries run out.
 */
export async function shrink(
  script: RandomScript,
  fails: (candidate: RandomScript) => Promise<boolean>,
): Promise<RandomScript> {
  let { steps } = script
  let tries = 0
  for (let size = steps.length >> 1; size >= 1; size >>= 1) {
    let from = 0
    while (from < steps.length && tries < triesMost) {
      const fewer = [...steps.slice(0, from), ...steps.slice(from + size)]
      tries++
      if (await fails({ ...script, steps: fewer })) steps = fewer
      else from += size
    }
  }
  return { ...script, steps }
}
