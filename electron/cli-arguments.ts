/** What the command line says, or the one sentence about what is wrong with it. */
import { parseArgs } from 'node:util'
import { Failure } from '#core/model/failure.ts'
import { visible } from '#core/model/scenario-file-node.ts'
import { readDurationUs } from '#core/model/units.ts'
import { type ConformanceCommand, readConformanceArguments } from './cli-conformance-arguments.ts'
import { readServeArguments, type ServeCommand } from './cli-serve-arguments.ts'
import { readSoakArguments, type SoakCommand } from './cli-soak-arguments.ts'

export type CliCommand =
  | { readonly verb: 'help' }
  | { readonly verb: 'version' }
  | {
      readonly verb: 'run'
      readonly file: string
      readonly seed: number | null
      readonly untilUs: number | null
      readonly json: boolean
      readonly out: string | null
    }
  | { readonly verb: 'check' | 'replay'; readonly file: string }
  | { readonly verb: 'import'; readonly file: string; readonly out: string | null }
  | ConformanceCommand
  | SoakCommand
  | ServeCommand

const verbs = ['run', 'check', 'import', 'replay'] as const
type Verb = (typeof verbs)[number]

const flags = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  seed: { type: 'string' },
  until: { type: 'string' },
  json: { type: 'boolean' },
  out: { type: 'string' },
} as const
type Flag = keyof typeof flags

const flagsOf: Record<Verb, readonly Flag[]> = {
  run: ['seed', 'until', 'json', 'out'],
  check: [],
  replay: [],
  import: ['out'],
}

const wrong = (why: string) => new Failure('invalid', `${why}; see sluice --help.`)

/** Fails `invalid` with a sentence for any argument that is unknown, repeated, without a value or out of range. */
export function readArguments(words: readonly string[]): CliCommand {
  if (words[0] === 'conformance' && !words.includes('--help') && !words.includes('-h'))
    return readConformanceArguments(words.slice(1))
  if (words[0] === 'soak' && !words.includes('--help') && !words.includes('-h'))
    return readSoakArguments(words.slice(1))
  if (words[0] === 'serve' && !words.includes('--help') && !words.includes('-h'))
    return readServeArguments(words.slice(1))
  const { values, positionals } = readFlags(words)
  if (values.help) return { verb: 'help' }
  if (values.version) return { verb: 'version' }
  const [named, file, ...rest] = positionals
  if (named === undefined)
    throw wrong(`Say what to do: ${verbs.join(', ')}, conformance, soak, serve`)
  const verb = verbs.find((each) => each === named)
  if (!verb)
    throw wrong(
      `There is no command "${visible(named)}", but there are ${verbs.join(', ')}, conformance, soak, serve`,
    )
  const foreign = Object.keys(values).find((flag) => !flagsOf[verb].some((own) => own === flag))
  if (foreign) throw wrong(`--${foreign} does not belong to ${verb}`)
  if (file === undefined || file === '')
    throw wrong(`Name a file to ${verb}, or - for standard input`)
  if (rest.length > 0) {
    throw wrong(`${verb} takes one file, and "${visible(rest[0]!)}" is one more`)
  }
  const out = values.out ?? null
  if (out === '') throw wrong('--out needs a name')
  if (verb === 'check' || verb === 'replay') return { verb, file }
  if (verb === 'import') return { verb, file, out }
  return {
    verb,
    file,
    seed: values.seed === undefined ? null : seedOf(values.seed),
    untilUs: values.until === undefined ? null : untilOf(values.until),
    json: values.json ?? false,
    out,
  }
}

function readFlags(words: readonly string[]) {
  try {
    const { values, positionals, tokens } = parseArgs({
      args: [...words],
      options: flags,
      allowPositionals: true,
      tokens: true,
    })
    const seen = new Set<string>()
    for (const token of tokens) {
      if (token.kind !== 'option') continue
      if (seen.has(token.name)) throw wrong(`--${token.name} stands there twice`)
      seen.add(token.name)
    }
    return { values, positionals }
  } catch (error) {
    if (!(error instanceof TypeError) || !('code' in error)) throw error
    // Its first sentence names the argument; the rest explains the parser.
    throw wrong(visible(error.message).split(/[.\n]|\\u000a/)[0]!)
  }
}

