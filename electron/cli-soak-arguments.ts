/** What is said behind `sluice soak`. */
import { parseArgs } from 'node:util'
import { Failure } from '#core/model/failure.ts'
import { visible } from '#core/model/scenario-file-node.ts'

export interface SoakCommand {
  readonly verb: 'soak'
  readonly from: number
  readonly to: number
  readonly json: boolean
  /** Plant known mistakes into copies of the engine and say which are noticed. */
  readonly planted: boolean
}

const seedMax = 0xffffffff
const wrong = (why: string) => new Failure('invalid', `${why}; see sluice --help.`)

/** Fails `invalid` with a sentence for anything unknown or impossible. */
export function readSoakArguments(words: readonly string[]): SoakCommand {
  const { values, positionals } = readFlags(words)
  if (positionals.length > 0)
    throw wrong(`soak takes no file, and there is "${visible(positionals[0]!)}"`)
  const [from, to] = seedsOf(values.seeds ?? '1..500')
  return { verb: 'soak', from, to, json: values.json ?? false, planted: values.planted ?? false }
}

function readFlags(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        seeds: { type: 'string' },
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
