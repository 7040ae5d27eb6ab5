import { ByteReader, Malformed } from '#core/amqp/byte-reader.ts'
import { fieldOf, readTable, type WireTable } from '#core/amqp/field-table.ts'
import type { FieldsOf } from '#core/amqp/methods.ts'
import { type Skimmed, skimProperties } from '#core/amqp/property-skim.ts'
import type { MessageTemplate } from '#core/engine/message-template.ts'
import { PublishResult } from '#core/engine/publish-result.ts'
import { replyQueueName } from '#core/engine/replies.ts'
import { isTtl } from '#core/engine/ttl.ts'
import { Failure } from '#core/model/failure.ts'
import type { Command } from './assembler.ts'
import type { GuestChannel } from './channel.ts'
import { withHeadersInOrder } from './content.ts'
import { typeName } from './erlang-text.ts'
import { countPublish, type Producer } from './guest-actors.ts'
import type { Letter } from './letters.ts'
import {
  accessRefused,
  exchangeIn,
  internalError,
  notFound,
  notImplemented,
  preconditionFailed,
  Refusal,
} from './refusal.ts'
import type { Span } from './slabs.ts'

/** basic.publish, its checks in RabbitMQ's order. [source: rabbit_channel] */
export function publish(
  channel: GuestChannel,
  { exchange, routingKey, mandatory, immediate }: FieldsOf<'basic.publish'>,
  { properties, body, bodyBytes }: Command,
): void {
  const { room, connection } = channel
  const { broker, letters, limits } = room
  if (immediate) throw notImplemented('immediate=true')
  if (bodyBytes > limits.bodyBytesMax) {
    const why = `message size ${bodyBytes} is larger than configured max size ${limits.bodyBytesMax}`
    throw preconditionFailed(why)
  }
  const to = broker.exchangeId(exchange)
  if (to < 0) throw notFound(exchangeIn(connection.facts.virtualHost, exchange))
  if (broker.exchangeSpec(to).internal) {
    const about = exchangeIn(connection.facts.virtualHost, exchange)
    throw accessRefused(`cannot publish to internal ${about}`)
  }
  const skimmed = skimmedOf(properties)
  const replyTo = replyToOf(channel, skimmed)
  refuseProperties(channel, skimmed)
  const headers = headersOf(skimmed, properties)
  const hasBlindCopies = headers !== null && checkCopies(headers)
  const template = room.templating.templateOf(skimmed, properties, bodyBytes)
  const isRewritten = room.profile.rewritesExpirations && isOddNumber(skimmed.expiration)
  const isChanged = hasBlindCopies || replyTo !== null || isRewritten
  const kept =
    headers !== null && room.profile.ordersHeaders
      ? withHeadersInOrder(properties, headers)
      : properties
  const letter = letters.write(kept, body, isChanged, replyTo)
  const producer = producerOf(channel, exchange)
  countPublish(producer, routingKey, bodyBytes, broker.nowUs)
  producer.persistent = skimmed.deliveryMode === 2
  producer.mandatory = mandatory
  send(channel, producer, letter, to, routingKey, template, mandatory)
}

/** A client is one producer for each exchange. */
function producerOf({ connection, number, room }: GuestChannel, exchange: string): Producer {
  const known = connection.producers.get(exchange)
  if (known !== undefined) return known
  const { name } = connection.facts
  const producer = room.actors.addProducer(name, connection.number, number, exchange)
  connection.producers.set(exchange, producer)
  return producer
}

function send(
  channel: GuestChannel,
  producer: Producer,
  letter: Letter,
  exchange: number,
  key: string,
  template: MessageTemplate,
  mandatory: boolean,
): void {
  const { room, connection } = channel
  const { broker, letters } = room
  letters.publishing([letter])
  let result: number
  try {
    result = broker.publishPassing(channel.id, producer.number, exchange, key, template, mandatory)
  } catch (problem) {
    for (const rest of letters.published()) letters.discard(rest)
    if (problem instanceof Failure) throw new Refusal(506, problem.message)
    throw problem
  }
  const [unsent] = letters.published()
  if (unsent === undefined) return
  if ((result & PublishResult.held) !== 0) {
    letters.hold(producer.number, unsent)
    connection.held = { channel, actor: producer.number }
  } else if (channel.uncommitted !== null) channel.uncommitted.push(unsent)
  else letters.discard(unsent)
}

function skimmedOf({ bytes, from, to }: Span): Skimmed {
  try {
    return skimProperties(bytes, from, to)
  } catch (problem) {
    if (problem instanceof Malformed) throw internalError()
    throw problem
  }
}

/** Who asks for direct replies is given an address of its own. [RabbitMQ: Direct Reply-to] */
function replyToOf(channel: GuestChannel, { replyTo }: Skimmed): string | null {
  if (replyTo !== replyQueueName) return null
  const address = channel.room.broker.replyAddress(channel.id)
  if (address === null) throw preconditionFailed('fast reply consumer does not exist')
  return address
}

function refuseProperties(channel: GuestChannel, { expiration, userId }: Skimmed): void {
  if (expiration !== null) {
    const fault = expirationFault(expiration)
    if (fault !== null) throw preconditionFailed(`invalid expiration '${expiration}': ${fault}`)
  }
  const { user } = channel.connection.facts
  if (userId !== null && userId !== user) {
    throw preconditionFailed(
      `user_id property set to '${userId}' but authenticated user was '${user}'`,
    )
  }
}

/** `+5`, `007` */
function isOddNumber(text: string | null): boolean {
  return text !== null && text !== String(Number(text))
}

/** [source: rabbit_basic parse_expiration] */
function expirationFault(text: string): string | null {
  const [, digits = '', rest = ''] = /^([+-]?\d*)(.*)$/s.exec(text) ?? []
  if (!/\d/.test(digits)) return 'no_integer'
  if (rest !== '') return `{leftover_string,${JSON.stringify(rest)}}`
  const ms = Number(digits)
  if (ms < 0) return `{value_negative,${ms}}`
  return isTtl(ms) ? null : `{value_too_large,${ms}}`
}

/** CC and BCC are lists. True when there are copies its readers are not told of. */
function checkCopies(headers: WireTable): boolean {
  for (const name of ['CC', 'BCC']) {
    const value = fieldOf(headers, name)
    if (value === undefined) continue
    if (value.letter === 'A') continue
    const type = typeName(value)
    throw preconditionFailed(`invalid message: {unacceptable_type_in_header,"${name}",${type}}`)
  }
  return fieldOf(headers, 'BCC') !== undefined
}

function headersOf({ headersAt }: Skimmed, { bytes, to }: Span): WireTable | null {
  if (headersAt < 0) return null
  try {
    return readTable(new ByteReader(bytes, headersAt, to))
  } catch (problem) {
    if (problem instanceof Malformed) throw internalError()
    throw problem
  }
}
