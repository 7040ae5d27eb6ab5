/** Runs sets of programs on both brokers and compares what they printed. */
import { type Comparison, compare } from './difference.ts'
import type { Side } from './side.ts'
import { type Played, play } from './stage.ts'
import type { ProgramSet } from './steps.ts'
import type { Toolchain } from './toolchain.ts'

export interface Contest extends Comparison {
  readonly set: ProgramSet
  readonly complaints: { readonly real: string; readonly sluice: string }
  readonly tookMs: number
}

/** Both sides at once. Rejects when a broker cannot be had; what programs do is in the result. */
export async function contest(
  set: ProgramSet,
  toolchain: Toolchain,
  real: Side,
  sluice: Side,
): Promise<Contest> {
  const began = performance.now()
  const [there, here] = await Promise.all([
    playOn(real, set, toolchain),
    playOn(sluice, set, toolchain),
  ])
  return {
    set,
    ...compare(there.printed, here.printed),
    complaints: { real: there.complaints, sluice: here.complaints },
    tookMs: performance.now() - began,
  }
}

async function playOn(side: Side, set: ProgramSet, toolchain: Toolchain): Promise<Played> {
  const { url, virtualHost, close } = await side.open()
  try {
    const { printed, complaints } = await play(set, toolchain, url)
    const plain = (line: string) => line.replaceAll(`'${virtualHost}'`, "'/'")
    return {
      printed: new Map([...printed].map(([as, lines]) => [as, lines.map(plain)])),
      complaints,
    }
  } finally {
    await close()
  }
}

/** Runs `work` on each, at most `atOnce` at a time, and keeps the order. */
export async function eachOf<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = []
  let next = 0
  const worker = async () => {
    for (let at = next++; at < items.length; at = next++) results[at] = await work(items[at]!)
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker))
  return results
}
