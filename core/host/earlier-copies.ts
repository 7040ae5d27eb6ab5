/** The last three good versions of each file of a folder, in a folder of its own: `earlier/mine-1.yaml` is the newest. */
import { copyFile, link, mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

export const copiesKept = 3

export class EarlierCopies {
  readonly #folder: string
  readonly #extension: string

  constructor(folder: string, extension: string) {
    this.#folder = join(folder, 'earlier')
    this.#extension = extension
  }

  /** Keeps the file at `path` as the newest copy of `name`; the oldest one goes. */
  async keep(name: string, path: string): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    for (let copy = copiesKept; copy > 1; copy--) await this.#move(name, copy - 1, copy)
    const newest = this.#pathOf(name, 1)
    try {
      await link(path, newest)
    } catch {
      // Not every file system has links.
      await copyFile(path, newest)
    }
  }

  /** Moves the newest copy to `path`. Answers whether there was one. */
  async giveBack(name: string, path: string): Promise<boolean> {
    try {
      await rename(this.#pathOf(name, 1), path)
    } catch (error) {
      if (isMissing(error)) return false
      throw error
    }
    for (let copy = 2; copy <= copiesKept; copy++) await this.#move(name, copy, copy - 1)
    return true
  }

  async forget(name: string): Promise<void> {
    for (let copy = 1; copy <= copiesKept; copy++) {
      await rm(this.#pathOf(name, copy), { force: true })
    }
  }

  async #move(name: string, from: number, to: number): Promise<void> {
    try {
      await rename(this.#pathOf(name, from), this.#pathOf(name, to))
    } catch (error) {
      if (!isMissing(error)) throw error
    }
  }

  #pathOf(name: string, copy: number): string {
    return join(this.#folder, `${name}-${copy}${this.#extension}`)
  }
}

const isMissing = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'
