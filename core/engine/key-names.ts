/** Routing keys as small integers, in order of first use. */
export class KeyNames {
  readonly #ids = new Map<string, number>()
  readonly #names: string[] = []

  id(name: string): number {
    const known = this.#ids.get(name)
    if (known !== undefined) return known
    const id = this.#names.push(name) - 1
    this.#ids.set(name, id)
    return id
  }

  name(id: number): string {
    return this.#names[id]!
  }
}
