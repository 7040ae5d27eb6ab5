/** What a heartbeat asks of its socket. */
export interface HeartbeatRoom {
  /** Whether what the client says is read at all: who is not listened to cannot be heard. */
  readonly isListenedTo: boolean
  /** A frame is due, because nothing else was sent. */
  beat(): void
  /** Nothing was heard for too long. */
  silent(): void
}

/** A frame every half of the time agreed on, if nothing else is sent; two such times of silence are the end. [RabbitMQ: Heartbeats] */
export class Heartbeat {
  readonly #room: HeartbeatRoom
  #timer: NodeJS.Timeout | null = null
  #heardMs = performance.now()
  #wroteMs = performance.now()

  constructor(room: HeartbeatRoom) {
    this.#room = room
  }

  heard(): void {
    this.#heardMs = performance.now()
  }

  wrote(): void {
    this.#wroteMs = performance.now()
  }

  /** `seconds` 0: none was agreed on. */
  start(seconds: number): void {
    if (seconds === 0) return
    const halfMs = (seconds * 1000) / 2
    this.heard()
    this.#timer = setInterval(() => this.#look(halfMs), halfMs)
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#timer = null
  }

  #look(halfMs: number): void {
    const nowMs = performance.now()
    if (nowMs - this.#wroteMs >= halfMs) {
      this.#wroteMs = nowMs
      this.#room.beat()
    }
    if (!this.#room.isListenedTo) this.#heardMs = nowMs
    else if (nowMs - this.#heardMs > 4 * halfMs) this.#room.silent()
  }
}
