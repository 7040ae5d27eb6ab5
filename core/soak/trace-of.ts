import { TraceKind, TraceReason } from '#core/model/trace.ts'
import { heal } from './heal.ts'
import { planOf } from './plan/plan.ts'
import type { Place } from './soak.ts'
import type { Step } from './verbs/step.ts'
import { World } from './world.ts'

const shownMax = 200
const namesOf = (table: Readonly<Record<string, number>>) =>
  new Map(Object.entries(table).map(([name, number]) => [number, name]))
const kinds = namesOf(TraceKind)
const reasons = namesOf(TraceReason)

/** The last records of the broker's log up to where a script breaks, one line each. */
export function traceOf(place: Place, steps: readonly Step[]): readonly string[] {
  const lines: string[] = []
  const world = new World(planOf(place), (what, id, queue, _actor, detail) => {
    const kind = kinds.get(what & 0xff) ?? String(what & 0xff)
    const reason = reasons.get((what >>> 8) & 0xff)
    const at = queue < 0 ? '' : ` queue ${queue}`
    const why = reason === 'none' ? '' : ` (${reason})`
    lines.push(`${world.stage.ledger.nowUs} us: message ${id} ${kind}${why}${at}, detail ${detail}`)
    if (lines.length > shownMax) lines.shift()
  })
  try {
    for (const step of steps) world.do(step)
    heal(world)
  } catch (problem) {
    lines.push(problem instanceof Error ? problem.message : String(problem))
  }
  return lines
}
