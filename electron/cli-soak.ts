/** `sluice soak`: random worlds by seed on the engine, and what they broke. */
import { shrink } from '#core/soak/shrink.ts'
import type { SeedResult } from '#core/soak/soak.ts'
import { traceOf } from '#core/soak/trace-of.ts'
import { ProgressLine } from './cli-progress.ts'
import type { SoakCommand } from './cli-soak-arguments.ts'
import { type Hunted, huntPlanted } from './soak-planted.ts'
import { soakSeeds } from './soak-threads.ts'

const print = (text: string) => process.stdout.write(`${text}\n`)
/** Failing seeds that are shrunk and shown; further ones are counted. */
const shownMax = 5

/** True when every invariant held or, of planted bugs, when each was noticed. */
export async function soak(command: SoakCommand): Promise<boolean> {
  return command.planted ? planted(command) : seeds(command)
}

async function seeds(command: SoakCommand): Promise<boolean> {
  const { from, to, json } = command
  const startedMs = performance.now()
  const line = new ProgressLine(process.stderr)
  const totals = await soakSeeds(command, ({ seeds, events }) =>
    line.showSeeds({ done: seeds, count: to - from + 1, events }),
  )
  line.clear()
  const seconds = (performance.now() - startedMs) / 1000
  const { broken, events, worlds, confirms, digest } = totals
  const reports = broken.slice(0, shownMax).map(reportOf)
  const violations = broken.length
  if (json) {
    const failed = broken.map(({ seed }) => seed)
    const counts = { from, to, worlds, events, confirms, digest, seconds, violations }
    print(JSON.stringify({ ...counts, failed, reports }))
    return violations === 0
  }
  for (const report of reports) printReport(report)
  const rate = Math.round(events / Math.max(seconds, 0.001))
  print(
    `${totals.seeds} seeds, ${worlds} worlds, ${events} events, ${confirms} confirms in ${seconds.toFixed(1)} s (${rate} events/s), digest ${digest.toString(16)}: ${violations} violations.`,
  )
  return violations === 0
}

function printReport({ seed, found, script, trace }: ReturnType<typeof reportOf>): void {
  const { world, rule, steps, sentence } = found
  print(`Seed ${seed}, world ${world} broke ${rule} at step ${steps}: ${sentence}.`)
  print(`  ${script.length} steps are enough:`)
  for (const step of script) print(`    ${JSON.stringify(step)}`)
  print('  and the last records were:')
  for (const record of trace) print(`    ${record}`)
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
