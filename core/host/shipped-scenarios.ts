/** The scenarios that come with the app: one YAML file each, read from the folder the shell names. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '#core/model/failure.ts'

const extension = '.yaml'

export class ShippedScenarios {
  readonly #folder: string
  #texts: Promise<ReadonlyMap<string, string>> | undefined

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Ids in the order of their names, each with its text; read once. */
  texts(): Promise<ReadonlyMap<string, string>> {
    this.#texts ??= this.#readAll()
    return this.#texts
  }

  /** Fails `not-found`. */
  async text(id: string): Promise<string> {
    const text = (await this.texts()).get(id)
    if (text === undefined) throw new Failure('not-found', 'No such scenario comes with Sluice.')
    return text
  }

  async #readAll(): Promise<ReadonlyMap<string, string>> {
    const files = (await readdir(this.#folder)).filter((file) => file.endsWith(extension)).sort()
    const read = files.map(
      async (file): Promise<[string, string]> => [
        file.slice(0, -extension.length),
        await readFile(join(this.#folder, file), 'utf8'),
      ],
    )
    return new Map(await Promise.all(read))
  }
}
