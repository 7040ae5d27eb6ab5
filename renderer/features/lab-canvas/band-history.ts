/** What passed a wire in each of the last frames: the shades of its band. */

/** A band shows the way of about 0.6 s, twelve frames; a few more for late ones. */
const slots = 16

export class BandHistory {
  readonly #endUs = new Float64Array(slots)
  readonly #counts = new Float64Array(slots)
  #taken = 0
  #total = Number.NaN

  /** Takes the wire's counter at virtual time `nowUs`. */
  take(total: number, nowUs: number): void {
    const passed = total - this.#total
    this.#total = total
    if (!(passed >= 0)) {
      // The first reading, or a run that began again.
      this.#taken = 0
      return
    }
    const at = this.#taken % slots
    this.#counts[at] = passed
    this.#endUs[at] = nowUs
    this.#taken++
  }

  get length(): number {
    return Math.min(this.#taken, slots)
  }

  /** Virtual time at which slot `age` (0 = newest) ended. */
  endUs(age: number): number {
    return this.#endUs[this.#at(age)]!
  }

  /** What passed in slot `age`, as a share of the busiest slot kept. */
  level(age: number): number {
    let most = 0
    for (let index = 0; index < this.length; index++) most = Math.max(most, this.#counts[index]!)
    return most === 0 ? 0 : this.#counts[this.#at(age)]! / most
  }

  #at(age: number): number {
    return (this.#taken - 1 - age + 2 * slots) % slots
  }
}
