import type { Socket } from 'node:net'
import { heartbeatFrame } from '#core/amqp/frames.ts'
import { type ClientFault, noFault } from '#core/model/endpoint.ts'
import type { GuestFacts } from '#core/model/guest.ts'
import type { Door } from '../door.ts'
import { Login, type LoginTerms } from '../login.ts'
import { Heartbeat, type HeartbeatRoom } from './heartbeat.ts'
import { Line } from './line.ts'
import type { ServerLimits } from './server-limits.ts'

/** What a socket needs of its server. */
export interface SocketRoom {
  readonly door: Door
  readonly limits: ServerLimits
  readonly terms: LoginTerms
  /** Brings the broker's time up to now and does it. */
  enter(act: () => void): void
  opened(socket: GuestSocket, number: number): void
  closed(socket: GuestSocket): void
  /** It has something to write in this turn of the event loop. */
  stirred(socket: GuestSocket): void
}

/** Not open yet; no number of the door's. */
const none = -1

/** One client's socket: login, bytes both ways, heartbeats, and the patience it is shown. */
export class GuestSocket implements HeartbeatRoom {
  readonly #socket: Socket
  /** What it says and what it is told, as a network would carry it. */
  readonly #inward = new Line()
  readonly #outward = new Line()
  fault: ClientFault = noFault
  facts: GuestFacts | null = null
  /** Address and port it comes from. */
  readonly peer: string
  readonly #room: SocketRoom
  #login: Login | null
  #number = none
  /** To be written at the end of the turn. */
  #unsent: Uint8Array[] = []
  #deadline: NodeJS.Timeout | null = null
  readonly #heartbeat = new Heartbeat(this)
  #isHeeded = true
  #isClogged = false
  #isHeld = false
  /** It has had its share of this turn of the event loop. */
  #isResting = false
  /** The endpoint has more once this is on its way. */
  #hasMore = false
  #isOver = false

