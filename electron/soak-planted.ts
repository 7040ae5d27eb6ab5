/** Plants known mistakes, one after another, into a copy of the engine and lets the soak look for each. */
import { plantedBugs } from '#core/soak/planted/planted.ts'
import type { PlantedBug } from '#core/soak/planted/planted-bug.ts'
import type { Found } from '#core/soak/soak.ts'
import { inThread, PlantedCopy } from './planting.ts'

export interface Hunted {
  readonly name: string
  readonly breaks: string
  /** What noticed it, `hang` when it never came to an end, or null. */
  readonly rule: string | null
  readonly seed: number | null
  readonly seconds: number
  readonly sentence: string
}

export interface Hunt {
  readonly soak: string
  readonly from: number
  readonly to: number
}

/** What a thread of `soak-worker.ts` says: what broke first, or null. */
export type Noticed = (Pick<Found, 'rule' | 'sentence'> & { readonly seed: number }) | null

const rooms = ['engine', 'model', 'simulation', 'soak'] as const
const patienceMs = 30_000

/** Tells of each as it is done. Throws when a text to replace does not stand in the engine exactly once. */
export async function huntPlanted(
  from: number,
  to: number,
  done: (hunted: Hunted) => void,
): Promise<void> {
  const copy = await PlantedCopy.of(rooms)
  try {
    for (const bug of plantedBugs) {
      done(await copy.with(bug, () => hunt(bug, { soak: copy.path('soak/soak.ts'), from, to })))
    }
  } finally {
    await copy.done()
  }
}

async function hunt({ name, breaks }: PlantedBug, order: Hunt): Promise<Hunted> {
  const startedMs = performance.now()
  const worker = new URL('./soak-worker.ts', import.meta.url)
  const heard = await inThread<Noticed>(worker, order, patienceMs)
  const seconds = (performance.now() - startedMs) / 1000
  if (heard.said === undefined)
    return { name, breaks, rule: heard.broke, seed: null, seconds, sentence: heard.why }
  const { rule = null, sentence = '', seed = null } = heard.said ?? {}
  return { name, breaks, rule, seed, seconds, sentence }
}
