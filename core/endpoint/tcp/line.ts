/** One direction of a client's connection: what passes it can be made late, or held up. The order always stays. */
export class Line {
  readonly #waiting: {
    readonly dueMs: number
    readonly length: number
    readonly pass: () => void
  }[] = []
  #latencyMs = 0
  #stalled = false
  #timer: NodeJS.Timeout | null = null
  /** Bytes on their way. */
  waitingBytes = 0

  /** Of what comes from now on; what is on its way stays before it. */
  hinder(latencyMs: number, stalled: boolean): void {
    this.#latencyMs = latencyMs
    this.#stalled = stalled
    this.#arm()
  }

  /** Whether what comes now does not pass at once. */
  get isHindered(): boolean {
    return this.#latencyMs !== 0 || this.#stalled || this.#waiting.length > 0
  }

  /** Calls `pass` when what is `length` bytes long has arrived: now, if nothing hinders it. */
  carry(length: number, pass: () => void): void {
    if (!this.isHindered) {
      pass()
      return
    }
    this.#waiting.push({ dueMs: performance.now() + this.#latencyMs, length, pass })
    this.waitingBytes += length
    this.#arm()
  }

  /** What has not arrived never will. */
  cut(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#waiting.length = 0
    this.waitingBytes = 0
  }

  #arm(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    const next = this.#waiting[0]
    if (next === undefined || this.#stalled) return
    const inMs = Math.max(0, next.dueMs - performance.now())
    this.#timer = setTimeout(() => this.#deliver(), inMs)
  }

  #deliver(): void {
    const nowMs = performance.now()
    while (!this.#stalled && (this.#waiting[0]?.dueMs ?? Number.POSITIVE_INFINITY) <= nowMs) {
      const { length, pass } = this.#waiting.shift()!
      this.waitingBytes -= length
      pass()
    }
    this.#arm()
  }
}
