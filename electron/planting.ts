/** A copy of rooms of the core in which one text of the engine at a time is replaced. The product stays as it is. */
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'

/** A mistake as a replacement of text. */
export interface Planted {
  readonly name: string
  /** A path in core/engine. */
  readonly file: string
  /** Stands in the file exactly once. */
  readonly find: string
  readonly replace: string
}

const root = fileURLToPath(new URL('..', import.meta.url))

export class PlantedCopy {
  readonly #folder: string

  /** Made by `of`. */
  private constructor(folder: string) {
    this.#folder = folder
  }

  /** With these rooms of the core; `done` takes it away. */
  static async of(rooms: readonly string[]): Promise<PlantedCopy> {
    const folder = await mkdtemp(join(tmpdir(), 'sluice-planted-'))
    for (const room of rooms) {
      await cp(join(root, 'core', room), join(folder, 'core', room), { recursive: true })
    }
    const manifest = { type: 'module', imports: { '#core/*': './core/*' } }
    await writeFile(join(folder, 'package.json'), JSON.stringify(manifest))
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
    return new PlantedCopy(folder)
  }

  /** Where a file of the core is in the copy. */
  path(file: string): string {
    return join(this.#folder, 'core', file)
  }

  /** Throws when the text to replace does not stand in the engine exactly once. Afterwards all is as before. */
  async with<Outcome>(
    { name, file, find, replace }: Planted,
    look: () => Promise<Outcome>,
  ): Promise<Outcome> {
    const path = this.path(`engine/${file}`)
    const text = await readFile(path, 'utf8')
    if (text.split(find).length !== 2)
      throw new Error(`"${name}" does not fit core/engine/${file}: its text must stand there once.`)
    const planted = text.replace(find, () => replace)
    await writeFile(path, planted)
    try {
      return await look()
    } finally {
      await writeFile(path, text)
    }
  }

  async done(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true })
  }
}

/** What became of a thread: its one message, or why there was none. */
export type Heard<Message> =
  | { readonly said: Message }
  | { readonly said?: never; readonly broke: 'hang' | 'crash'; readonly why: string }

/** What a thread may say now and then: it gets on, and is given patience anew. */
export const alive = 'alive'

/** A thread has modules of its own, so it loads the copy as it is then; one that says nothing for too long is ended. */
export function inThread<Message>(
  file: URL,
  workerData: unknown,
  patienceMs: number,
): Promise<Heard<Message>> {
  return new Promise((resolve) => {
    const worker = new Worker(file, { workerData })
    const end = (heard: Heard<Message>) => {
      clearTimeout(timer)
      resolve(heard)
      void worker.terminate()
    }
    const hangs = () => end({ broke: 'hang', why: 'it never came to an end' })
    let timer = setTimeout(hangs, patienceMs)
    worker.on('message', (said: Message | typeof alive) => {
      if (said !== alive) {
        end({ said })
        return
      }
      clearTimeout(timer)
      timer = setTimeout(hangs, patienceMs)
    })
    worker.once('error', ({ message }) => end({ broke: 'crash', why: message }))
  })
}
