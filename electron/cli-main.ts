/** What the command line can do. Each command is loaded on demand, so that none waits for what another needs. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Failure } from '#core/model/failure.ts'
import { helpText, readArguments } from './cli-arguments.ts'
import { exit } from './cli-exit.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

const say = (text: string) => process.stderr.write(`${text}\n`)
const print = (text: string) => process.stdout.write(text)

async function main(words: readonly string[]): Promise<number> {
  const command = readArguments(words)
  switch (command.verb) {
    case 'help':
      print(helpText)
      return exit.ok
    case 'version':
      print(`sluice ${version()}\n`)
      return exit.ok
    case 'run':
      return (await import('./cli-scenario.ts')).run(command)
    case 'check':
      return (await import('./cli-scenario.ts')).check(command.file)
    case 'import':
      return (await import('./cli-scenario.ts')).importFile(command)
    case 'conformance': {
      const { conformance } = await import('./cli-conformance.ts')
      return (await conformance(command)) ? exit.ok : exit.expectation
    }
    case 'soak': {
      const { soak } = await import('./cli-soak.ts')
      return (await soak(command)) ? exit.ok : exit.expectation
    }
    case 'serve': {
      const { serve } = await import('./cli-serve.ts')
      const scenario =
        command.file === null
          ? null
          : await (await import('./cli-scenario.ts')).scenarioOf(command.file)
      if (scenario === undefined) return exit.input
      const signal = await serve(command, scenario, (mistake) => say(String(mistake)))
      if (signal === null) return exit.ok
      return signal === 'SIGTERM' ? exit.terminated : exit.interrupted
    }
    case 'replay': {
      const { replayFile } = await import('./cli-recording.ts')
      const { text, isSame } = await replayFile(command.file)
      print(`${text}\n`)
      return isSame ? exit.ok : exit.expectation
    }
  }
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return (manifest as { version: string }).version
}

/** A reader that went away (`| head`) is not a fault, but not everything was written either. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  const why = error.code === 'EPIPE' ? 'its reader went away' : (error.code ?? error.message)
  say(`Standard output could not be written, because ${why}.`)
  process.exit(exit.input)
})
process.stderr.on('error', () => process.exit(exit.input))

/** Does what the words ask and sets the exit code. */
export async function commandLine(words: readonly string[]): Promise<void> {
  try {
    process.exitCode = await main(words)
  } catch (error) {
    if (error instanceof Failure) {
      say(error.message)
      process.exitCode = exit.input
    } else {
      say('Sluice met a fault of its own; please report it with the scenario and its seed.')
      say(error instanceof Error ? (error.stack ?? error.message) : String(error))
      process.exitCode = exit.fault
    }
  }
}
