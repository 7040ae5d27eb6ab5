import { ByteReader, Malformed } from '#core/amqp/byte-reader.ts'
import { ByteWriter } from '#core/amqp/byte-writer.ts'
import { fieldOf, readTable, type WireTable } from '#core/amqp/field-table.ts'
import { type Frame, FrameReader } from '#core/amqp/frame-reader.ts'
import { writeMethodFrame } from '#core/amqp/frame-writer.ts'
import { FrameType, protocolHeader } from '#core/amqp/frames.ts'
import {
  type FieldsOf,
  type Method,
  type MethodName,
  readMethod,
  specOfIds,
} from '#core/amqp/methods.ts'
import { bytesOfText } from '#core/amqp/text.ts'
import type { GuestFacts } from '#core/model/guest.ts'
import { can } from './capabilities.ts'
import { greetingOf } from './greeting.ts'
import { plainTable } from './plain-value.ts'
import { notAllowed, Refusal } from './refusal.ts'
import type { WireProfile } from './wire-profile.ts'

/** Who may come in and what is offered. */
export interface LoginTerms {
  readonly profile: WireProfile
  readonly virtualHosts: readonly string[]
  readonly channelMax: number
  readonly frameMax: number
  readonly heartbeatS: number
  /** Whether a password is right; `null` asks for somebody without one. */
  admits(user: string, password: string | null): boolean
}

/** What the next bytes have led to. `refused` with `atOnce` closes the socket now, else after a while without a word. */
export type LoginStep =
  | { readonly kind: 'more' }
  | { readonly kind: 'refused'; readonly atOnce: boolean }
  /** `closing`: it has been told why and may answer. */
  | { readonly kind: 'closing' }
  | {
      readonly kind: 'open'
      readonly facts: GuestFacts
      readonly heartbeatS: number
      /** Bytes that came behind connection.open. */
      readonly rest: Uint8Array
    }

const more: LoginStep = { kind: 'more' }
const silently: LoginStep = { kind: 'refused', atOnce: false }
/** Before tune a frame is no larger than this. [AMQP 0-9-1: frame-min-size; RabbitMQ takes frame_max from the start] */
const earlyPayloadMax = 131_072

/**
 * A connection from its first byte to connection.open-ok. Passwords stay here: what the broker's door is told is who it is.
 * Whatever goes wrong before connection.open, RabbitMQ waits and closes without a word, but for a refused password to those
 * who can hear it, and an unknown virtual host. [seen on 3.10.8, 4.0.5, 4.3.6]
 */
export class Login {
  readonly #terms: LoginTerms
  readonly #out = new ByteWriter(2048)
  readonly #reader = new FrameReader(earlyPayloadMax)
  #state: 'header' | 'start' | 'tune' | 'open' | 'over' = 'header'
  #head: number[] = []
  #user = ''
  #properties: WireTable = { fields: [] }
  #tuned: FieldsOf<'connection.tune-ok'> = { channelMax: 0, frameMax: 0, heartbeat: 0 }
  #step: LoginStep = more

  constructor(terms: LoginTerms) {
    this.#terms = terms
  }

  /** Bytes to send, since the last time. */
  takeOutput(): Uint8Array {
    return this.#out.take()
  }

