/**
 * Guests that send what nobody should: frames with something wrong in them, and methods in any order. Whatever they send is
 * answered by frames that can be read, or ends their connection; nothing throws, and nothing stays behind. By seed.
 */
import { type Guest, Rig } from '../rig.fixture.ts'
import { anyFrame, Dice, mutated, names } from './any-frame.ts'

export interface FuzzResult {
  /** Frames or sequences sent. */
  readonly sent: number
  readonly connections: number
  /** Closes the server sent, by what they said first: `501 FRAME_ERROR`. */
  readonly closes: ReadonlyMap<string, number>
  /** Connections that ended without a word. */
  readonly broken: number
}

const frameMax = 8192
/** Messages a queue keeps from one guest to the next. */
const leftMost = 20
/** How often the broker's books are looked at: it walks everything. */
const checkEvery = 2000
/** Sends so many frames, each of them broken somewhere. */
export function fuzzFrames(seed: number, frames: number): FuzzResult {
  const world = new World(seed)
  for (let sent = 0; sent < frames; sent++) {
    world.say(mutated(world.dice, anyFrame(world.dice)))
    if (sent % checkEvery === 0) world.check()
  }
  return world.end(frames)
}

/** Sends so many sequences of up to forty whole methods with contents, in any order, on a few channels. */
export function fuzzSequences(seed: number, sequences: number): FuzzResult {
  const world = new World(seed)
  for (let sent = 0; sent < sequences; sent++) {
    const length = 1 + world.dice.below(40)
    for (let step = 0; step < length; step++) world.say(anyFrame(world.dice))
    world.leave()
    if (sent % 100 === 0) world.check()
  }
  return world.end(sequences)
}

class World {
  readonly dice: Dice
  readonly #rig = new Rig()
  readonly #closes = new Map<string, number>()
  #guest: Guest | null = null
  #connections = 0
  #broken = 0

  constructor(seed: number) {
    this.dice = new Dice(seed)
  }

  say(bytes: Uint8Array): void {
    const guest = this.#guest ?? this.#welcome()
    guest.raw(bytes)
    const rig = this.#rig
    if (rig.full.delete(guest.number)) rig.endpoint.reading(guest.number, true)
    this.#count(guest)
    const isOver = rig.ended.has(guest.number) || rig.closings.has(guest.number)
    if (isOver || this.dice.below(500) === 0) this.leave()
  }

  leave(): void {
    const guest = this.#guest
    this.#guest = null
    if (guest === null) return
    const { ended, closings } = this.#rig
    if (ended.has(guest.number) && !closings.has(guest.number)) this.#broken++
    ended.delete(guest.number)
    closings.delete(guest.number)
    guest.leave()
    this.#rig.forget(guest)
    this.#empty()
  }

  /** Or every next consumer would first be given what all before it have left. */
  #empty(): void {
    const { broker, endpoint } = this.#rig
    for (const name of names) {
      const queue = broker.queueId(name)
      if (queue >= 0 && broker.ready(queue) > leftMost) broker.purge(queue)
    }
    endpoint.settle()
  }

  check(): void {
    const { broker, endpoint } = this.#rig
    broker.check()
    if (endpoint.letters.count > broker.messagesHeld())
      throw new Error(`${endpoint.letters.count} bodies for ${broker.messagesHeld()} messages`)
  }

  end(sent: number): FuzzResult {
    this.leave()
    this.check()
    const { endpoint } = this.#rig
    if (endpoint.connectionCount > 0) throw new Error('a connection is left')
    return { sent, connections: this.#connections, closes: this.#closes, broken: this.#broken }
  }

  /** Most have something to lose: channels, one with a queue, a message and a consumer. */
  #welcome(): Guest {
    const guest = this.#rig.guest({ frameMaxBytes: frameMax, channelMax: 8 })
    this.#guest = guest
    this.#connections++
    if (this.#connections % 4 === 0) return guest
    for (const channel of [2, 3, 4]) guest.open(channel)
    guest
      .open()
      .queue('q')
      .publish('', 'q', Uint8Array.of(1, 2, 3))
      .consume('q', false)
      .flush()
    return guest
  }

  #count(guest: Guest): void {
    for (const { name, fields } of guest.methods) {
      if (name !== 'connection.close' && name !== 'channel.close') continue
      const said = `${name} ${fields.replyCode} ${fields.replyText.split(' - ')[0]}`
      this.#closes.set(said, (this.#closes.get(said) ?? 0) + 1)
    }
    guest.methods.length = 0
  }
}
