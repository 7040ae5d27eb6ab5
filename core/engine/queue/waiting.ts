/** One returned message that waits. */
export interface WaitingMessage {
  readonly slot: number
  readonly bytes: number
  readonly dueUs: number
}

/** Returned messages that wait before they are given again, the first due first, among equals in order of return. */
export class Waiting {
  bytes = 0
  readonly #messages: WaitingMessage[] = []

  get count(): number {
    return this.#messages.length
  }

  /** Infinity when none waits. */
  get dueUs(): number {
    return this.#messages[0]?.dueUs ?? Number.POSITIVE_INFINITY
  }

  get slots(): readonly number[] {
    return this.#messages.map(({ slot }) => slot)
  }

  add(message: WaitingMessage): void {
    let at = this.#messages.length
    while (at > 0 && this.#messages[at - 1]!.dueUs > message.dueUs) at--
    this.#messages.splice(at, 0, message)
    this.bytes += message.bytes
  }

  clear(): void {
    this.#messages.length = 0
    this.bytes = 0
  }

  /** The slot of the first one. */
  take(): number {
    const { slot, bytes } = this.#messages.shift()!
    this.bytes -= bytes
    return slot
  }
}
