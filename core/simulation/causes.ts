/** Why something holds: faults, of which several may hold at once, and a person, whose word ends them all. */
export class Causes {
  #faults = 0
  #byHand = false

  get hold(): boolean {
    return this.#byHand || this.#faults > 0
  }

  begin(): void {
    this.#faults += 1
  }

  /** One fault less; none, when a person ended it meanwhile. */
  end(): void {
    if (this.#faults > 0) this.#faults -= 1
  }

  set(on: boolean): void {
    this.#byHand = on
    if (!on) this.#faults = 0
  }
}
