/**
 * Confirms of a channel that wait to be sent together: neighbours of one kind become one `multiple`, which may say so only when
 * nothing below is open. [RabbitMQ: Publisher Confirms]
 */
export class ConfirmRun {
  #ok = true
  #first = 0
  #last = 0
  /** All below it are told. */
  #lowest = 1
  readonly #beyond = new Set<number>()
  readonly #send: (ok: boolean, tag: number, multiple: boolean) => void

  constructor(send: (ok: boolean, tag: number, multiple: boolean) => void) {
    this.#send = send
  }

  get isEmpty(): boolean {
    return this.#last === 0
  }

  add(sequence: number, ok: boolean): void {
    if (this.#last !== 0 && (ok !== this.#ok || sequence !== this.#last + 1)) this.flush()
    if (this.#last === 0) this.#first = sequence
    this.#last = sequence
    this.#ok = ok
    this.#note(sequence)
  }

  /** Sends what waits. */
  flush(): void {
    if (this.#last === 0) return
    // What was told below the first of a run is sent already, so `multiple` covers the run and nothing else.
    if (this.#last < this.#lowest && this.#last > this.#first) {
      this.#send(this.#ok, this.#last, true)
    } else {
      for (let tag = this.#first; tag <= this.#last; tag++) this.#send(this.#ok, tag, false)
    }
    this.#last = 0
  }

  #note(sequence: number): void {
    if (sequence !== this.#lowest) {
      this.#beyond.add(sequence)
      return
    }
    this.#lowest++
    while (this.#beyond.delete(this.#lowest)) this.#lowest++
  }
}
