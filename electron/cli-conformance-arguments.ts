/** What is said behind `sluice conformance`. Its --version names servers, so it is read apart from the rest. */
import { parseArgs } from 'node:util'
import { type ProfileName, profileNames } from '#core/conformance/client.ts'
import { Failure } from '#core/model/failure.ts'
import { visible } from '#core/model/scenario-file-node.ts'

export interface ConformanceCommand {
  readonly verb: 'conformance'
  readonly profiles: readonly ProfileName[]
  /** Ids of scenarios, `K16`; empty means all. */
  readonly only: readonly string[]
  readonly json: boolean
  /** Compare with the recordings and start no server. */
  readonly recorded: boolean
  /** Replace the recordings by what the servers say now. */
  readonly record: boolean
  /** How many scripts made by chance to compare instead of the scenarios; null is none. */
  readonly random: number | null
  /** Of the first of them. */
  readonly seed: number
  /** Break rules in copies of the engine and say which cases notice. */
  readonly planted: boolean
  /** A server that runs already, instead of started ones. */
  readonly url: URL | null
}

const wrong = (why: string) => new Failure('invalid', `${why}; see sluice --help.`)

/** Fails `invalid` with a sentence for anything unknown or impossible. */
export function readConformanceArguments(words: readonly string[]): ConformanceCommand {
  const { values, positionals } = readFlags(words)
  if (positionals.length > 0)
    throw wrong(`conformance takes no file, and there is "${visible(positionals[0]!)}"`)
  if (values.broker === undefined && values.random === undefined)
    throw wrong('Name the broker: --broker rabbitmq')
  if ((values.broker ?? 'rabbitmq') !== 'rabbitmq')
    throw wrong(`--broker can be rabbitmq, not "${visible(values.broker!)}"`)
  const random = values.random === undefined ? null : countOf(values.random)
  const seed = values.seed === undefined ? 1 : seedOf(values.seed)
  if (random === null && values.seed !== undefined)
    throw wrong('--seed is that of the first random script, so it goes with --random')
  if (
    random !== null &&
    (values.only !== undefined || values.recorded || values.record || values.planted)
  )
    throw wrong('--random compares scripts of its own, so nothing of the scenarios goes with it')
  const { json = false, recorded = false, record = false, planted = false } = values
  const only = values.only === undefined ? [] : listOf(values.only).map(idOf)
  const url = values.url === undefined ? null : urlOf(values.url)
  if (record && (recorded || only.length > 0 || url !== null))
    throw wrong('--record takes all scenarios of started servers, so nothing narrows it')
  if (planted && (record || url !== null))
    throw wrong(
      '--planted compares with the recordings, so neither --record nor --url goes with it',
    )
  if (url !== null && (recorded || values.version !== undefined))
    throw wrong('--url names one server, so neither --version nor --recorded goes with it')
  const profiles =
    values.version === undefined ? profileNames : listOf(values.version).map(profileOf)
  return { verb: 'conformance', profiles, only, json, recorded, record, planted, random, seed, url }
}

function readFlags(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        broker: { type: 'string' },
        version: { type: 'string' },
        only: { type: 'string' },
        url: { type: 'string' },
        json: { type: 'boolean' },
        recorded: { type: 'boolean' },
        record: { type: 'boolean' },
        random: { type: 'string' },
        seed: { type: 'string' },
        planted: { type: 'boolean' },
      },
    })
  } catch (error) {
    if (!(error instanceof TypeError) || !('code' in error)) throw error
    throw wrong(visible(error.message).split(/[.\n]|\\u000a/)[0]!)
  }
}

const listOf = (written: string) => written.split(',').map((one) => one.trim())

function profileOf(written: string): ProfileName {
  const found = profileNames.find((name) => name === written)
  if (found === undefined)
    throw wrong(`--version can be ${profileNames.join(', ')}, not "${visible(written)}"`)
  return found
}

function countOf(written: string): number {
  const count = /^\d{1,6}$/.test(written) ? Number(written) : 0
  if (count > 0) return count
  throw wrong(`--random is how many scripts, 1 to 999999, not "${visible(written)}"`)
}

function seedOf(written: string): number {
  const seed = /^\d{1,10}$/.test(written) ? Number(written) : Number.NaN
  if (seed <= 0xffffffff) return seed
  throw wrong(`--seed is a whole number from 0 to 4294967295, not "${visible(written)}"`)
}

/** `16` and `K16` are the same. */
function idOf(written: string): string {
  const number = /^[Kk]?(\d{1,3})$/.exec(written)?.[1]
  if (number === undefined)
    throw wrong(`--only takes numbers of scenarios such as 16,K20, not "${visible(written)}"`)
  return `K${Number(number)}`
}

function urlOf(written: string): URL {
  const url = URL.canParse(written) ? new URL(written) : null
  if (url?.protocol !== 'amqp:' || url.hostname === '')
    throw wrong('--url is an address such as amqp://guest:guest@localhost:5672')
  return url
}