  constructor(socket: Socket, room: SocketRoom) {
    this.#socket = socket
    this.#room = room
    this.peer = `${socket.remoteAddress}:${socket.remotePort}`
    this.#login = new Login(room.terms)
    this.#giveUpAfter(room.limits.handshakeMs)
    socket.setNoDelay(true)
    socket.on('data', (bytes) => this.#share(bytes))
    socket.on('drain', () => this.#drained())
    socket.on('end', () => socket.end())
    // A reset is an end like any other; 'close' follows.
    socket.on('error', () => socket.destroy())
    socket.on('close', () => this.#inward.carry(0, () => this.#closed()))
  }

  send(bytes: Uint8Array, isFull: boolean): void {
    if (this.#isOver) return
    this.#unsent.push(bytes)
    this.#hasMore ||= isFull
    this.#room.stirred(this)
  }

  /** Writes what the turn has brought, at once. */
  flush(): void {
    const parts = this.#unsent
    if (parts.length === 0 || this.#socket.destroyed) return
    this.#unsent = []
    this.#heartbeat.wrote()
    this.#socket.cork()
    for (const part of parts) this.#outward.carry(part.length, () => this.#write(part))
    this.#socket.uncork()
    if (this.#unsentBytes > this.#room.limits.unsentBytesMax) this.#clog()
    else if (this.#hasMore) this.#fetchMore()
  }

  get #unsentBytes(): number {
    return this.#socket.writableLength + this.#outward.waitingBytes
  }

  #write(bytes: Uint8Array): void {
    if (this.#socket.destroyed) return
    this.#socket.write(bytes)
    const isFree = this.#outward.waitingBytes === 0 && !this.#socket.writableNeedDrain
    if (this.#isClogged && isFree) this.#drained()
  }

  /** What its network does to it from now on. */
  hinder(fault: ClientFault): void {
    this.fault = fault
    this.#inward.hinder(fault.latencyMs, fault.stalled)
    this.#outward.hinder(fault.latencyMs, fault.stalled)
  }

  /** As a broken network would: it is gone, and what was on its way with it. */
  cut(): void {
    this.#inward.cut()
    this.#inward.hinder(0, false)
    this.#socket.resetAndDestroy()
  }

  /** Nothing of it reaches the broker any more, not even that it is gone. */
  forsake(): void {
    this.#number = none
    this.flush()
    this.#socket.end()
    this.#giveUpAfter(this.#room.limits.silentCloseMs)
  }

  heed(on: boolean): void {
    this.#isHeeded = on
    this.#listen()
  }

  /** What it said waits for the clock of the run; meanwhile it is not listened to. */
  hold(on: boolean): void {
    if (this.#isHeld === on) return
    this.#isHeld = on
    this.#listen()
  }

  /** Closes it when everything is sent. */
  end(): void {
    this.flush()
    this.#socket.end()
    this.#giveUpAfter(this.#room.limits.silentCloseMs)
  }

  /** It has said goodbye, or nothing it says can be understood. */
  closing(why: 'goodbye' | 'fault'): void {
    const { closingMs, silentCloseMs } = this.#room.limits
    this.#heartbeat.stop()
    this.#giveUpAfter(why === 'goodbye' ? closingMs : silentCloseMs)
  }

  destroy(): void {
    this.#socket.destroy()
  }

  /** Who floods is heard a share at a time: a loop that reads on while there is something to read would hear nobody else. */
  #share(bytes: Buffer): void {
    const { turnBytesMax } = this.#room.limits
    if (bytes.length < turnBytesMax) {
      this.#arrive(bytes)
      return
    }
    this.#isResting = true
    this.#listen()
    if (bytes.length > turnBytesMax) this.#socket.unshift(bytes.subarray(turnBytesMax))
    this.#arrive(bytes.subarray(0, turnBytesMax))
    setImmediate(() => {
      this.#isResting = false
      this.#listen()
    })
  }

  #arrive(bytes: Uint8Array): void {
    const line = this.#inward
    const isLate = line.isHindered
    line.carry(bytes.length, () => {
      this.#hear(bytes)
      if (isLate) this.#listen()
    })
    if (isLate) this.#listen()
  }

  #hear(bytes: Uint8Array): void {
    this.#heartbeat.heard()
    if (this.#login !== null) this.#logIn(this.#login, bytes)
    else if (this.#number !== none) {
      this.#room.enter(() => this.#room.door.receive(this.#number, bytes))
    }
  }

  #logIn(login: Login, bytes: Uint8Array): void {
    const step = login.read(bytes)
    const answer = login.takeOutput()
    if (answer.length > 0) this.#socket.write(answer)
    switch (step.kind) {
      case 'more':
        return
      case 'open':
        this.#open(step.facts, step.heartbeatS, step.rest)
        return
      case 'closing':
        this.#giveUpAfter(this.#room.limits.closingMs)
        return
      case 'refused':
        this.#socket.pause()
        if (step.atOnce) this.#socket.end()
        this.#giveUpAfter(this.#room.limits.silentCloseMs)
    }
  }

  #open(facts: GuestFacts, heartbeatS: number, rest: Uint8Array): void {
    const { door } = this.#room
    this.#login = null
    this.facts = facts
    this.#forgetDeadline()
    this.#heartbeat.start(heartbeatS)
    this.#room.enter(() => {
      this.#number = door.connect(facts)
      this.#room.opened(this, this.#number)
      if (rest.length > 0) door.receive(this.#number, rest)
    })
  }

  get number(): number {
    return this.#number
  }

  /** The client does not read: nothing more is made for it, and it is not listened to. */
  #clog(): void {
    if (this.#isClogged) return
    this.#isClogged = true
    this.#listen()
    this.#room.enter(() => this.#room.door.reading(this.#number, false))
  }

  #drained(): void {
    if (this.#isClogged) {
      this.#isClogged = false
      this.#listen()
      this.#fetchMore()
    }
  }

  #fetchMore(): void {
    this.#hasMore = false
    if (this.#number !== none) this.#room.enter(() => this.#room.door.reading(this.#number, true))
  }

  #listen(): void {
    const isFull = this.#inward.waitingBytes > this.#room.limits.unsentBytesMax
    if (this.isListenedTo && !isFull && !this.#isResting) this.#socket.resume()
    else this.#socket.pause()
  }

  get isListenedTo(): boolean {
    return this.#isHeeded && !this.#isClogged && !this.#isHeld
  }

  /** Behind a clogged socket it would only make the pile higher. */
  beat(): void {
    if (!this.#isClogged)
      this.#outward.carry(heartbeatFrame.length, () => this.#write(heartbeatFrame))
  }

  silent(): void {
    this.destroy()
  }

  #giveUpAfter(ms: number): void {
    this.#forgetDeadline()
    this.#deadline = setTimeout(() => this.destroy(), ms)
  }

  #forgetDeadline(): void {
    if (this.#deadline !== null) clearTimeout(this.#deadline)
    this.#deadline = null
  }

  #closed(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#inward.cut()
    this.#outward.cut()
    this.#forgetDeadline()
    this.#heartbeat.stop()
    this.#room.closed(this)
    const number = this.#number
    if (number !== none) this.#room.enter(() => this.#room.door.gone(number))
  }
}
