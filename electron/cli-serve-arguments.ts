/** What is said behind `sluice serve`. */
import { parseArgs } from 'node:util'
import { Failure } from '#core/model/failure.ts'
import type { Speed } from '#core/model/run.ts'
import { type BrokerProfile, brokerProfiles } from '#core/model/scenario.ts'
import { visible } from '#core/model/scenario-file-node.ts'
import { readDurationUs } from '#core/model/units.ts'

export interface ServeCommand {
  readonly verb: 'serve'
  /** A scenario that runs beside the clients; null for an empty broker. */
  readonly file: string | null
  /** 0 takes a free one. */
  readonly port: number
  /** Instead of the scenario's. */
  readonly profile: BrokerProfile | null
  readonly speed: Speed
  /** Where the session is recorded, or null. */
  readonly record: string | null
  /** Virtual time after which it ends by itself, or null. */
  readonly untilUs: number | null
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
  const [file = null, more] = positionals
  if (more !== undefined) throw wrong(`serve takes one file, and "${visible(more)}" is one more`)
  if (values.amqp === undefined) throw wrong('Name the port: --amqp 5672, or 0 for a free one')
  const { cert, key } = values
  if ((cert === undefined) !== (key === undefined))
    throw wrong('--tls-cert and --tls-key go together')
  const [user, password] = loginOf(values.login ?? 'guest:guest')
  return {
    verb: 'serve',
    file,
    port: numberOf('--amqp', values.amqp, 0, 65_535),
    profile: values.profile === undefined ? null : profileOf(values.profile),
    speed: values.speed === undefined ? 1 : speedOf(values.speed),
    record: values.record ?? null,
    untilUs: values.until === undefined ? null : untilOf(values.until),
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
        speed: { type: 'string' },
        record: { type: 'string' },
        until: { type: 'string' },
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

/** Virtual seconds per second, as `10`, `x1000` or `1/10`. */
function speedOf(written: string): Speed {
  if (written === 'max') return 'max'
  const [, over, under] = /^x?(\d{1,9}(?:\.\d{1,6})?)(?:\/(\d{1,4}))?$/.exec(written) ?? []
  const speed = Number(over) / Number(under ?? 1)
  if (speed >= 1e-3 && speed <= 1e9) return speed
  throw wrong(
    `--speed is max or how many virtual seconds pass in one, such as 1000 or 1/10, not "${visible(written)}"`,
  )
}

function untilOf(written: string): number {
  const read = readDurationUs(written)
  if ('value' in read) return read.value
  throw wrong(`--until is a duration such as 10m, not "${visible(written)}": ${read.why}`)
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
