/** What is said behind `sluice serve`. */
import { parseArgs } from 'node:util'
import { Failure } from '#core/model/failure.ts'
import { type BrokerProfile, brokerProfiles } from '#core/model/scenario.ts'
import { visible } from '#core/model/scenario-file-node.ts'

export interface ServeCommand {
  readonly verb: 'serve'
  /** 0 takes a free one. */
  readonly port: number
  readonly profile: BrokerProfile
  readonly user: string
  readonly password: string
  /** Files in PEM; both or none. */
  readonly tls: { readonly certificate: string; readonly key: string } | null
  readonly connectionsMax: number | null
  readonly json: boolean
}

const wrong = (why: string) => new Failure('invalid', `${why}; see sluice --help.`)

/** Fails `invalid` with a sentence for anything unknown or impossible. */
export function readServeArguments(words: readonly string[]): ServeCommand {
  const { values, positionals } = readFlags(words)
  if (positionals.length > 0)
    throw wrong(`serve takes no file, and there is "${visible(positionals[0]!)}"`)
  if (values.amqp === undefined) throw wrong('Name the port: --amqp 5672, or 0 for a free one')
  const { cert, key } = values
  if ((cert === undefined) !== (key === undefined))
    throw wrong('--tls-cert and --tls-key go together')
  const [user, password] = loginOf(values.login ?? 'guest:guest')
  return {
    verb: 'serve',
    port: numberOf('--amqp', values.amqp, 0, 65_535),
    profile: profileOf(values.profile ?? 'rabbitmq@4.3'),
    user,
    password,
    tls: cert === undefined || key === undefined ? null : { certificate: cert, key },
    connectionsMax:
      values.connections === undefined
        ? null
        : numberOf('--max-connections', values.connections, 1, 65_536),
    json: values.json ?? false,
  }
}

function readFlags(words: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        amqp: { type: 'string' },
        profile: { type: 'string' },
        login: { type: 'string' },
        'tls-cert': { type: 'string' },
        'tls-key': { type: 'string' },
        'max-connections': { type: 'string' },
        json: { type: 'boolean' },
      },
    })
    const { 'tls-cert': cert, 'tls-key': key, 'max-connections': connections, ...others } = values
    return { values: { ...others, cert, key, connections }, positionals }
  } catch (error) {
    if (!(error instanceof TypeError) || !('code' in error)) throw error
    throw wrong(visible(error.message).split(/[.\n]|\\u000a/)[0]!)
  }
}

function numberOf(flag: string, written: string, least: number, most: number): number {
  const number = /^\d{1,6}$/.test(written) ? Number(written) : Number.NaN
  if (number >= least && number <= most) return number
  throw wrong(`${flag} is a whole number from ${least} to ${most}, not "${visible(written)}"`)
}

function profileOf(written: string): BrokerProfile {
  const profile = brokerProfiles.find((known) => known === written)
  if (profile !== undefined) return profile
  throw wrong(`--profile is one of ${brokerProfiles.join(', ')}, not "${visible(written)}"`)
}

function loginOf(written: string): readonly [user: string, password: string] {
  const [, user, password] = /^([^:]{1,255}):(.{1,255})$/s.exec(written) ?? []
  if (user !== undefined && password !== undefined) return [user, password]
  throw wrong('--login is a user and a password, such as guest:guest')
}
