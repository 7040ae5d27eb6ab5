/** `sluice soak`: random worlds by seed on the engine, and what they broke. */
import { shrink } from '#core/soak/shrink.ts'
import { runSeed, type SeedResult } from '#core/soak/soak.ts'
import { traceOf } from '#core/soak/trace-of.ts'
import type { SoakCommand } from './cli-soak-arguments.ts'
import { type Hunted, huntPlanted } from './soak-planted.ts'

const print = (text: string) => process.stdout.write(`${text}\n`)
/** Failing seeds that are shrunk and shown; further ones are counted. */
const shownMax = 5

/** True when every invariant held or, of planted bugs, when each was noticed. */
export async function soak(command: SoakCommand): Promise<boolean> {
  return command.planted ? planted(command) : seeds(command)
}

function seeds({ from, to, json }: SoakCommand): boolean {
  const startedMs = performance.now()
  const broken: SeedResult[] = []
  let events = 0
  let confirms = 0
  for (let seed = from; seed <= to; seed++) {
    const result = runSeed(seed)
    events += result.events
    confirms += result.confirms
    if (result.found !== null) broken.push(result)
  }
  const seconds = (performance.now() - startedMs) / 1000
  const reports = broken.slice(0, shownMax).map(reportOf)
  if (json) {
    const failed = broken.map(({ seed }) => seed)
    const violations = broken.length
    print(JSON.stringify({ from, to, events, confirms, seconds, violations, failed, reports }))
    return violations === 0
  }
  for (const { seed, found, script, trace } of reports) {
    print(`Seed ${seed} broke ${found.rule} at step ${found.steps}: ${found.sentence}.`)
    print(`  ${script.length} steps are enough:`)
    for (const step of script) print(`    ${JSON.stringify(step)}`)
    print('  and the last records were:')
    for (const line of trace) print(`    ${line}`)
  }
  const count = to - from + 1
  const rate = Math.round(events / Math.max(seconds, 0.001))
  print(
    `${count} seeds, ${events} events, ${confirms} confirms in ${seconds.toFixed(1)} s (${rate} events/s): ${broken.length} violations.`,
  )
  return broken.length === 0
}

function reportOf({ seed, found }: SeedResult) {
  const script = shrink(found!)
  return { seed, found: found!, script, trace: traceOf(found!, script) }
}

async function planted({ from, to, json }: SoakCommand): Promise<boolean> {
  const hunted: Hunted[] = []
  await huntPlanted(from, to, (each) => {
    hunted.push(each)
    if (!json) print(lineOf(each))
  })
  const caught = hunted.filter(({ rule }) => rule !== null).length
  if (json) print(JSON.stringify({ planted: hunted.length, caught, bugs: hunted }))
  else print(`${caught} of ${hunted.length} planted bugs were noticed.`)
  return caught === hunted.length
}

function lineOf({ name, breaks, rule, seed, seconds, sentence }: Hunted): string {
  const took = `${seconds.toFixed(1)} s`
  const head = `${breaks.padEnd(4)} ${name}`
  if (rule === null) return `MISSED  ${head} (${took})`
  return `${rule.padEnd(7)} ${head}: seed ${seed}, ${took}: ${sentence}`
}
