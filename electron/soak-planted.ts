/** Plants known mistakes, one after another, into a copy of the engine and lets the soak look for each. */
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { plantedBugs } from '#core/soak/planted/planted.ts'
import type { PlantedBug } from '#core/soak/planted/planted-bug.ts'
import type { Found } from '#core/soak/soak.ts'

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

const root = fileURLToPath(new URL('..', import.meta.url))
const patienceMs = 30_000

/** Tells of each as it is done. Throws when a text to replace does not stand in the engine exactly once. */
export async function huntPlanted(
  from: number,
  to: number,
  done: (hunted: Hunted) => void,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-planted-'))
  try {
    for (const room of ['engine', 'model', 'simulation', 'soak']) {
      await cp(join(root, 'core', room), join(folder, 'core', room), { recursive: true })
    }
    const manifest = { type: 'module', imports: { '#core/*': './core/*' } }
    await writeFile(join(folder, 'package.json'), JSON.stringify(manifest))
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
    for (const bug of plantedBugs) done(await huntOne(folder, bug, from, to))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function huntOne(
  folder: string,
  { name, breaks, file, find, replace }: PlantedBug,
  from: number,
  to: number,
): Promise<Hunted> {
  const path = join(folder, 'core', 'engine', file)
  const text = await readFile(path, 'utf8')
  if (text.split(find).length !== 2)
    throw new Error(`"${name}" does not fit core/engine/${file}: its text must stand there once.`)
  await writeFile(
    path,
    text.replace(find, () => replace),
  )
  const startedMs = performance.now()
  try {
    const found = await inWorker({ soak: join(folder, 'core', 'soak', 'soak.ts'), from, to })
    const seconds = (performance.now() - startedMs) / 1000
    const { rule = null, sentence = '', seed = null } = found ?? {}
    return { name, breaks, rule, seed, seconds, sentence }
  } finally {
    await writeFile(path, text)
  }
}

type Noticed = Pick<Found, 'rule' | 'sentence'> & { readonly seed: number | null }

/** A worker has modules of its own, so each hunt loads the engine as it is then; one that hangs can be ended. */
function inWorker(hunt: Hunt): Promise<Noticed | null> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./soak-worker.ts', import.meta.url), { workerData: hunt })
    const end = (noticed: Noticed | null) => {
      clearTimeout(timer)
      resolve(noticed)
      void worker.terminate()
    }
    const hang = { rule: 'hang', sentence: 'it never came to an end', seed: null }
    const timer = setTimeout(() => end(hang), patienceMs)
    worker.once('message', end)
    worker.once('error', ({ message }) => end({ rule: 'crash', sentence: message, seed: null }))
  })
}
