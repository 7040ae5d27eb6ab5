import { type Found, runSteps, scriptOf } from './soak.ts'
import type { Step } from './verbs/step.ts'

/** Runs of a shrinking script at most. */
const runsMax = 400

/** The shortest script found that breaks the same rule: the tail goes first, then ever smaller parts. */
export function shrink(found: Found): readonly Step[] {
  let best: readonly Step[] = scriptOf(found).slice(0, found.steps)
  let runs = 0
  const breaks = (steps: readonly Step[]) => runSteps(found, steps).found?.rule === found.rule
  for (let part = Math.ceil(best.length / 2); part >= 1 && runs < runsMax; ) {
    let isShorter = false
    for (let from = best.length - part; from > -part && runs < runsMax; from -= part) {
      const without = [...best.slice(0, Math.max(0, from)), ...best.slice(from + part)]
      runs++
      if (without.length === best.length || !breaks(without)) continue
      best = without
      isShorter = true
    }
    if (part === 1 && !isShorter) break
    part = part === 1 ? 1 : Math.ceil(part / 2)
  }
  return best
}
