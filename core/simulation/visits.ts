/** What an explorer does to the simulated broker: looks at messages and hands them back, or publishes one. */
import type { Broker } from '#core/engine/broker.ts'
import type { Death } from '#core/engine/death.ts'
import type { MessageTemplate } from '#core/engine/message-template.ts'
import { PublishResult } from '#core/engine/publish-result.ts'
import type { Visit } from '#core/model/command.ts'
import { assertNever, Failure } from '#core/model/failure.ts'
import { limits } from '#core/model/limits.ts'
import type { Properties, PublishOutcome } from '#core/model/message.ts'
import type { Scenario } from '#core/model/scenario.ts'
import type { FieldTable } from '#core/model/topology.ts'
import { none, TraceReason } from '#core/model/trace.ts'
import { bodyOf } from './body.ts'
import type { GuestLetter, Guests, OwnPayload } from './guests.ts'

export type BrowseCommand = Extract<Visit, { kind: 'queue.browse' }>
export type PublishCommand = Extract<Visit, { kind: 'message.publish' }>

/** One message as a look found it. */
export interface SeenMessage {
  readonly messageId: number
  readonly exchange: string
  readonly routingKey: string
  /** It had been handed out before this look. */
  readonly redelivered: boolean
  /** Deliveries so far, this look included. */
  readonly attempts: number
  readonly enqueuedUs: number
  readonly template: MessageTemplate
  /** Most recent first. */
  readonly deaths: readonly Death[]
  /** What a quorum queue tells of earlier deliveries, in headers. */
  readonly counts: FieldTable
  /** Name of the producer; null: published by hand or by a guest. */
  readonly producer: string | null
  /** What was published by hand, or null: then `text` or `letter` has the whole payload. */
  readonly published: PublishedByHand | null
  readonly text: string | null
  /** What a guest published. */
  readonly letter: GuestLetter | null
}

export interface PublishedByHand {
  readonly properties: Properties
  readonly bodyBase64: string
}

export class Visits {
  readonly #broker: Broker
  readonly #scenario: Scenario
  readonly #guests: Guests | null
  readonly #published: PublishedByHand[] = []
  /** For publishing, opened when first needed. */
  #channel = -1

  constructor(broker: Broker, scenario: Scenario, guests: Guests | null) {
    this.#guests = guests
    this.#broker = broker
    this.#scenario = scenario
  }

  /** Fails `not-found` or `invalid` when it cannot be done; nothing has changed then. */
  check(visit: Visit): void {
    switch (visit.kind) {
      case 'queue.browse':
        this.#queue(visit.target)
        return
      case 'message.publish':
        if (this.#broker.exchangeId(visit.target) < 0)
          throw new Failure(
            'not-found',
            `There is no exchange called "${visit.target}" in this run.`,
          )
        expirationMs(visit.properties)
        return
      default:
        assertNever(visit)
    }
  }

  /**
   * Gets up to `count` messages on a channel of its own and closes it, so that they return to where they were, marked. A stream
   * is read from its first offset, which changes nothing.
   */
  browse(target: string, count: number): SeenMessage[] {
    const broker = this.#broker
    const queue = this.#queue(target)
    const most = Math.min(count, limits.browseMessages)
    if (broker.typeOf(queue) === 'stream')
      return broker.readySlots(queue, most).map((slot) => this.#see(slot))
    const channel = broker.openChannel()
    const seen: SeenMessage[] = []
    while (seen.length < most) {
      const slot = broker.get(channel, none, queue, false)
      if (slot < 0) break
      seen.push(this.#see(slot))
    }
    broker.closeChannel(channel, TraceReason.browse)
    return seen
  }

  publish({ target, routingKey, properties, bodyBase64 }: PublishCommand): PublishOutcome {
    const broker = this.#broker
    if (!broker.isOpen(this.#channel)) this.#channel = broker.openChannel()
    const template = broker.templateId({
      sizeBytes: base64Bytes(bodyBase64),
      persistent: properties.deliveryMode === 2,
      expirationMs: expirationMs(properties),
      headers: properties.headers,
      priority: properties.priority,
      userRef: this.#scenario.producers.length + this.#published.length,
    })
    this.#published.push({ properties, bodyBase64 })
    const exchange = broker.exchangeId(target)
    const key = broker.keyId(routingKey)
    const result = broker.publish(this.#channel, none, exchange, key, template, true, 0)
    if (result & PublishResult.forbidden)
      return { outcome: 'refused', reply: `403 The exchange "${target}" is internal.` }
    if (result & PublishResult.unroutable) return { outcome: 'unroutable', reply: '312 NO_ROUTE' }
    if (result & PublishResult.held)
      return {
        outcome: 'refused',
        reply:
          'connection.blocked: an alarm is on. The message is held and arrives when it is over.',
      }
    if (result & PublishResult.refused)
      return { outcome: 'refused', reply: 'basic.nack: a queue is full and rejects publishes.' }
    return { outcome: 'routed' }
  }

  #see(slot: number): SeenMessage {
    const broker = this.#broker
    const template = broker.template(broker.templateOf(slot))
    const messageId = broker.messageIdOf(slot)
    const producer = this.#scenario.producers[template.userRef]
    return {
      messageId,
      exchange: broker.exchangeNames[broker.exchangeOf(slot)]!,
      routingKey: broker.keyName(broker.keyOf(slot)),
      redelivered: broker.redeliveredOf(slot),
      attempts: broker.attemptsOf(slot),
      enqueuedUs: broker.enqueuedUsOf(slot),
      template,
      deaths: broker.deathsOf(slot),
      counts: broker.countHeadersOf(slot),
      producer: producer?.name ?? null,
      published: this.#byHand(template),
      text: this.#textOf(slot, template),
      letter: this.#guests?.letter(messageId) ?? null,
    }
  }

  /** What a message carries that the run itself published; null of any other. */
  payloadOf(slot: number): OwnPayload | null {
    const template = this.#broker.template(this.#broker.templateOf(slot))
    const text = this.#textOf(slot, template)
    if (text !== null) return { text }
    const byHand = this.#byHand(template)
    return byHand === null ? null : { base64: byHand.bodyBase64 }
  }

  #byHand({ userRef }: MessageTemplate): PublishedByHand | null {
    return this.#published[userRef - this.#scenario.producers.length] ?? null
  }

  #textOf(slot: number, { userRef, sizeBytes }: MessageTemplate): string | null {
    const producer = this.#scenario.producers[userRef]
    if (producer === undefined) return null
    return bodyOf({
      messageId: this.#broker.messageIdOf(slot),
      producer: producer.name,
      routingKey: this.#broker.keyName(this.#broker.keyOf(slot)),
      sizeBytes,
      template: producer.body,
    })
  }

  #queue(name: string): number {
    const queue = this.#broker.queueId(name)
    if (queue < 0) throw new Failure('not-found', `There is no queue called "${name}" in this run.`)
    return queue
  }
}

/** RabbitMQ takes `expiration` as a string of decimal digits and closes the channel otherwise. [RabbitMQ: TTL] */
function expirationMs({ expiration }: Properties): number | null {
  if (expiration === null) return null
  if (/^\d{1,15}$/.test(expiration)) return Number(expiration)
  throw new Failure(
    'invalid',
    `The expiration "${expiration}" is not a number of milliseconds. Write digits only.`,
  )
}

function base64Bytes(base64: string): number {
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0
  return (base64.length / 4) * 3 - padding
}
