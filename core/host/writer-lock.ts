/**
 * One writer per workspace, whichever windows and processes share it: a file that only one can create, held for the few
 * milliseconds of a save. One that was left behind by a process that died is taken over.
 */
import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { Failure } from '#core/model/failure.ts'
import { tell } from './tell.ts'

const waitMs = 25
/** Longer than any save; somebody who waits this long should rather be told. */
const patienceMs = 3000
/** No save takes this long: whoever holds it is gone, or asleep with nothing half done. */
const staleMs = 30_000

export class WriterLock {
  readonly #folder: string
  readonly #path: string
  /** Writers of this process take turns without touching the disk. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(folder: string) {
    this.#folder = folder
    this.#path = join(folder, '.writer')
  }

  /** Runs `work` as the only writer. Fails `timeout` when another process keeps writing. */
  hold<Result>(work: () => Promise<Result>): Promise<Result> {
    const mine = this.#turn.then(() => this.#held(work))
    this.#turn = mine.catch(() => undefined)
    return mine
  }

  async #held<Result>(work: () => Promise<Result>): Promise<Result> {
    const sign = JSON.stringify([hostname(), process.pid, randomBytes(8).toString('hex')])
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    const untilMs = performance.now() + patienceMs
    while (!(await this.#take(sign))) {
      if (performance.now() > untilMs) {
        throw new Failure('timeout', tell('otherWriter'))
      }
      await new Promise((resolve) => setTimeout(resolve, waitMs))
    }
    try {
      return await work()
    } finally {
      if ((await this.#holder()) === sign) await rm(this.#path, { force: true })
    }
  }

  async #take(sign: string): Promise<boolean> {
    try {
      const file = await open(this.#path, 'wx', 0o600)
      try {
        await file.writeFile(sign)
      } finally {
        await file.close()
      }
      return true
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error
      await this.#clearLeftBehind()
      return false
    }
  }

  /** Moves a lock away whose holder is gone; looks at what was moved, because another may have been as quick. */
  async #clearLeftBehind(): Promise<void> {
    const found = await this.#holder()
    if (found === null || !(await this.#isLeftBehind(found))) return
    const aside = `${this.#path}-${randomBytes(8).toString('hex')}`
    try {
      await rename(this.#path, aside)
      if ((await readFile(aside, 'utf8')) !== found) await link(aside, this.#path)
    } catch (error) {
      if (!isCode(error, 'ENOENT') && !isCode(error, 'EEXIST')) throw error
    } finally {
      await rm(aside, { force: true })
    }
  }

  async #isLeftBehind(holder: string): Promise<boolean> {
    const processId = localProcess(holder)
    if (processId !== null && !isAlive(processId)) return true
    try {
      return Date.now() - (await stat(this.#path)).mtimeMs > staleMs
    } catch (error) {
      if (isCode(error, 'ENOENT')) return false
      throw error
    }
  }

  async #holder(): Promise<string | null> {
    try {
      return await readFile(this.#path, 'utf8')
    } catch (error) {
      if (isCode(error, 'ENOENT')) return null
      throw error
    }
  }
}

/** Process of a holder on this computer; null when it cannot be told. */
function localProcess(holder: string): number | null {
  try {
    const [host, processId]: unknown[] = JSON.parse(holder)
    return host === hostname() && typeof processId === 'number' ? processId : null
  } catch {
    // Half written: whoever writes it is at it right now, or its age will tell.
    return null
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    // A process of somebody else is alive too.
    return !isCode(error, 'ESRCH')
  }
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code
