/** Runs seeds on the engine whose soak it is told, until one breaks something. */
import { pathToFileURL } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { alive } from './planting.ts'
import type { Hunt, Noticed } from './soak-planted.ts'

const { soak, from, to } = workerData as Hunt
const { runSeed, runSeedTwice }: typeof import('#core/soak/soak.ts') = await import(
  pathToFileURL(soak).href
)
/** The first seeds must come out the same twice. */
const twiceFirst = 3
let noticed: Noticed = null
for (let seed = from; seed <= to && noticed === null; seed++) {
  parentPort!.postMessage(alive)
  const { found } = seed < from + twiceFirst ? runSeedTwice(seed) : runSeed(seed)
  if (found !== null) noticed = { rule: found.rule, sentence: found.sentence, seed }
}
parentPort!.postMessage(noticed)
