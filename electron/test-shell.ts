/** A browser shell for tests, and the ways to speak to it: raw bytes, and sockets as our own page opens them. */
import { connect } from 'node:net'
import { WebSocket } from 'ws'
import { answer } from '#core/host/answer.ts'
import { Session } from '#core/host/session.ts'
import { QuietEngine } from '#core/host/testing/quiet-engine.ts'
import { testHost } from '#core/host/testing/test-host.ts'
import type { PageFiles } from './page-files.ts'
import { startWebShell, type WebShell } from './web-server.ts'

const page = { bytes: new TextEncoder().encode('<!doctype html>the page'), type: 'text/html' }
const files: PageFiles = new Map([
  ['/', page],
  ['/index.html', page],
  ['/assets/page.js', { bytes: new TextEncoder().encode('export {}'), type: 'text/javascript' }],
])

export class TestShell {
  /** Counts the calls that reached a handler. */
  readonly engine = new QuietEngine()
  sessions = 0
  readonly #host = testHost()
  #shell: WebShell | undefined

  async start(patienceMs = 10_000): Promise<this> {
    this.#shell = await startWebShell({
      files: () => files,
      port: 0,
      patienceMs,
      open: (wire) => {
        this.sessions += 1
        const session = new Session(this.#host, this.engine)
        answer(wire, session.router, () => {})
        return session
      },
    })
    return this
  }

  get shell(): WebShell {
    if (this.#shell === undefined) throw new Error('the shell was not started')
    return this.#shell
  }

  get port(): number {
    return this.shell.port
  }

  /** Sends bytes as they are and reads until the server hangs up. `isHalf` ends our side at once. */
  raw(text: string, isHalf = false): Promise<string> {
    return new Promise((resolve) => {
      const socket = connect(this.port, '127.0.0.1')
      let heard = ''
      socket.on('data', (chunk) => {
        heard += chunk.toString('latin1')
      })
      socket.on('error', () => {})
      socket.on('close', () => resolve(heard))
      socket.write(text)
      if (isHalf) socket.end()
    })
  }

  /** A socket as our own page opens it. */
  dial(path: string): Promise<WebSocket> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(`ws://127.0.0.1:${this.port}${path}`, {
        origin: `http://127.0.0.1:${this.port}`,
      })
      socket.once('open', () => resolve(socket))
      socket.once('error', reject)
    })
  }

  /** A socket that has said `first`, and what was answered. */
  async greet(path: string, first: unknown): Promise<[WebSocket, string]> {
    const socket = await this.dial(path)
    const answered = new Promise<string>((resolve) =>
      socket.once('message', (data) => resolve(String(data))),
    )
    socket.send(JSON.stringify(first))
    return [socket, await answered]
  }
}

/** The code a socket is closed with. */
export const closed = (socket: WebSocket): Promise<number> =>
  new Promise((resolve) => {
    socket.on('error', () => {})
    socket.once('close', resolve)
  })
