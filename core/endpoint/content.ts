import { ByteReader } from '#core/amqp/byte-reader.ts'
import { ByteWriter } from '#core/amqp/byte-writer.ts'
import { fieldOf, type WireField, type WireTable } from '#core/amqp/field-table.ts'
import { type Properties, readProperties, writeProperties } from '#core/amqp/properties.ts'
import { bytesOfText } from '#core/amqp/text.ts'
import type { Broker } from '#core/engine/broker.ts'
import type { MessageTemplate } from '#core/engine/message-template.ts'
import type { FieldTable } from '#core/model/topology.ts'
import { bytesOfBase64 } from './base64.ts'
import { inOrderOfNames } from './header-order.ts'
import type { Letter } from './letters.ts'
import { wireTable } from './plain-value.ts'
import type { Room } from './room.ts'
import type { Span } from './slabs.ts'

/** What a message carries that no guest published: a text, or bytes as base64. */
export type OwnPayload = { readonly text: string } | { readonly base64: string }

/** A property list and a body, ready for the wire. */
export interface Content {
  readonly properties: Span
  readonly body: Span
}

/** What a delivery carries: the bytes as they were published, unless the broker has written something on the message since. */
export function contentOf({ broker, letters, payloadOf, epochUs }: Room, slot: number): Content {
  const template = broker.template(broker.templateOf(slot))
  const letter = letters.find(broker.messageIdOf(slot))
  const added = addedHeaders(broker, slot, Math.floor(epochUs / 1e6))
  if (letter === undefined)
    return { properties: written(bare(template), added), body: ownBody(payloadOf(slot), template) }
  const body = bodyOf(letter)
  const isDead = broker.historyOf(slot) !== null
  if (added.length === 0 && !isDead && !letter.isChanged)
    return { properties: asSent(letter), body }
  return { properties: written(changed(letter, isDead ? template : null), added), body }
}

/** What is returned to its publisher: as it would be delivered. [seen: without BCC on 3.10.8, 4.0.5, 4.3.6] */
export function returnedContent(letter: Letter): Content {
  const properties = letter.isChanged ? written(changed(letter, null), []) : asSent(letter)
  return { properties, body: bodyOf(letter) }
}

function addedHeaders(broker: Broker, slot: number, epochS: number): readonly WireField[] {
  const offset = broker.streamOffsetOf(slot)
  const deaths = broker.deathHeadersOf(slot)
  const counts = broker.countHeadersOf(slot)
  if (offset < 0 && deaths === null && counts.fields.length === 0) return []
  const own: FieldTable = { fields: offset < 0 ? [] : [['x-stream-offset', offset]] }
  return [own, deaths ?? { fields: [] }, counts].flatMap((table) => wireTable(table, epochS).fields)
}

/** Properties of the letter without what the broker keeps to itself; of a dead letter, without what it lost on its way. */
function changed(letter: Letter, dead: MessageTemplate | null): Properties {
  const { span, bodyFrom, replyTo } = letter
  const properties = readProperties(new ByteReader(span.bytes, span.from, bodyFrom))
  if (replyTo !== null) properties.replyTo = replyTo
  if (properties.expiration !== undefined)
    properties.expiration = String(Number(properties.expiration))
  const isCcLost = dead !== null && !dead.headers.fields.some(([name]) => name === 'CC')
  if (dead !== null && dead.expirationMs === null) delete properties.expiration
  if (properties.headers !== undefined) {
    const fields = properties.headers.fields.filter(
      ([name]) => name !== 'BCC' && !(isCcLost && name === 'CC'),
    )
    properties.headers = { fields }
  }
  return properties
}

/** What a message of the broker's own producers has. */
function bare({ persistent, expirationMs, priority, headers }: MessageTemplate): Properties {
  return {
    deliveryMode: persistent ? 2 : 1,
    headers: wireTable(headers),
    ...(priority === null ? {} : { priority }),
    ...(expirationMs === null ? {} : { expiration: String(expirationMs) }),
  }
}

/** The same properties with their headers in order; the very bytes when they are in order. */
export function withHeadersInOrder(properties: Span, headers: WireTable): Span {
  const fields = inOrderOfNames(headers.fields)
  if (fields === headers.fields) return properties
  const { bytes, from, to } = properties
  return written({ ...readProperties(new ByteReader(bytes, from, to)), headers: { fields } }, [])
}

/** The broker's headers take the place of a client's of the same name. */
function written(properties: Properties, added: readonly WireField[]): Span {
  if (added.length > 0) {
    const own = properties.headers?.fields ?? []
    const kept = own.filter(([name]) => fieldOf({ fields: added }, name) === undefined)
    properties.headers = { fields: inOrderOfNames([...kept, ...added]) }
  }
  const writer = new ByteWriter(512)
  writeProperties(writer, properties)
  const bytes = writer.take()
  return { bytes, from: 0, to: bytes.length }
}

function asSent({ span, bodyFrom }: Letter): Span {
  return { bytes: span.bytes, from: span.from, to: bodyFrom }
}

function bodyOf({ span, bodyFrom }: Letter): Span {
  return { bytes: span.bytes, from: bodyFrom, to: span.to }
}

const dot = 0x2e
let dots = new Uint8Array(0)

function ownBody(payload: OwnPayload | null, template: MessageTemplate): Span {
  if (payload === null) return filler(template)
  const bytes = 'text' in payload ? bytesOfText(payload.text) : bytesOfBase64(payload.base64)
  return { bytes, from: 0, to: bytes.length }
}

/** The engine knows how large a body is, not what it says. */
function filler({ sizeBytes }: MessageTemplate): Span {
  if (dots.length < sizeBytes) dots = new Uint8Array(Math.max(4096, sizeBytes)).fill(dot)
  return { bytes: dots, from: 0, to: sizeBytes }
}
