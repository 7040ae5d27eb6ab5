/** Breaks rules, one after another, in a copy of the engine and compares each with the recordings of real servers. */
import type { ProfileName } from '#core/conformance/client.ts'
import { brokenRules } from '#core/conformance/planted/broken-rules.ts'
import { inThread, PlantedCopy } from './planting.ts'

export interface ComparisonOrder {
  /** Where the copy's modules are. */
  readonly conformance: string
  readonly profiles: readonly ProfileName[]
  /** Ids of scenarios; empty means all. */
  readonly only: readonly string[]
}

/** A case that came out otherwise than recorded. */
export interface Difference {
  readonly version: string
  readonly name: string
  readonly why: string
}

export interface BrokenSeen {
  readonly name: string
  readonly seconds: number
  readonly differences: readonly Difference[]
}

const rooms = ['amqp', 'conformance', 'endpoint', 'engine', 'model', 'simulation'] as const
const patienceMs = 120_000

/** Tells of each as it is done. Throws when a text to replace does not stand in the engine exactly once. */
export async function compareBroken(
  order: Omit<ComparisonOrder, 'conformance'>,
  done: (seen: BrokenSeen) => void,
): Promise<void> {
  const copy = await PlantedCopy.of(rooms)
  const worker = new URL('./conformance-worker.ts', import.meta.url)
  const conformance = copy.path('conformance')
  try {
    for (const rule of brokenRules) {
      const startedMs = performance.now()
      const heard = await copy.with(rule, () =>
        inThread<readonly Difference[]>(worker, { ...order, conformance }, patienceMs),
      )
      const seconds = (performance.now() - startedMs) / 1000
      const differences = heard.said ?? [{ version: 'all', name: heard.broke, why: heard.why }]
      done({ name: rule.name, seconds, differences })
    }
  } finally {
    await copy.done()
  }
}
