/** What is said behind `sluice soak`. */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { Failure } from '#core/model/failure.ts'
import { visible } from '#core/model/scenario-file-node.ts'

export interface SoakCommand {
  readonly verb: 'soak'
  readonly from: number
  readonly to: number
  /** Events each seed checks at least. */
  readonly events: number
  /** How many seeds run at once. */
  readonly threads: number
  readonly json: boolean
  /** Plant known mistakes into copies of the engine and say which are noticed. */
  readonly planted: boolean
}

const seedMax = 0xffffffff
const eventsMax = 1_000_000_000
const threadsMax = 256
const wrong = (why: string) => new Failure('invalid', `${why}; see sluice --help.`)

/** Fails `invalid` with a sentence for anything unknown or impossible. */
export function readSoakArguments(words: readonly string[]): SoakCommand {
  const { values, positionals } = readFlags(words)
  if (positionals.length > 0)
    throw wrong(`soak takes no file, and there is "${visible(positionals[0]!)}"`)
  const [from, to] = seedsOf(values.seeds ?? '1..500')
  const usual = Math.min(threadsMax, availableParallelism())
  return {
    verb: 'soak',
    from,
    to,
    events: countOf('--events', values.events, eventsMax) ?? 1,
    threads: countOf('--threads', values.threads, threadsMax) ?? usual,
    json: values.json ?? false,
    planted: values.planted ?? false,
  }
}

function readFlags(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        seeds: { type: 'string' },
        events: { type: 'string' },
        threads: { type: 'string' },
        json: { type: 'boolean' },
        planted: { type: 'boolean' },
      },
    })
  } catch (error) {
    if (!(error instanceof TypeError) || !('code' in error)) throw error
    throw wrong(visible(error.message).split(/[.\n]|\\u000a/)[0]!)
  }
}

/** `7` is one seed, `1..500` are many. */
function seedsOf(written: string): readonly [from: number, to: number] {
  const [, first = '', last = first] = /^(\d{1,10})(?:\.\.(\d{1,10}))?$/.exec(written) ?? []
  const from = first === '' ? Number.NaN : Number(first)
  const to = Number(last)
  if (from <= to && to <= seedMax) return [from, to]
  throw wrong(`--seeds is a range such as 1..500, not "${visible(written)}"`)
}

/** Null when nothing was said. */
function countOf(flag: string, written: string | undefined, most: number): number | null {
  if (written === undefined) return null
  const count = /^\d{1,10}$/.test(written) ? Number(written) : Number.NaN
  if (count >= 1 && count <= most) return count
  throw wrong(`${flag} is a whole number from 1 to ${most}, not "${visible(written)}"`)
}
