/** What is needed to run the programs of one language, and where it is kept. */
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { exists } from '../servers/debian.ts'
import type { Unavailable } from '../servers/installed.ts'
import { withLock } from '../servers/lock.ts'
import type { Language } from './steps.ts'

export interface Toolchain {
  readonly available: true
  readonly language: Language
  /** How one of its programs is started. */
  commandOf(program: string): {
    readonly file: string
    readonly args: readonly string[]
    readonly cwd: string
  }
}

/** Where the programs of a language are in this repository. */
export function sourcesOf(language: Language): string {
  return fileURLToPath(new URL(`./${language}/`, import.meta.url))
}

/** One sentence each: what stood in the way, and how to get it. */
export function missing(name: string, reason: string, howTo: string): Unavailable {
  return { available: false, name, reason, howTo }
}

/** The first of these programs that is on the PATH, or null. */
export async function onPath(...names: readonly string[]): Promise<string | null> {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : ['']
  for (const name of names)
    for (const folder of (process.env.PATH ?? '').split(delimiter))
      for (const ending of endings) {
        const path = join(folder, name + ending)
        if (folder !== '' && (await exists(path))) return path
      }
  return null
}

/**
 * A folder outside the checkout that `make` has filled, once per content of the files that decide it. A folder that was not
 * finished is made anew.
 */
export async function cached(
  name: string,
  files: readonly string[],
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`)
  for (const file of files) hash.update(await readFile(file))
  const base = process.env.XDG_CACHE_HOME || join(homedir(), '.cache')
  const folder = join(base, 'sluice-test-clients', `${name}-${hash.digest('hex').slice(0, 12)}`)
  const mark = join(folder, 'complete')
  if (await exists(mark)) return folder
  await withLock(folder, async () => {
    if (await exists(mark)) return
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder, { recursive: true })
    await make(folder)
    await writeFile(mark, '')
  })
  return folder
}

/** Every file of a language's folder with one of these endings. */
export async function filesOf(language: Language, ...endings: readonly string[]) {
  const folder = sourcesOf(language)
  const names = (await readdir(folder)).sort()
  return names
    .filter((name) => endings.some((ending) => name.endsWith(ending)))
    .map((name) => join(folder, name))
}
