/** Routing keys as small integers. A kept one stays for good; a passing one may be forgotten, see `forget-passing.ts`. */
export class KeyNames {
  readonly #ids = new Map<string, number>()
  readonly #names: string[] = []
  /** Numbers of forgotten ones, to be given again. */
  readonly #free: number[] = []
  readonly #passing = new Set<number>()

  id(name: string): number {
    const id = this.#numberOf(name)
    if (this.#passing.size > 0) this.#passing.delete(id)
    return id
  }

  /** The same of one that nobody else remembers. */
  passingId(name: string): number {
    const known = this.#ids.get(name)
    if (known !== undefined) return known
    const id = this.#numberOf(name)
    this.#passing.add(id)
    return id
  }

  isPassing(id: number): boolean {
    return this.#passing.has(id)
  }

  name(id: number): string {
    return this.#names[id]!
  }

  /** Forgets the passing ones that are not used. */
  forget(isUsed: (id: number) => boolean): void {
    for (const id of this.#passing) {
      if (isUsed(id)) continue
      this.#passing.delete(id)
      this.#ids.delete(this.#names[id]!)
      this.#names[id] = ''
      this.#free.push(id)
    }
  }

  #numberOf(name: string): number {
    const known = this.#ids.get(name)
    if (known !== undefined) return known
    const id = this.#free.pop() ?? this.#names.length
    this.#names[id] = name
    this.#ids.set(name, id)
    return id
  }
}
