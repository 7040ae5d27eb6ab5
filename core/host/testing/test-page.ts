/** A page for tests: it speaks the call protocol by hand over a wire in memory, and may say whatever it likes on it. */
import type { Wire } from '#core/host/answer.ts'

export interface Reply {
  readonly status: number
  readonly body: unknown
}

export class TestPage {
  readonly #listeners: ((message: unknown) => void)[] = []
  readonly #closed: (() => void)[] = []
  readonly #waiting = new Map<string, (reply: Reply) => void>()
  readonly #hearing: ((text: string) => void)[] = []
  #lastId = 0
  /** Every text the session sent. */
  readonly heard: string[] = []
  isClosed = false

  /** The session's end. */
  readonly wire: Wire = {
    send: (text) => {
      this.heard.push(text)
      for (const listener of this.#hearing) listener(text)
      const { i, p } = JSON.parse(text) as { i: string; p: { s?: number; b?: unknown } }
      this.#waiting.get(i)?.({ status: p.s ?? 200, body: p.b })
      this.#waiting.delete(i)
    },
    onMessage: (listener) => this.#listeners.push(listener),
    onClose: (listener) => this.#closed.push(listener),
    close: () => this.close(),
  }

  /** Says anything at all. */
  say(message: unknown): void {
    for (const listener of this.#listeners) listener(message)
  }

  /** Calls `noun/verb` with an argument already written as JSON. */
  ask(path: string, json: string, meta = ''): Promise<Reply> {
    this.#lastId += 1
    const id = `${this.#lastId}`
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve)
      const body = `{"json":${json}${meta === '' ? '' : `,"meta":${meta}`}}`
      this.say(`{"i":"${id}","p":{"u":"/${path}","b":${body}}}`)
    })
  }

  /** The first text, heard already or yet to come, that contains `part`. */
  hears(part: string): Promise<string> {
    const known = this.heard.find((text) => text.includes(part))
    if (known !== undefined) return Promise.resolve(known)
    return new Promise((resolve) => {
      this.#hearing.push((text) => {
        if (text.includes(part)) resolve(text)
      })
    })
  }

  close(): void {
    if (this.isClosed) return
    this.isClosed = true
    for (const listener of this.#closed) listener()
  }
}
