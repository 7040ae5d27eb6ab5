/**
 * `node e2e/clients/compare.ts [--only python,node,java,go,celery] [--url amqp://…]`: runs ordinary client programs on a real
 * RabbitMQ and on `sluice serve`, and compares what they print, line by line. A language whose tools are not here is
 * skipped by name. Ends with 1 when anything differs.
 */
import type { RunningServer } from '../servers/installed.ts'
import { startRabbitmq } from '../servers/rabbitmq.ts'
import { installRabbitmq, serves } from '../servers/rabbitmq-install.ts'
import { readArguments } from './compare-arguments.ts'
import { type Contest, contest, eachOf } from './contest.ts'
import { told } from './difference.ts'
import { GivenSide, RealSide } from './real-side.ts'
import { programSets } from './sets.ts'
import type { Side } from './side.ts'
import { SluiceSide } from './sluice-side.ts'
import type { Language, ProgramSet } from './steps.ts'
import type { Toolchain } from './toolchain.ts'
import { prepareToolchains } from './toolchains.ts'

const started: RunningServer[] = []

try {
  const { only, url } = readArguments(process.argv.slice(2))
  process.exitCode = await main(only, url)
} catch (problem) {
  console.error(problem instanceof Error ? problem.message : problem)
  process.exitCode = 2
} finally {
  for (const server of started) await server.stop()
}

async function main(only: readonly Language[], url: string | null): Promise<number> {
  const prepared = await prepareToolchains(only)
  const toolchains = new Map<string, Toolchain>()
  for (const one of prepared) {
    if (one.available) toolchains.set(one.language, one)
    else console.log(`SKIPPED ${one.name}: ${one.reason} ${one.howTo}`)
  }
  const real = url === null ? await startedSide() : new GivenSide(url)
  const sluice = new SluiceSide()
  const sets = programSets.filter(({ language }) => toolchains.has(language))
  // Sets share nothing on a server of ours; on a given one they come in turn.
  const contests = await eachOf(sets, url === null ? 2 : 1, (set) =>
    contest(set, toolchains.get(set.language)!, real, sluice),
  )
  console.log(table(contests, real))
  return contests.every(({ differences }) => differences.length === 0) ? 0 : 1
}

async function startedSide(): Promise<Side> {
  const installed = await installRabbitmq('4.3')
  if (!installed.available) throw new Error(`${installed.reason} ${installed.howTo}`)
  if (!serves(installed.version, '4.3'))
    throw new Error(`RabbitMQ 4.3 could not be fetched; only ${installed.version} came.`)
  const server = await startRabbitmq(installed)
  started.push(server)
  return new RealSide(server)
}

function table(contests: readonly Contest[], real: Side): string {
  const width = Math.max(...contests.map(({ set }) => nameOf(set).length), 8)
  const lines = [`${'programs'.padEnd(width)}  lines  on sluice serve as on ${real.name}`]
  for (const { set, lines: count, differences } of contests) {
    const verdict = differences.length === 0 ? 'equal' : `${differences.length} different`
    lines.push(`${nameOf(set).padEnd(width)}  ${String(count).padStart(5)}  ${verdict}`)
  }
  for (const { set, differences, complaints } of contests) {
    if (differences.length === 0) continue
    lines.push('', nameOf(set), told(differences))
    if (complaints.sluice !== complaints.real)
      lines.push('  what the programs complained of on sluice serve:', complaints.sluice.trimEnd())
  }
  return lines.join('\n')
}

function nameOf({ language, name }: ProgramSet): string {
  return `${language}: ${name}`
}
