/** `sluice run`, `check` and `import`: scenarios without a window. */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { HeadlessRun } from '#core/host/headless.ts'
import { ShippedScenarios } from '#core/host/shipped-scenarios.ts'
import { readTextFile, readTextStream } from '#core/host/text-file.ts'
import { importDefinitions } from '#core/model/definitions.ts'
import { Failure } from '#core/model/failure.ts'
import { limits } from '#core/model/limits.ts'
import type { Scenario } from '#core/model/scenario.ts'
import { parseScenario } from '#core/model/scenario-file.ts'
import { visible } from '#core/model/scenario-file-node.ts'
import type { Problem } from '#core/model/scenario-file-problem.ts'
import { built } from './built.ts'
import type { CliCommand } from './cli-arguments.ts'
import { exit } from './cli-exit.ts'
import { prepareFolder, writeNew, writeRun } from './cli-output.ts'
import { ProgressLine } from './cli-progress.ts'
import { durationText, resultText, verdictText } from './cli-table.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

const say = (text: string) => process.stderr.write(`${text}\n`)
const print = (text: string) => process.stdout.write(text)

/** A file, standard input, or a shipped scenario when there is no such file. */
async function textOf(file: string, bytesMost: number): Promise<string> {
  if (file === '-') return readTextStream(process.stdin, bytesMost)
  const there = await stat(file).then(
    () => true,
    () => false,
  )
  const shipped = await new ShippedScenarios(join(root, built.scenarios)).texts()
  const text = there ? undefined : shipped.get(file)
  if (text !== undefined) return text
  if (there || /[./\\]/.test(file) || file.length > 100) return readTextFile(file, bytesMost)
  const ids = [...shipped.keys()].join(', ')
  throw new Failure(
    'not-found',
    `${visible(file)}: there is no such file, and no shipped scenario is called so; shipped are ${ids}.`,
  )
}

/** `file:3:5: error: sentence`, as editors and people read it. */
function problemText(file: string, { severity, message, place }: Problem): string {
  const name = visible(file === '-' ? 'standard input' : file)
  const at = place ? `:${place.line}:${place.column}` : ''
  return `${name}${at}: ${severity}: ${visible(message)}`
}

export async function run(command: CliCommand & { verb: 'run' }): Promise<number> {
  const { file, out, json } = command
  const made = HeadlessRun.of(await textOf(file, limits.scenarioFileBytes), command)
  if ('problems' in made) {
    for (const problem of made.problems) say(problemText(file, problem))
    return exit.input
  }
  const signals = new Signals()
  for (const hint of made.run.hints) if (!json) say(problemText(file, hint))
  if (out !== null) await prepareFolder(out)
  const line = new ProgressLine(process.stderr)
  const { result, verdicts, partial } = await made.run
    .finish(
      () => signals.caught !== null,
      (progress) => line.show(progress),
    )
    .finally(() => {
      line.clear()
      signals.release()
    })
  const object = `${JSON.stringify(result)}\n`
  if (partial) {
    const end = made.run.scenario.durationUs
    const whole = end === null ? '' : ` of ${durationText(end)}`
    say(
      `Stopped at ${durationText(result.virtualMs * 1000)}${whole} of virtual time after ${result.events} events: nothing was written.`,
    )
    return signals.caught === 'SIGTERM' ? exit.terminated : exit.interrupted
  }
  if (out !== null) {
    const events = made.run.logLines()
    await writeRun(out, { result: object, scenario: made.run.scenarioText(), events })
  }
  print(json ? object : resultText(result))
  for (const verdict of verdicts) if (!json || !verdict.holds) say(verdictText(verdict))
  return verdicts.every(({ holds }) => holds) ? exit.ok : exit.expectation
}

/** Ctrl-C and SIGTERM end a run between two slices of work; a second one ends the process. */
class Signals {
  caught: 'SIGINT' | 'SIGTERM' | null = null
  readonly #catch = (signal: NodeJS.Signals) => {
    this.caught = signal === 'SIGTERM' ? 'SIGTERM' : 'SIGINT'
    this.release()
  }

  constructor() {
    process.on('SIGINT', this.#catch)
    process.on('SIGTERM', this.#catch)
  }

  release(): void {
    process.off('SIGINT', this.#catch)
    process.off('SIGTERM', this.#catch)
  }
}

/** The scenario of a file; undefined when it has errors, which are said. */
export async function scenarioOf(file: string): Promise<Scenario | undefined> {
  const { scenario, problems } = parseScenario(await textOf(file, limits.scenarioFileBytes))
  for (const problem of problems) say(problemText(file, problem))
  return scenario ?? undefined
}

export async function check(file: string): Promise<number> {
  const text = await textOf(file, limits.scenarioFileBytes)
  const { scenario, problems } = parseScenario(text)
  for (const problem of problems) print(`${problemText(file, problem)}\n`)
  if (!scenario) return exit.input
  const { topology, producers, consumers } = scenario
  const counts = [
    `exchanges ${topology.exchanges.length}`,
    `queues ${topology.queues.length}`,
    `bindings ${topology.bindings.length}`,
    `producers ${producers.length}`,
    `consumers ${consumers.length}`,
  ]
  print(`${visible(scenario.title)}: sound; ${counts.join(', ')}\n`)
  return exit.ok
}

export async function importFile({ file, out }: CliCommand & { verb: 'import' }): Promise<number> {
  const text =
    file === '-'
      ? await readTextStream(process.stdin, limits.definitionsFileBytes)
      : await readTextFile(file, limits.definitionsFileBytes)
  const { imported, problems } = importDefinitions(text)
  for (const problem of problems) say(problemText(file, problem))
  if (!imported) return exit.input
  if (out === null) print(imported.text)
  else await writeNew(out, imported.text)
  const counts = Object.entries(imported.counts).map(([what, count]) => `${what} ${count}`)
  say(`Imported: ${counts.join(', ').replace('virtualHosts', 'virtual hosts')}.`)
  say(imported.proposed)
  for (const sentence of imported.unsupported) say(`Not carried over: ${visible(sentence)}`)
  return exit.ok
}
