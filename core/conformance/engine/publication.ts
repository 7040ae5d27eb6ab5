import type { Broker } from '#core/engine/broker.ts'
import { PublishResult } from '#core/engine/publish-result.ts'
import { replyQueueName } from '#core/engine/replies.ts'
import { Closed, type Properties, type Publication } from '../client.ts'
import { tableOf } from './letter.ts'
import type { Mailbox } from './mailbox.ts'

/** basic.publish; throws `Closed` for what costs the channel, `Failure` for properties no broker takes. */
export function sendingOf(
  broker: Broker,
  mailbox: Mailbox,
  channel: number,
  actor: number,
  { exchange, key, body, mandatory = false, properties = {} }: Publication,
): void {
  const to = broker.exchangeId(exchange)
  if (to < 0) throw new Closed('channel', 404)
  const { persistent = true, headers = {}, priority = null, expiration } = properties
  const rewritten = { ...properties, ...replyToOf(broker, channel, properties) }
  const userRef = mailbox.letters.push({ body, properties: rewritten }) - 1
  const template = broker.templateId({
    // Bodies of scripts are ASCII.
    sizeBytes: body.length,
    persistent,
    expirationMs: expirationOf(expiration),
    headers: tableOf(headers),
    priority,
    userRef,
  })
  mailbox.sending(body)
  const result = broker.publish(channel, actor, to, broker.keyId(key), template, mandatory, 0)
  if (result & PublishResult.noExchange) throw new Closed('channel', 404)
  if (result & PublishResult.forbidden) throw new Closed('channel', 403)
}

/** Who asks for direct replies is given an address of its own. [RabbitMQ: Direct Reply-to] */
function replyToOf(broker: Broker, channel: number, { replyTo }: Properties): Properties {
  if (replyTo !== replyQueueName) return {}
  const address = broker.replyAddress(channel)
  if (address === null) throw new Closed('channel', 406)
  return { replyTo: address }
}

/** A text of digits. [RabbitMQ: Time-to-Live, per-message TTL in publishers] */
function expirationOf(expiration: string | undefined): number | null {
  if (expiration === undefined) return null
  if (!/^\d+$/.test(expiration)) throw new Closed('channel', 406)
  return Number(expiration)
}
