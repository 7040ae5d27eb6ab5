/** The soak of the broker, as its own command runs it: each seed that holds is one test passed. */
import { z } from 'zod'
import { command } from './command.ts'
import { brokenKind, type KindResult } from './kind-result.ts'

const seeds = { from: 1, to: 300 }
/** Events each seed checks at least: 21 million in all. */
const eventsPerSeed = 70_000

const report = z.object({
  worlds: z.number(),
  events: z.number(),
  seconds: z.number(),
  failed: z.array(z.number()),
  reports: z.array(
    z.object({
      found: z.object({ world: z.number(), rule: z.string(), sentence: z.string() }),
      seed: z.number(),
      script: z.array(z.unknown()),
    }),
  ),
})

export async function runSoak(): Promise<KindResult> {
  const began = performance.now()
  const { from, to } = seeds
  const range = ['--seeds', `${from}..${to}`, '--events', String(eventsPerSeed)]
  const ended = await command(process.execPath, ['electron/cli.ts', 'soak', ...range, '--json'])
  const tookMs = performance.now() - began
  const text = ended.printed.trim().split('\n').at(-1) ?? ''
  if (!text.startsWith('{')) return brokenKind('soak', ended.printed.slice(-3000), tookMs)
  const { worlds, events, seconds, failed, reports } = report.parse(JSON.parse(text))
  const count = to - from + 1
  console.log(
    `  ${count} seeds, ${worlds} worlds, ${events} events checked in ${seconds.toFixed(1)} s, ${failed.length} violations`,
  )
  const failures = reports.map(
    ({ seed, found, script }) =>
      `seed ${seed}, world ${found.world} broke ${found.rule}: ${found.sentence}\n${script.length} steps are enough; see sluice soak --seeds ${seed} --events ${eventsPerSeed}`,
  )
  const unseen = failed.length - reports.length
  if (unseen > 0) failures.push(`${unseen} more seeds: ${failed.slice(reports.length).join(', ')}`)
  return {
    kind: 'soak',
    passed: count - failed.length,
    failed: failed.length,
    skipped: 0,
    tookMs,
    failures,
    skips: [],
  }
}
