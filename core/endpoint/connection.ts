import { ByteWriter } from '#core/amqp/byte-writer.ts'
import { type Frame, type FrameFault, FrameReader, type Onward } from '#core/amqp/frame-reader.ts'
import { writeMethodFrame } from '#core/amqp/frame-writer.ts'
import { FrameType } from '#core/amqp/frames.ts'
import {
  type FieldsOf,
  type Method,
  type MethodName,
  specOf,
  specOfIds,
} from '#core/amqp/methods.ts'
import type { GuestFacts } from '#core/model/guest.ts'
import { TraceReason } from '#core/model/trace.ts'
import { type MethodIds, MethodRefusal, methodIn, Unreadable } from './assembler.ts'
import { can } from './capabilities.ts'
import { GuestChannel } from './channel.ts'
import type { GuestConsumer } from './consumer.ts'
import { faultRefusal, isFrame, unexpectedFrame, unknownFrame } from './frame-refusals.ts'
import type { Producer } from './guest-actors.ts'
import type { Letter } from './letters.ts'
import { internalError, notAllowed, Refusal } from './refusal.ts'
import type { Room } from './room.ts'

/** How a connection tells the endpoint. */
export interface Upwards {
  /** What it was in the broker nobody asks about any more. */
  over(channel: GuestChannel): void
  /** It has something to send. */
  stirred(connection: GuestConnection): void
  /** Its socket is to be closed: now, or when the client does not. */
  end(connection: GuestConnection): void
  closing(connection: GuestConnection, why: 'goodbye' | 'fault'): void
}

/** A guest's connection from connection.open on: its frames, its channels, and how it ends. */
export class GuestConnection {
  readonly number: number
  /** The broker's connection. */
  readonly brokerId: number
  readonly facts: GuestFacts
  readonly room: Room
  /** It understands `basic.cancel` from the server, and `connection.blocked`. */
  readonly hearsCancels: boolean
  readonly hearsBlocked: boolean
  /** What it is as a producer, by exchange. */
  readonly producers = new Map<string, Producer>()
  /** Its publisher waits for the end of an alarm, so nothing it says is heard. */
  blocked = false
  /** More was written for it at once than it may be: the rest waits, and so does what it says. */
  isFull = false
  /** Its socket takes more bytes. */
  isReading = true
  /** Where the publish came from that waits for the end of an alarm. */
  held: { readonly channel: GuestChannel; readonly actor: number } | null = null
  readonly #channels = new Map<number, GuestChannel>()
  /** Channels with confirms to send. */
  readonly #confirming = new Set<GuestChannel>()
  readonly #up: Upwards
  readonly #reader: FrameReader
  readonly #out = new ByteWriter(1024)
  #state: 'running' | 'closed' | 'gone' = 'running'

  constructor(room: Room, number: number, facts: GuestFacts, up: Upwards) {
    this.room = room
    this.number = number
    this.facts = facts
    this.#up = up
    this.brokerId = room.broker.openConnection()
    // Many clients are wrong by the empty frame's size. [source: rabbit_reader FRAME_SIZE_FUDGE]
    this.hearsCancels = can(facts.properties, 'consumer_cancel_notify')
    this.hearsBlocked = can(facts.properties, 'connection.blocked')
    this.#reader = new FrameReader(facts.frameMaxBytes === 0 ? 2 ** 31 : facts.frameMaxBytes)
  }

  get frameMax(): number {
    return this.facts.frameMaxBytes
  }

  /** Where its frames are written; they are sent when the call or verb that caused them is over. */
  out(): ByteWriter {
    this.#up.stirred(this)
    return this.#out
  }

  /** Whether what it says has to wait. */
  get isHeld(): boolean {
    return this.blocked || this.isFull
  }

