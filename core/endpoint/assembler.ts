import { ByteReader, Malformed, MalformedTable } from '#core/amqp/byte-reader.ts'
import type { Frame } from '#core/amqp/frame-reader.ts'
import { FrameType } from '#core/amqp/frames.ts'
import { type Method, type MethodSpec, readMethod, specOf, specOfIds } from '#core/amqp/methods.ts'
import { binaryText } from './erlang-text.ts'
import type { EndpointLimits } from './limits.ts'
import { Refusal } from './refusal.ts'
import type { Span } from './slabs.ts'
import type { WireProfile } from './wire-profile.ts'

/** A method and its content. Spans are valid until the next frame is read. */
export interface Command {
  readonly method: Method
  readonly properties: Span
  readonly body: Span
  /** As announced: of a body too large to be taken, its bytes are not there. */
  readonly bodyBytes: number
}

const nothing: Span = { bytes: new Uint8Array(0), from: 0, to: 0 }

/** A frame no sense can be made of. RabbitMQ's reader dies of it, and the socket with it. */
export class Unreadable extends Error {}

/**
 * Puts methods, content headers and bodies of one channel together, however they are split. A body in one frame is read in
 * place. [AMQP 0-9-1: 4.2.6 Content Framing; source: rabbit_command_assembler]
 */
export class Assembler {
  readonly #limits: EndpointLimits
  readonly #profile: WireProfile
  #method: Method | null = null
  #properties: Span | null = null
  #body: Uint8Array = nothing.bytes
  #bodyBytes = 0
  #left = 0

  constructor(limits: EndpointLimits, profile: WireProfile) {
    this.#limits = limits
    this.#profile = profile
  }

  /** A command once it is whole, else null. Throws `Refusal`, or `Unreadable`. */
  take(frame: Frame): Command | null {
    if (this.#method === null) return this.#takeMethod(frame)
    if (this.#properties === null) return this.#takeHeader(frame, this.#method)
    return this.#takeBody(frame, this.#method, this.#properties)
  }

  #takeMethod(frame: Frame): Command | null {
    if (frame.type !== FrameType.method) {
      throw new Refusal(505, 'expected method frame, got non method frame instead', true)
    }
    const method = methodIn(frame)
    if (!specOf(method.name).hasContent) {
      return { method, properties: nothing, body: nothing, bodyBytes: 0 }
    }
    this.#method = method
    return null
  }

  #takeHeader({ type, bytes, start, end }: Frame, method: Method): Command | null {
    const { classId } = specOf(method.name)
    const reader = new ByteReader(bytes, start, end)
    const said = type === FrameType.header ? reader.short() : 0
    if (type !== FrameType.header || reader.short() !== 0) {
      const why = `expected content header for class ${classId}, got non content header frame instead`
      throw refusalOf(method, 505, why)
    }
    if (said !== classId) {
      const why = `expected content header for class ${classId}, got one for class ${said} instead`
      throw refusalOf(method, 505, why)
    }
    const size = reader.longlong()
    const { announcedBytesMax, bodyBytesMax } = this.#limits
    if (size > announcedBytesMax && this.#profile.measuresBodies) {
      const why = `content body size ${size} exceeds maximum allowed size ${announcedBytesMax}`
      throw refusalOf(method, 501, why)
    }
    const properties = { bytes, from: reader.at, to: end }
    this.#bodyBytes = Number(size)
    if (this.#bodyBytes === 0) return this.#done(method, properties, nothing)
    this.#left = this.#bodyBytes
    this.#body = nothing.bytes
    // The body comes in another frame, and this one is the caller's.
    this.#properties =
      this.#bodyBytes > bodyBytesMax
        ? nothing
        : { bytes: bytes.slice(properties.from, end), from: 0, to: end - properties.from }
    return null
  }

  #takeBody({ type, bytes, start, end }: Frame, method: Method, properties: Span): Command | null {
    if (type !== FrameType.body) {
      throw refusalOf(method, 505, 'expected content body, got non content body frame instead')
    }
    const length = end - start
    if (length > this.#left && this.#profile.measuresBodies) {
      throw refusalOf(method, 501, 'content body frame exceeds remaining content size')
    }
    if (length === this.#bodyBytes) {
      return this.#done(method, properties, { bytes, from: start, to: end })
    }
    const isTaken = this.#bodyBytes <= this.#limits.bodyBytesMax
    if (isTaken && length <= this.#left) {
      if (this.#body.length === 0) this.#body = new Uint8Array(this.#bodyBytes)
      this.#body.set(bytes.subarray(start, end), this.#bodyBytes - this.#left)
    }
    this.#left -= length
    if (this.#left !== 0) return null
    const whole = isTaken ? { bytes: this.#body, from: 0, to: this.#bodyBytes } : nothing
    return this.#done(method, properties, whole)
  }

  #done(method: Method, properties: Span, body: Span): Command {
    this.#method = null
    this.#properties = null
    this.#body = nothing.bytes
    return { method, properties, body, bodyBytes: this.#bodyBytes }
  }
}

/** Reads a method frame. Throws as `Assembler.take`. */
export function methodIn({ bytes, start, end }: Frame): Method {
  const reader = new ByteReader(bytes, start, end)
  const classId = reader.short()
  const methodId = reader.short()
  const spec = specOfIds(classId, methodId)
  const fields = bytes.subarray(reader.at, end)
  if (spec === undefined) throw undecodable({ classId, methodId }, fields)
  try {
    return readMethod(spec, reader)
  } catch (problem) {
    if (problem instanceof MalformedTable) throw new Unreadable()
    if (problem instanceof Malformed) throw undecodable(spec, fields)
    throw problem
  }
}

/** [source: rabbit_misc frame_error] */
function undecodable(ids: MethodIds, fields: Uint8Array): Refusal {
  return new MethodRefusal(ids, 501, `cannot decode ${binaryText(fields)}`)
}

/** What a close says it was about. */
export type MethodIds = Pick<MethodSpec, 'classId' | 'methodId'>

/** A refusal that names its method by itself: there is no command it belongs to. */
export class MethodRefusal extends Refusal {
  readonly ids: MethodIds

  constructor(ids: MethodIds, code: number, explanation: string) {
    super(code, explanation)
    this.ids = ids
  }
}

function refusalOf(method: Method, code: number, why: string): Refusal {
  return new MethodRefusal(specOf(method.name), code, why)
}