  /** Once it is no longer `more`, nothing further is read. */
  read(bytes: Uint8Array): LoginStep {
    if (this.#state === 'over') return this.#step
    if (this.#state === 'header') return this.#readHeader(bytes)
    const fault = this.#reader.read(bytes, (frame) => {
      this.#step = this.#readFrame(frame)
      return this.#step === more ? 'go-on' : 'pause'
    })
    if (fault !== null) this.#step = silently
    if (this.#step !== more) this.#state = 'over'
    if (this.#step.kind !== 'open') return this.#step
    return { ...this.#step, rest: this.#reader.takeWaiting() }
  }

  #readHeader(bytes: Uint8Array): LoginStep {
    const count = Math.min(protocolHeader.length - this.#head.length, bytes.length)
    this.#head.push(...bytes.subarray(0, count))
    if (this.#head.length < protocolHeader.length) return more
    const answer = headerAnswer(this.#head, this.#terms.profile)
    if (answer !== null) {
      this.#out.raw(Uint8Array.from(answer))
      this.#state = 'over'
      this.#step = { kind: 'refused', atOnce: true }
      return this.#step
    }
    this.#state = 'start'
    this.#send('connection.start', greetingOf(this.#terms.profile))
    return count < bytes.length ? this.read(bytes.subarray(count)) : more
  }

  #readFrame(frame: Frame): LoginStep {
    if (frame.type === FrameType.heartbeat && frame.channel === 0 && frame.start === frame.end) {
      return more
    }
    if (frame.type !== FrameType.method || frame.channel !== 0) return silently
    try {
      const reader = new ByteReader(frame.bytes, frame.start, frame.end)
      const spec = specOfIds(reader.short(), reader.short())
      return spec === undefined ? silently : this.#take(readMethod(spec, reader))
    } catch (problem) {
      if (problem instanceof Malformed) return silently
      throw problem
    }
  }

  #take({ name, fields }: Method): LoginStep {
    if (this.#state === 'start' && name === 'connection.start-ok') return this.#authenticate(fields)
    if (this.#state === 'tune' && name === 'connection.tune-ok') return this.#tune(fields)
    if (this.#state === 'open' && name === 'connection.open') return this.#open(fields.virtualHost)
    return silently
  }

  #authenticate(fields: FieldsOf<'connection.start-ok'>): LoginStep {
    const { profile, channelMax, frameMax, heartbeatS } = this.#terms
    const { mechanism, response, clientProperties } = fields
    this.#properties = clientProperties
    if (!profile.mechanisms.some((known) => known === mechanism)) return silently
    const who = credentialsOf(mechanism, response)
    if (who === null) return silently
    if (!this.#terms.admits(who.user, who.password)) {
      if (!this.#can('authentication_failure_close')) return silently
      const why = `Login was refused using authentication mechanism ${mechanism}. For details see the broker logfile.`
      this.#close(new Refusal(403, why), 0, 0)
      return silently
    }
    this.#user = who.user
    this.#state = 'tune'
    this.#send('connection.tune', { channelMax, frameMax, heartbeat: heartbeatS })
    return more
  }

  /** No limit is more than ours, and so is what is above it. */
  #tune(fields: FieldsOf<'connection.tune-ok'>): LoginStep {
    const { channelMax, frameMax, profile } = this.#terms
    const isWithin = (asked: number, most: number) => most === 0 || (asked !== 0 && asked <= most)
    if (!isWithin(fields.channelMax, channelMax) || !isWithin(fields.frameMax, frameMax))
      return silently
    if (fields.frameMax !== 0 && fields.frameMax < profile.frameMin) return silently
    this.#tuned = fields
    this.#state = 'open'
    return more
  }

  #open(virtualHost: string): LoginStep {
    if (!this.#terms.virtualHosts.includes(virtualHost)) {
      this.#close(notAllowed(`vhost ${virtualHost} not found`), 10, 40)
      return { kind: 'closing' }
    }
    this.#send('connection.open-ok', { reserved: '' })
    const { channelMax, frameMax, heartbeat } = this.#tuned
    const facts = {
      name: nameOf(this.#properties),
      user: this.#user,
      virtualHost,
      channelMax,
      frameMaxBytes: frameMax,
      properties: plainTable(this.#properties),
    }
    return { kind: 'open', facts, heartbeatS: heartbeat, rest: new Uint8Array(0) }
  }

  #can(capability: string): boolean {
    return can(plainTable(this.#properties), capability)
  }

  #close(refusal: Refusal, classId: number, methodId: number): void {
    const { code: replyCode, replyText } = refusal
    this.#send('connection.close', { replyCode, replyText, classId, methodId })
  }

  #send<Name extends MethodName>(name: Name, fields: FieldsOf<Name>): void {
    writeMethodFrame(this.#out, 0, name, fields)
  }
}

/** Null when the header is ours, else what RabbitMQ answers it with. [source: rabbit_reader version_negotiation] */
function headerAnswer(head: readonly number[], profile: WireProfile): readonly number[] | null {
  const [a, b, c, d] = head.slice(4)
  const isAmqp = protocolHeader.slice(0, 4).every((octet, at) => head[at] === octet)
  if (!isAmqp) return profile.otherHeader
  if (a === 0 && b === 0 && c === 9 && d === 1) return null
  // That of 0-9, which is near enough.
  if (a === 1 && b === 1 && c === 0 && d === 9) return null
  return a === 0 && b === 0 && c! >= 9 ? protocolHeader : profile.otherHeader
}

/** Null for a response nobody can read. [AMQP 0-9-1: SASL; RabbitMQ: Access Control] */
function credentialsOf(
  mechanism: string,
  response: string,
): { readonly user: string; readonly password: string | null } | null {
  if (mechanism === 'ANONYMOUS') return { user: 'guest', password: null }
  if (mechanism === 'PLAIN') {
    const [, user, password] = /^[^\0]*\0([^\0]*)\0([^\0]*)$/.exec(response) ?? []
    return user === undefined || password === undefined ? null : { user, password }
  }
  const bytes = bytesOfText(response)
  const table = new Uint8Array(4 + bytes.length)
  new DataView(table.buffer).setUint32(0, bytes.length)
  table.set(bytes, 4)
  const fields = readTable(new ByteReader(table))
  const user = fieldOf(fields, 'LOGIN')
  const password = fieldOf(fields, 'PASSWORD')
  if (user?.letter !== 'S' || password?.letter !== 'S') return null
  return { user: user.value, password: password.value }
}

/** What a client calls itself, else its product. [RabbitMQ: connection_name] */
function nameOf(properties: WireTable): string {
  for (const name of ['connection_name', 'product']) {
    const value = fieldOf(properties, name)
    if (value?.letter === 'S' && value.value !== '') return value.value
  }
  return 'client'
}
