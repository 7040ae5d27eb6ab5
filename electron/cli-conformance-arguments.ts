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
  if (values.broker === undefined) throw wrong('Name the broker: --broker rabbitmq')
  if (values.broker !== 'rabbitmq')
    throw wrong(`--broker can be rabbitmq, not "${visible(values.broker)}"`)
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
  return { verb: 'conformance', profiles, only, json, recorded, record, planted, url }
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