  /** Whether a consumer of it may be given more. */
  get takesMore(): boolean {
    if (this.#out.length > this.room.limits.burstBytesMax) this.isFull = true
    return this.isReading && !this.isFull
  }

  /** The broker's channels. */
  get channelIds(): readonly number[] {
    return [...this.#channels.values()].map(({ id }) => id)
  }

  get channelCount(): number {
    return this.#channels.size
  }

  get consumers(): readonly GuestConsumer[] {
    return [...this.#channels.values()].flatMap(({ consumers }) => [...consumers.values()])
  }

  takeOutput(): Uint8Array {
    this.#flushConfirms()
    return this.#out.take()
  }

  receive(bytes: Uint8Array): void {
    this.#faulted(this.#reader.read(bytes, this.#handle))
  }

  confirming(channel: GuestChannel): void {
    this.#confirming.add(channel)
    this.#up.stirred(this)
  }

  /** Reads on what it had to leave. */
  resume(): void {
    if (this.blocked || !this.takesMore) return
    this.#faulted(this.#reader.resume(this.#handle))
  }

  /** The alarm is over. What it published under it has been published, or stands in a transaction, or is refused. */
  unblock(): void {
    const uncommitted = this.held?.channel.uncommitted ?? null
    const letter = this.#takeHeld()
    if (letter !== undefined && uncommitted !== null) uncommitted.push(letter)
    else if (letter !== undefined) this.room.letters.discard(letter)
    this.resume()
  }

  say<Name extends MethodName>(name: Name, fields: FieldsOf<Name>): void {
    if (this.#state !== 'gone') writeMethodFrame(this.out(), 0, name, fields)
  }

  /** Its socket has closed. */
  gone(): void {
    this.#leave('gone')
  }

  /** A channel is over: the broker may forget it when the verb is done. */
  closed(channel: GuestChannel): void {
    this.#up.over(channel)
  }

  forget(channel: GuestChannel): void {
    this.#channels.delete(channel.number)
  }

  /** Closes it from the server's side. */
  fail(refusal: Refusal, ids: MethodIds | null): void {
    if (this.#state !== 'running') return
    this.#leave('closed')
    this.room.closures.add(this, 0, refusal)
    this.say('connection.close', {
      replyCode: refusal.code,
      replyText: refusal.replyText,
      classId: ids?.classId ?? 0,
      methodId: ids?.methodId ?? 0,
    })
    this.#up.closing(this, 'goodbye')
  }

  readonly #handle = (frame: Frame): Onward => {
    this.#take(frame)
    if (this.#state === 'gone') return 'stop'
    return this.takesMore && !this.blocked ? 'go-on' : 'pause'
  }

  #take(frame: Frame): void {
    try {
      if (frame.channel === 0) this.#takeOwn(frame)
      else if (this.#state === 'running') this.#takeForChannel(frame)
    } catch (problem) {
      if (problem instanceof Unreadable) this.#breakOff()
      else if (problem instanceof MethodRefusal) this.fail(problem, problem.ids)
      else if (problem instanceof Refusal) this.fail(problem, null)
      else throw problem
    }
  }

  #takeForChannel(frame: Frame): void {
    if (!isFrame(frame)) throw unknownFrame(frame)
    if (frame.type === FrameType.heartbeat) throw unexpectedFrame(frame)
    this.#channelOf(frame.channel).take(frame)
  }

  /** RabbitMQ makes a channel of any frame that names it; what comes before channel.open is told there. */
  #channelOf(number: number): GuestChannel {
    const known = this.#channels.get(number)
    if (known !== undefined) return known
    const { channelMax } = this.facts
    const { size } = this.#channels
    if (channelMax !== 0 && size >= channelMax) {
      const why = `number of channels opened (${size}) has reached the negotiated channel_max (${channelMax})`
      throw notAllowed(why)
    }
    const channel = new GuestChannel(this, number)
    this.#channels.set(number, channel)
    return channel
  }

  /** Channel 0. */
  #takeOwn(frame: Frame): void {
    const isClosed = this.#state === 'closed'
    if (!isFrame(frame)) {
      if (!isClosed) throw unknownFrame(frame)
    } else if (frame.type === FrameType.method) this.#takeOwnMethod(ownMethod(frame), isClosed)
    else if (!isClosed && frame.type !== FrameType.heartbeat) throw unexpectedFrame(frame)
  }

  #takeOwnMethod({ name }: Method, isClosed: boolean): void {
    if (name === 'connection.close') this.#closedByClient()
    else if (name === 'connection.close-ok' && isClosed) this.#up.end(this)
    else if (isClosed) return
    // There are no tokens here that could expire, so a new secret changes nothing. [RabbitMQ: OAuth 2, token refresh]
    else if (name === 'connection.update-secret') this.say('connection.update-secret-ok', {})
    else {
      const why = 'unexpected method in connection state running'
      throw new MethodRefusal(specOf(name), 504, why)
    }
  }

  #closedByClient(): void {
    const wasRunning = this.#state === 'running'
    if (wasRunning) this.#leave('closed')
    this.say('connection.close-ok', {})
    if (wasRunning) this.#up.closing(this, 'goodbye')
  }

  #faulted(fault: FrameFault | null): void {
    if (fault === null || this.#state !== 'running') return
    this.fail(faultRefusal(fault, this.frameMax), null)
    this.#up.closing(this, 'fault')
  }

  /** What the broker still holds of it. */
  #takeHeld(): Letter | undefined {
    const { held } = this
    this.held = null
    return held === null ? undefined : this.room.letters.unhold(held.actor)
  }

  #flushConfirms(): void {
    for (const channel of this.#confirming) channel.confirms.flush()
    this.#confirming.clear()
  }

  #breakOff(): void {
    this.#leave('gone')
    this.#up.end(this)
  }

  /** Its channels return what they hold, then its exclusive queues go. */
  #leave(state: 'closed' | 'gone'): void {
    const wasRunning = this.#state === 'running'
    this.#state = state
    if (!wasRunning) return
    this.#flushConfirms()
    this.room.broker.closeConnection(this.brokerId, TraceReason.crash)
    for (const channel of this.#channels.values()) channel.dropped()
    this.#channels.clear()
    const letter = this.#takeHeld()
    if (letter !== undefined) this.room.letters.discard(letter)
    for (const producer of this.producers.values()) this.room.actors.end(producer)
    this.producers.clear()
    this.blocked = false
  }
}

/** Of channel 0, where what cannot be decoded is a fault of the reader itself. [seen] */
function ownMethod(frame: Frame): Method {
  try {
    return methodIn(frame)
  } catch (problem) {
    throw problem instanceof MethodRefusal && specOfIds(problem.ids.classId, problem.ids.methodId)
      ? internalError()
      : problem instanceof MethodRefusal
        ? new Unreadable()
        : problem
  }
}
