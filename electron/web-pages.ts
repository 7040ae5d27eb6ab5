/**
 * The pages that are open in a browser. Each has two sockets: the first brings the token and opens a session, whose id
 * ties the second, for frames, to it. When the first closes, the session ends.
 */
import { randomBytes } from 'node:crypto'
import type { RawData, WebSocket } from 'ws'
import type { Wire } from '#core/host/answer.ts'
import type { LaunchToken } from './web-token.ts'

/** What stands behind one page. */
export interface OpenedSession {
  dispose(): Promise<void>
}

/** Opens a session on a wire; `sendFrame` reaches the same page. */
export type OpenSession = (
  wire: Wire,
  sendFrame: (frame: Uint8Array<ArrayBuffer>) => void,
) => OpenedSession

interface Page {
  readonly session: OpenedSession
  readonly calls: WebSocket
  frames: WebSocket | null
}

/** Each page has an engine of its own; more than this is a mistake. */
const pagesMax = 16

/** A page that falls this far behind misses frames: the next one replaces them. */
const frameBacklogBytes = 2 * 1024 * 1024

/** A page that does not read its answers is cut off. */
const callBacklogBytes = 128 * 1024 * 1024

const heartbeatMs = 15_000

/** Close codes: 1008 is the protocol's own "policy violation". */
const policy = 1008

export class WebPages {
  readonly #token: LaunchToken
  readonly #open: OpenSession
  readonly #slowMs: number
  readonly #pages = new Map<string, Page>()
  readonly #sockets = new Set<WebSocket>()
  readonly #heartbeat: NodeJS.Timeout

  constructor(token: LaunchToken, open: OpenSession, slowMs: number) {
    this.#token = token
    this.#open = open
    this.#slowMs = slowMs
    this.#heartbeat = setInterval(() => this.#beat(), heartbeatMs)
  }

  /** Takes a new socket: nothing is listened to but one text, the token. */
  accept(socket: WebSocket, kind: 'calls' | 'frames'): void {
    this.#sockets.add(socket)
    // `ws` closes a socket that breaks the protocol by itself; the error only says why.
    socket.on('error', () => socket.terminate())
    const late = setTimeout(() => socket.close(policy), this.#slowMs)
    socket.once('close', () => {
      clearTimeout(late)
      this.#sockets.delete(socket)
    })
    socket.once('message', (data, isBinary) => {
      clearTimeout(late)
      const greeting = isBinary ? null : readGreeting(data)
      if (greeting === null || !this.#token.accepts(greeting.token)) socket.close(policy)
      else if (kind === 'calls') this.#openPage(socket)
      else this.#joinPage(socket, greeting.session)
    })
  }

  async close(): Promise<void> {
    clearInterval(this.#heartbeat)
    for (const socket of this.#sockets) socket.terminate()
    const sessions = [...this.#pages.values()].map(({ session }) => session.dispose())
    this.#pages.clear()
    await Promise.allSettled(sessions)
  }

  #openPage(calls: WebSocket): void {
    if (this.#pages.size >= pagesMax) {
      calls.close(policy)
      return
    }
    const id = randomBytes(16).toString('hex')
    const sendFrame = (frame: Uint8Array<ArrayBuffer>) => {
      const frames = this.#pages.get(id)?.frames
      if (frames && frames.bufferedAmount < frameBacklogBytes) frames.send(frame)
    }
    const page: Page = { session: this.#open(wireOf(calls), sendFrame), calls, frames: null }
    this.#pages.set(id, page)
    this.#watch(calls)
    calls.once('close', () => {
      this.#pages.delete(id)
      page.frames?.terminate()
      void page.session.dispose()
    })
    calls.send(JSON.stringify({ session: id }))
  }

  #joinPage(frames: WebSocket, session: string | undefined): void {
    const page = this.#pages.get(session ?? '')
    if (page === undefined || page.frames !== null) {
      frames.close(policy)
      return
    }
    page.frames = frames
    this.#watch(frames)
    // Nothing is ever said on this socket but the greeting.
    frames.on('message', () => page.calls.terminate())
    frames.once('close', () => page.calls.terminate())
    frames.send(JSON.stringify({ session }))
  }

  #watch(socket: WebSocket): void {
    alive.add(socket)
    socket.on('pong', () => alive.add(socket))
  }

  /** A page that has not answered since the last beat is gone. */
  #beat(): void {
    for (const { calls, frames } of this.#pages.values()) {
      for (const socket of frames ? [calls, frames] : [calls]) {
        if (alive.delete(socket)) socket.ping()
        else socket.terminate()
      }
    }
  }
}

/** Sockets that answered since the last beat. */
const alive = new WeakSet<WebSocket>()

function wireOf(socket: WebSocket): Wire {
  return {
    send: (text) => {
      if (socket.bufferedAmount > callBacklogBytes) socket.terminate()
      else socket.send(text)
    },
    onMessage: (listener) => {
      socket.on('message', (data, isBinary) => listener(isBinary ? data : String(data)))
    },
    onClose: (listener) => {
      socket.once('close', listener)
    },
    close: () => socket.close(policy),
  }
}

const greetingMax = 512

/** `{ token, session? }`, or null. */
function readGreeting(data: RawData): { token: string; session: string | undefined } | null {
  const text = String(data)
  if (text.length > greetingMax) return null
  let said: unknown
  try {
    said = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof said !== 'object' || said === null || !('token' in said)) return null
  if (typeof said.token !== 'string') return null
  const session = 'session' in said ? said.session : undefined
  if (session !== undefined && typeof session !== 'string') return null
  return { token: said.token, session }
}
