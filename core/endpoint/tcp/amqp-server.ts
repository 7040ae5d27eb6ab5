import type { Server, Socket } from 'node:net'
import { Failure } from '#core/model/failure.ts'
import type { Door, Outlet } from '../door.ts'
import type { LoginTerms } from '../login.ts'
import type { WireProfile } from '../wire-profile.ts'
import { GuestSocket, type SocketRoom } from './guest-socket.ts'
import type { Pump } from './pump.ts'
import { type ServerLimits, usualServerLimits } from './server-limits.ts'

export interface ServerOptions {
  readonly terms: Omit<LoginTerms, 'channelMax' | 'frameMax' | 'heartbeatS'>
  readonly limits?: Partial<ServerLimits>
  /** Makes what listens: plain TCP or TLS. Sockets must stay open for writing when the client has ended. */
  readonly listener: (welcome: (socket: Socket) => void) => Server
}

/**
 * Listens for AMQP clients on the loopback and carries bytes between their sockets and a door. What one turn of the event loop
 * brings a socket is written at its end, in one write.
 */
export class AmqpServer implements Outlet, SocketRoom {
  readonly limits: ServerLimits
  terms: LoginTerms
  /** Whether newcomers are let in. */
  isWelcoming = true
  readonly #server: Server
  readonly #sockets = new Set<GuestSocket>()
  readonly #open = new Map<number, GuestSocket>()
  readonly #stirred = new Set<GuestSocket>()
  #door: Door | null = null
  #pump: Pump | null = null

  constructor({ terms, limits, listener }: ServerOptions) {
    this.limits = { ...usualServerLimits, ...limits }
    const { channelMax, frameMax, heartbeatS } = this.limits
    this.terms = { ...terms, channelMax, frameMax, heartbeatS }
    this.#server = listener((socket) => this.#welcome(socket))
  }

  get door(): Door {
    return this.#door!
  }

  /** Where guests are led to, and whose time it is. Before `listen`. */
  serve(door: Door, pump: Pump): void {
    this.#door = door
    this.#pump = pump
  }

  /** Resolves with the port; 0 takes a free one. Rejects `Failure` when it cannot be had. */
  listen(port: number, host = '127.0.0.1'): Promise<number> {
    return new Promise((resolve, reject) => {
      const server = this.#server
      server.once('error', (problem: NodeJS.ErrnoException) => {
        const why = problem.code === 'EADDRINUSE' ? 'something else listens there' : problem.message
        const message = `Port ${port} of ${host} cannot be had: ${why}. Choose another port.`
        reject(new Failure('refused', message))
      })
      server.listen(port, host, () => {
        const address = server.address()
        resolve(typeof address === 'object' && address !== null ? address.port : port)
      })
    })
  }

  /** Clients whose connection is open, by number. */
  get clients(): ReadonlyMap<number, GuestSocket> {
    return this.#open
  }

  /** Lets go of everybody without a word to the door: it is not the one they came to any more. */
  forsakeAll(): void {
    for (const socket of this.#open.values()) socket.forsake()
    this.#open.clear()
  }

  /** Takes no more of what a client says, until `releaseAll`. */
  hold(connection: number): void {
    this.#open.get(connection)?.hold(true)
  }

  releaseAll(): void {
    for (const socket of this.#open.values()) socket.hold(false)
  }

  /** Closes every socket and the port. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    for (const socket of this.#sockets) socket.destroy()
    await closed
    this.#pump?.stop()
  }

  /** What is spoken with those who come from now on. */
  speak(profile: WireProfile): void {
    this.terms = { ...this.terms, profile }
  }

  enter(act: () => void): void {
    this.#pump!.enter(act)
  }

  opened(socket: GuestSocket, number: number): void {
    this.#open.set(number, socket)
  }

  closed(socket: GuestSocket): void {
    this.#sockets.delete(socket)
    this.#open.delete(socket.number)
    this.#stirred.delete(socket)
  }

  stirred(socket: GuestSocket): void {
    if (this.#stirred.size === 0) setImmediate(() => this.#flush())
    this.#stirred.add(socket)
  }

  send(connection: number, bytes: Uint8Array, isFull: boolean): void {
    this.#open.get(connection)?.send(bytes, isFull)
  }

  end(connection: number): void {
    this.#open.get(connection)?.end()
  }

  closing(connection: number, why: 'goodbye' | 'fault'): void {
    this.#open.get(connection)?.closing(why)
  }

  heed(connection: number, on: boolean): void {
    this.#open.get(connection)?.heed(on)
  }

  #flush(): void {
    const stirred = [...this.#stirred]
    this.#stirred.clear()
    for (const socket of stirred) socket.flush()
  }

  #welcome(socket: Socket): void {
    if (!this.isWelcoming || this.#sockets.size >= this.limits.connectionsMax) {
      socket.destroy()
      return
    }
    this.#sockets.add(new GuestSocket(socket, this))
  }
}
