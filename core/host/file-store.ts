/**
 * A folder of small files, one per name. A save leaves the old file or the new one, never half of either: temporary
 * file, fsync, rename, fsync of the folder. What it replaces is kept, three versions back, and nobody replaces what he
 * has not seen. A file that cannot be read is set aside and reported, so that it never stands in the way of starting.
 */
import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { chmod, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '#core/model/failure.ts'
import { fingerprint } from '#core/model/fingerprint.ts'
import { EarlierCopies } from './earlier-copies.ts'
import { tell } from './tell.ts'
import type { WriterLock } from './writer-lock.ts'

/** Lower-case letters, digits and dashes: the same file on every file system, and no way out of the folder. */
const namePattern = /^[a-z0-9](?:[a-z0-9-]{0,118}[a-z0-9])?$/

export interface FileStoreOptions {
  readonly folder: string
  readonly extension: string
  readonly bytesMax: number
  /** What the files are called in sentences: 'scenario'. */
  readonly noun: string
  /** For files that people edit in several windows; left out, a save replaces and nothing of what was is kept. */
  readonly edited?: EditedFiles
  /** Hears of each file set aside, in one sentence. */
  readonly notice: (sentence: string) => void
}

export interface EditedFiles {
  /** One writer at a time in the whole workspace. */
  readonly lock: WriterLock
  /** What is said when another window has saved the same one. */
  readonly conflict: 'scenarioConflict' | 'connectionConflict'
}

export class FileStore {
  readonly #options: FileStoreOptions
  readonly #earlier: EarlierCopies | null

  constructor(options: FileStoreOptions) {
    this.#options = options
    const { edited, folder, extension } = options
    this.#earlier = edited === undefined ? null : new EarlierCopies(folder, extension)
  }

  /** Names in the folder, sorted. */
  async names(): Promise<readonly string[]> {
    await this.#prepare()
    const { folder, extension } = this.#options
    const files = await readdir(folder)
    return files
      .filter((file) => file.endsWith(extension))
      .map((file) => file.slice(0, -extension.length))
      .filter((name) => namePattern.test(name))
      .sort()
  }

  /**
   * The text of a file, or null when there is none. A file that is no text of bounded size is set aside, and the version
   * saved before it, if there is one, stands in its place.
   */
  async read(name: string): Promise<string | null> {
    const text = await this.#textOf(name)
    if (text !== 'unfit') return text
    return (await this.setAside(name)) ? this.read(name) : null
  }

  /**
   * Saves a text. `seen`: the fingerprint of what is replaced as the writer knows it, null when nothing may be there,
   * undefined when whatever is there may go. Fails `invalid` for a name that cannot be a file or a text that is too long,
   * `conflict` when there is something else than was seen, `timeout` when somebody else keeps writing, `internal` when the disk refuses.
   */
  async write(name: string, text: string, seen?: string | null): Promise<void> {
    const path = this.#pathOf(name)
    const { folder, bytesMax, noun, edited } = this.#options
    if (Buffer.byteLength(text) > bytesMax) {
      throw new Failure('invalid', `The ${noun} is over ${Math.floor(bytesMax / 1024)} KiB.`)
    }
    const temporary = join(folder, `.${randomBytes(8).toString('hex')}.tmp`)
    try {
      await this.#prepare()
      const replace = () => this.#replace(name, path, temporary, text, seen)
      await (edited === undefined ? replace() : edited.lock.hold(replace))
    } catch (error) {
      if (error instanceof Failure) throw error
      throw new Failure('internal', `The ${noun} was not saved: ${reasonOf(error)}`)
    }
  }

  async #replace(
    name: string,
    path: string,
    temporary: string,
    text: string,
    seen: string | null | undefined,
  ): Promise<void> {
    const there = await this.#textOf(name)
    if (there === text) return
    const { edited } = this.#options
    if (edited !== undefined && there !== null && seen !== undefined) {
      if (there === 'unfit' || fingerprint(there) !== seen) {
        throw new Failure('conflict', tell(edited.conflict, { name }))
      }
    }
    try {
      const file = await open(temporary, 'wx', 0o600)
      try {
        await file.writeFile(text)
        await file.sync()
      } finally {
        await file.close()
      }
      if (there !== null && there !== 'unfit') await this.#earlier?.keep(name, path)
      await rename(temporary, path)
      await syncFolder(this.#options.folder)
    } catch (error) {
      await rm(temporary, { force: true })
      throw error
    }
  }

  /** Gone afterwards with its earlier copies, whether it was there or not. */
  async remove(name: string): Promise<void> {
    await rm(this.#pathOf(name), { force: true })
    await this.#earlier?.forget(name)
  }

  /**
   * Moves a file that cannot be used to `set-aside/`, puts the version saved before it in its place, and says so. Answers
   * whether there was one.
   */
  async setAside(name: string): Promise<boolean> {
    const { folder, extension, noun, notice } = this.#options
    const aside = join(folder, 'set-aside')
    await mkdir(aside, { recursive: true, mode: 0o700 })
    await rename(this.#pathOf(name), join(aside, `${name}-${Date.now()}${extension}`))
    const isBack = (await this.#earlier?.giveBack(name, this.#pathOf(name))) ?? false
    const before = isBack ? ' The version saved before it stands in its place.' : ''
    notice(
      `The saved ${noun} "${name}" could not be read. It was moved to the folder "set-aside".${before}`,
    )
    return isBack
  }

  /** Null when there is no such file; 'unfit' when it is no text of bounded size. */
  async #textOf(name: string): Promise<string | 'unfit' | null> {
    const bytes = await this.#bytesOf(this.#pathOf(name))
    if (bytes === null || bytes === 'unfit') return bytes
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    } catch {
      return 'unfit'
    }
  }

  #pathOf(name: string): string {
    if (!namePattern.test(name)) {
      const { noun } = this.#options
      throw new Failure(
        'invalid',
        `The name of a ${noun} has small letters, digits and dashes only.`,
      )
    }
    return join(this.#options.folder, name + this.#options.extension)
  }

  async #prepare(): Promise<void> {
    const { folder } = this.#options
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await chmod(folder, 0o700)
  }

  /** Null when there is no such file; 'unfit' for a folder, a device, a link or a file over the limit. */
  async #bytesOf(path: string): Promise<Uint8Array | 'unfit' | null> {
    // Neither follows a link out of the folder nor waits for the other end of a pipe.
    const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)
    let file: Awaited<ReturnType<typeof open>>
    try {
      file = await open(path, flags)
    } catch (error) {
      return codeOf(error) === 'ENOENT' ? null : 'unfit'
    }
    try {
      const found = await file.stat()
      if (!found.isFile() || found.size > this.#options.bytesMax) return 'unfit'
      return await file.readFile()
    } finally {
      await file.close()
    }
  }
}

/** The rename itself must survive a power cut. Windows has no such call on folders. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

/** The operating system's reason without its path. */
function reasonOf(error: unknown): string {
  const reasons: Readonly<Record<string, string>> = {
    ENOSPC: 'the disk is full.',
    EROFS: 'the folder is read-only.',
    EACCES: 'the folder may not be written.',
    EPERM: 'the folder may not be written.',
    EDQUOT: 'the disk quota is used up.',
  }
  return reasons[codeOf(error)] ?? 'the disk refused it. Check the workspace folder.'
}
