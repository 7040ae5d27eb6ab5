import { Dice } from './dice.ts'
import { type Plan, planOf } from './plan.ts'
import { type Step, stepsOf } from './step.ts'
import { Violation } from './violation.ts'
import { World } from './world.ts'

const stepsPerSeed = 1500
/** Runs of a shrinking script at most. */
const shrinkRunsMax = 400

export interface Found {
  /** Of the list of invariants, or `crash` when something broke by itself. */
  readonly rule: string
  readonly sentence: string
  /** Steps that were done before it, the guilty one included. */
  readonly steps: number
}

export interface SeedResult {
  readonly seed: number
  readonly events: number
  readonly confirms: number
  readonly digest: number
  readonly found: Found | null
}

/** Runs one seed: faults, then their end and a drain. Never throws: what goes wrong is the result. */
export function runSeed(seed: number): SeedResult {
  const plan = planOf(seed)
  return runSteps(plan, stepsOf(plan, new Dice(seed, 'steps'), stepsPerSeed))
}

export function runSteps(plan: Plan, steps: readonly Step[]): SeedResult {
  const { seed } = plan
  let done = 0
  let world: World | null = null
  const result = (found: Found | null): SeedResult => {
    const events = world?.ledger.events ?? 0
    const confirms = world?.ledger.confirms ?? 0
    return { seed, events, confirms, digest: (world?.records.digest ?? 0) >>> 0, found }
  }
  try {
    world = new World(plan)
    for (const step of steps) {
      done++
      world.do(step)
      if (world.isUncertain) return result(null)
    }
    world.heal()
    return result(null)
  } catch (problem) {
    if (world?.isUncertain) return result(null)
    const sentence = problem instanceof Error ? problem.message : String(problem)
    const rule = problem instanceof Violation ? problem.rule : 'crash'
    return result({ rule, sentence, steps: done })
  }
}

/** The shortest script found that breaks the same rule: the tail goes first, then ever smaller parts. */
export function shrink(seed: number, { rule, steps: length }: Found): readonly Step[] {
  const plan = planOf(seed)
  let best = stepsOf(plan, new Dice(seed, 'steps'), stepsPerSeed).slice(0, length)
  let runs = 0
  const breaks = (steps: readonly Step[]) => runSteps(plan, steps).found?.rule === rule
  for (let part = Math.ceil(best.length / 2); part >= 1 && runs < shrinkRunsMax; ) {
    let isShorter = false
    for (let from = best.length - part; from > -part && runs < shrinkRunsMax; from -= part) {
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
