import { Dice } from './dice.ts'
import { heal } from './heal.ts'
import { type Plan, planOf } from './plan/plan.ts'
import type { Step } from './verbs/step.ts'
import { stepsOf } from './verbs/steps.ts'
import { Violation } from './violation.ts'
import { World } from './world.ts'

/** Steps of a world, and of every eighth one, so that what takes long to build up is met too. */
const stepsUsual = 2500
const stepsLong = 10_000
const longEvery = 8

/** Which world: a seed has as many as it needs for its events. */
export interface Place {
  readonly seed: number
  /** From 0. */
  readonly world: number
}

export interface Found extends Place {
  /** Of the list of invariants, `check` for what the engine says of itself, or `crash` when something broke by itself. */
  readonly rule: string
  readonly sentence: string
  /** Steps that were done before it, the guilty one included. */
  readonly steps: number
}

export interface WorldResult {
  readonly events: number
  readonly confirms: number
  readonly digest: number
  readonly found: Found | null
}

export interface SeedResult extends WorldResult {
  readonly seed: number
  readonly worlds: number
}

/**
 * Runs worlds of one seed until so many events were checked, at least one: each has faults, then their end and a drain, and
 * is forgotten. Never throws: what goes wrong is the result, and the last world is the one it happened in.
 */
export function runSeed(seed: number, eventsWanted = 1): SeedResult {
  let [events, confirms, digest, worlds] = [0, 0, 0, 0]
  let found: Found | null = null
  while (events < eventsWanted && found === null) {
    const place = { seed, world: worlds++ }
    const result = runSteps(place, scriptOf(place))
    events += result.events
    confirms += result.confirms
    digest = (Math.imul(digest, 31) + result.digest) >>> 0
    found = result.found
  }
  return { seed, worlds, events, confirms, digest, found }
}

/** The same, done twice: another digest is a violation. [reliability: V19] */
export function runSeedTwice(seed: number, eventsWanted = 1): SeedResult {
  const first = runSeed(seed, eventsWanted)
  const again = runSeed(seed, eventsWanted)
  if (first.found !== null || first.digest === again.digest) return first
  const sentence = `seed ${seed} came out ${first.digest} and then ${again.digest}`
  return { ...first, found: { seed, world: 0, rule: 'V19', sentence, steps: 0 } }
}

/** Everything a world does, by its place alone. */
export function scriptOf(place: Place): Step[] {
  const { seed, world } = place
  const isLong = world % longEvery === longEvery - 1
  const dice = new Dice(seed, `steps ${world}`)
  return stepsOf(planOf(place), dice, isLong ? stepsLong : stepsUsual)
}

export function runSteps(place: Place, steps: readonly Step[]): WorldResult {
  const plan: Plan = planOf(place)
  let done = 0
  let world: World | null = null
  const result = (found: Found | null): WorldResult => {
    const { ledger, records } = world?.stage ?? { ledger: null, records: null }
    const { events = 0, confirms = 0 } = ledger ?? {}
    return { events, confirms, digest: (records?.digest ?? 0) >>> 0, found }
  }
  try {
    world = new World(plan)
    for (const step of steps) {
      done++
      world.do(step)
    }
    heal(world)
    return result(null)
  } catch (problem) {
    const sentence = problem instanceof Error ? problem.message : String(problem)
    const rule = problem instanceof Violation ? problem.rule : 'crash'
    return result({ ...place, rule, sentence, steps: done })
  }
}