function seedOf(written: string): number {
  const seed = /^\d{1,10}$/.test(written) ? Number(written) : Number.NaN
  if (seed <= 0xffffffff) return seed
  throw wrong(`--seed is a whole number from 0 to 4294967295, not "${visible(written)}"`)
}

function untilOf(written: string): number {
  const read = readDurationUs(written)
  if ('value' in read) return read.value
  throw wrong(`--until is a duration such as 10m, not "${visible(written)}": ${read.why}`)
}

export const helpText = `Sluice, headless: runs scenarios of message queues in virtual time.

  sluice run FILE [--seed N] [--until 10m] [--json] [--out DIR]
  sluice check FILE
  sluice import FILE [--out FILE]
  sluice conformance --broker rabbitmq [--version 3.10,4.0,4.3] [--only N,...] [--planted] [--json]
  sluice conformance --random 200 [--seed N] [--version 3.10,4.0,4.3] [--json]
  sluice soak [--seeds 1..500] [--events N] [--threads N] [--planted] [--json]
  sluice serve [FILE] --amqp PORT [--speed 1000] [--profile rabbitmq@4.3] [--record OUT] [--until 10m] [--json]
  sluice replay OUT

FILE is a path, - for standard input, or the id of a shipped scenario such as work-queue.

run     runs a scenario as fast as possible and prints what it adds up to
  --seed N       instead of the scenario's seed, 0 to 4294967295
  --until 10m    instead of the scenario's duration
  --json         one JSON object on standard output
  --out DIR      writes result.json, events.ndjson and scenario.yaml into DIR
check   says what is wrong with a scenario file, line by line
import  makes a scenario of a RabbitMQ definitions file
  --out FILE     instead of standard output
conformance   runs the same scripts on real servers and on the engine and compares what both saw
  --version 3.10,4.0   some of the versions 3.10, 4.0, 4.3; each is started for the purpose, else its recording speaks
  --only 16,20   some of the scenarios
  --recorded     starts no server, compares with the recordings
  --url amqp://guest:guest@localhost:5672   a server that runs already, one nobody needs
  --planted      breaks rules in copies of the engine and says which cases notice
  --record       replaces the recordings by what the servers say now
  --random 200   so many scripts made by chance instead; a difference is shown by the fewest verbs that make it
  --seed N       of the first of them; 1 unless said
soak          runs random worlds with faults by seed on the engine and checks every record it writes
  --seeds 1..500 which; a failing one is shrunk to the steps that are needed
  --events 70000 how many events each seed checks at least, in as many worlds as that takes; else one world
  --threads 2    how many seeds run at once, which changes nothing in the results; else one for each core
  --planted      plants known mistakes into copies of the engine instead and says which are noticed
serve         a simulated broker that programs reach over AMQP 0-9-1, from this machine only; Ctrl-C ends it
  --amqp PORT    0 takes a free one; the line that is printed names it
  FILE           a scenario whose producers and consumers work beside the programs
  --speed 1000   virtual seconds per second: 1 unless said, 1/10, up to max, which jumps to whatever happens next
  --record OUT   writes down everything that comes in; sluice replay runs it again and compares the hash
  --until 10m    ends by itself after that much virtual time
  --profile NAME rabbitmq@3.10, rabbitmq@3.13, rabbitmq@4.0 or rabbitmq@4.3
  --login USER:PASSWORD   instead of guest:guest
  --tls-cert FILE --tls-key FILE   speaks TLS with this certificate
  --max-connections N     instead of 4096
--help, --version

Exit codes: 0 as expected, 1 an expectation of the scenario failed or a comparison differs, 2 bad input, 3 a fault of Sluice itself,
130 and 143 stopped by a signal. The same scenario and seed give the same result on every machine.
`
