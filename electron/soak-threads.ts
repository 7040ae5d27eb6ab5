/** Seeds of the soak side by side in threads. What comes out does not depend on how many there are. */
import { Worker } from 'node:worker_threads'
import type { SeedResult } from '#core/soak/soak.ts'

export interface SeedOrder {
  readonly seed: number
  readonly events: number
  /** Run it a second time, which must come out the same. */
  readonly twice: boolean
}

export interface SoakTotals {
  readonly seeds: number
  readonly worlds: number
  readonly events: number
  readonly confirms: number
  /** Mixed from every record of every seed. */
  readonly digest: number
  /** By seed, ascending. */
  readonly broken: readonly SeedResult[]
}

export interface SoakOrder {
  readonly from: number
  readonly to: number
  /** Events each seed checks at least. */
  readonly events: number
  readonly threads: number
}

/** Of so many seeds one is run twice. */
const twiceEvery = 50

/** `told` hears the totals after every seed, in order. Rejects when a thread breaks by itself. */
export async function soakSeeds(
  { from, to, events, threads }: SoakOrder,
  told: (totals: SoakTotals) => void,
): Promise<SoakTotals> {
  const early = new Map<number, SeedResult>()
  let totals: SoakTotals = { seeds: 0, worlds: 0, events: 0, confirms: 0, digest: 0, broken: [] }
  let next = from
  const take = (result: SeedResult) => {
    early.set(result.seed, result)
    for (let due = from + totals.seeds; early.has(due); due++) {
      totals = plus(totals, early.get(due)!)
      early.delete(due)
      told(totals)
    }
  }
  const inThread = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(new URL('./soak-seed-worker.ts', import.meta.url))
      const order = () => {
        if (next > to) {
          void worker.terminate()
          resolve()
          return
        }
        const seed = next++
        const twice = (seed - from) % twiceEvery === 0
        worker.postMessage({ seed, events, twice } satisfies SeedOrder)
      }
      worker.on('message', (result: SeedResult) => {
        take(result)
        order()
      })
      worker.once('error', reject)
      order()
    })
  const count = Math.min(threads, to - from + 1)
  await Promise.all(Array.from({ length: count }, inThread))
  return totals
}

function plus(totals: SoakTotals, result: SeedResult): SoakTotals {
  return {
    seeds: totals.seeds + 1,
    worlds: totals.worlds + result.worlds,
    events: totals.events + result.events,
    confirms: totals.confirms + result.confirms,
    digest: (Math.imul(totals.digest, 31) + result.digest) >>> 0,
    broken: result.found === null ? totals.broken : [...totals.broken, result],
  }
}
