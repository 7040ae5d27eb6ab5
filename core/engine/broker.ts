import type { PolicySpec } from '#core/model/policy.ts'
import type { BindingSpec, ExchangeSpec, QueueSpec } from '#core/model/topology.ts'
import { TraceReason } from '#core/model/trace.ts'
import { BrokerNodes } from './broker-nodes.ts'
import { check } from './check.ts'
import { consume, endConsumer, get, pauseConsumer, setPrefetch } from './consume.ts'
import { declareQueue, lockedRefusal, lookAtQueue } from './declare-queue.ts'
import { accepted, answerOf, type Declared } from './declared.ts'
import { deleteIfForsaken, deleteQueue } from './delete-queue.ts'
import { Engine, type EngineOptions } from './engine.ts'
import { clearPolicy, setPolicy } from './govern.ts'
import type { MessageTemplate } from './message-template.ts'
import { publish } from './publish.ts'
import { PublishResult } from './publish-result.ts'
import type { ConsumerTerms } from './queue/consumer.ts'
import { purgeQueue } from './queue/purge.ts'
import { envelopeOf } from './routing.ts'
import { ack, lookAfter } from './settle.ts'
import { holdPublish, recover, settleOrHold } from './transaction.ts'

/**
 * The in-memory broker: exchanges, queues, channels and consumers of one virtual host. Synchronous and pure: a verb does
 * everything it causes before it returns, time is a field somebody else sets, and nothing is random.
 *
 * Names become numbers at the edge (`queueId`, `keyId`, …). Numbers are handed out in order and stay valid for the life
 * of the broker; a number never handed out is a programmer's error.
 */
export class Broker extends BrokerNodes {
  constructor(options: EngineOptions) {
    super(new Engine(options))
  }

  declareExchange(spec: ExchangeSpec): Declared {
    return this.engine.topology.declareExchange(spec)
  }

  /** Verbs about queues say on which connection they come. Without one they are the operator's, who is locked out of nothing. */
  declareQueue(spec: QueueSpec, connection = -1, serverName?: string): Declared {
    return declareQueue(this.engine, spec, this.connectionOf(connection), serverName)
  }

  /** A passive declaration: 404 when there is no such queue. */
  lookAtQueue(name: string, connection = -1): Declared {
    return lookAtQueue(this.engine, name, this.connectionOf(connection))
  }

  /** 405 when the queue is exclusive to another connection: what binding it comes to then. */
  mayUse(queue: number, connection: number): Declared {
    const used = this.queueOfId(queue)
    return used.isLockedFor(this.connectionOf(connection)) ? lockedRefusal(used) : accepted(queue)
  }

  /** The id of an accepted binding is its number. */
  bind(binding: BindingSpec): Declared {
    return this.engine.topology.bind(binding)
  }

  unbind(binding: BindingSpec): Declared {
    return this.engine.topology.unbind(binding)
  }

  deleteQueue(
    queue: number,
    options: { ifUnused?: boolean; ifEmpty?: boolean; connection?: number } = {},
  ): Declared {
    const { ifUnused = false, ifEmpty = false, connection = -1 } = options
    const allowed = this.mayUse(queue, connection)
    if (!allowed.ok) return allowed
    return deleteQueue(this.engine, this.queueOfId(queue), ifUnused, ifEmpty)
  }

  deleteExchange(exchange: number, options: { ifUnused?: boolean } = {}): Declared {
    return this.engine.topology.deleteExchange(exchange, options.ifUnused ?? false)
  }

  /** Adds a policy or replaces the one of that name; queues and exchanges go by it at once. Fails `invalid` for an impossible pattern. */
  setPolicy(spec: PolicySpec): void {
    setPolicy(this.engine, spec)
  }

  /** False when there is none of that name. */
  clearPolicy(name: string, operator: boolean): boolean {
    return clearPolicy(this.engine, name, operator)
  }

  keyId(routingKey: string): number {
    return this.engine.keys.id(routingKey)
  }

  /** Equal templates get the same id. Fails `invalid` for an impossible expiration, CC or BCC. */
  templateId(template: MessageTemplate): number {
    return this.engine.templates.id(template)
  }

  /**
   * What a message is sent with as one number, made at first use: who publishes much the same again and again asks once.
   * -1 when there is no such exchange (404). Fails `refused` when the broker has met too many.
   */
  envelopeId(exchange: number, key: number, template: number): number {
    const to = this.engine.topology.exchanges[exchange]
    if (!to || to.deleted) return -1
    const envelope = envelopeOf(this.engine, exchange, key, template)
    this.engine.envelopes.keep(envelope)
    return envelope
  }

  /**
   * basic.publish. Returns bits of `PublishResult`. `actor` is the publisher's index in the log; `mark` is one byte kept
   * with the message for the caller. Message ids count from 1. Fails `refused` when the broker may hold no more.
   */
  publishEnvelope(
    channel: number,
    actor: number,
    envelope: number,
    mandatory: boolean,
    mark: number,
  ): number {
    const { engine } = this
    const on = engine.channels[channel]!
    const { transaction } = on
    if (transaction !== null && !engine.alarms.isOn)
      return holdPublish(engine, transaction, actor, envelope, mandatory, mark)
    return publish(engine, on, actor, envelope, mandatory, mark)
  }

  /**
   * basic.publish of a client from outside. Its key and template are kept only as long as some message needs them; their numbers
   * must not be remembered. Otherwise as `publish`.
   */
  publishPassing(
    channel: number,
    actor: number,
    exchange: number,
    key: string,
    template: MessageTemplate,
    mandatory: boolean,
  ): number {
    const { engine } = this
    engine.passing.tidy(engine)
    const to = engine.topology.exchanges[exchange]
    if (!to || to.deleted) return PublishResult.noExchange
    const row = engine.templates.passingId(template)
    const envelope = envelopeOf(engine, exchange, engine.keys.passingId(key), row)
    return this.publishEnvelope(channel, actor, envelope, mandatory, 0)
  }

  /** The same, of an envelope that is not known yet. */
  publish(
    channel: number,
    actor: number,
    exchange: number,
    key: number,
    template: number,
    mandatory: boolean,
    mark: number,
  ): number {
    const envelope = this.envelopeId(exchange, key, template)
    if (envelope < 0) return PublishResult.noExchange
    return this.publishEnvelope(channel, actor, envelope, mandatory, mark)
  }

  /**
   * Starts a consumer and delivers what is ready; its id, the next in order, or minus a reply code, see `refusal`. Without a
   * prefetch that of the channel counts; 0 is unlimited.
   */
  consume(
    channel: number,
    actor: number,
    queue: number,
    options: { autoAck: boolean } & Partial<ConsumerTerms>,
  ): number {
    const from = this.engine.topology.queues[queue]
    if (!from || from.deleted) return -404
    const on = this.channelOf(channel)
    const usual = { prefetch: on.prefetch, priority: 0, exclusive: false, tag: '' }
    return answerOf(consume(this.engine, on, actor, from, { ...usual, ...options }))
  }

  /** No more deliveries; its unacked messages stay with the channel. */
  cancel(consumer: number): void {
    const ending = this.engine.consumers[consumer]!
    if (!ending.live) return
    endConsumer(this.engine, ending)
    lookAfter(this.engine)
    deleteIfForsaken(this.engine, ending.queue)
  }

  /** While it is paused a consumer is given nothing: its client does not read. To pause is the one thing a sink may do. */
  pauseConsumer(consumer: number, paused: boolean): void {
    pauseConsumer(this.engine, this.engine.consumers[consumer]!, paused)
  }

  setPrefetch(consumer: number, prefetch: number): void {
    setPrefetch(this.engine, this.engine.consumers[consumer]!, prefetch)
  }

  /** False for an unknown or settled tag: 406, nothing happened. Multiple: all up to the tag, with tag 0 all. */
  ack(channel: number, tag: number, multiple: boolean): boolean {
    const from = this.engine.channels[channel]!
    if (!multiple && from.plain) return ack(this.engine, from, tag)
    return settleOrHold(this.engine, from, tag, multiple, 'ack', TraceReason.none)
  }

  nack(channel: number, tag: number, multiple: boolean, requeue: boolean): boolean {
    const from = this.engine.channels[channel]!
    const settlement = requeue ? 'requeue' : 'discard'
    return settleOrHold(this.engine, from, tag, multiple, settlement, TraceReason.nack)
  }

  reject(channel: number, tag: number, requeue: boolean): boolean {
    const from = this.engine.channels[channel]!
    const settlement = requeue ? 'requeue' : 'discard'
    return settleOrHold(this.engine, from, tag, false, settlement, TraceReason.rejected)
  }

  /** basic.recover: all that the channel holds goes back. 540 unless `requeue`. */
  recover(channel: number, requeue: boolean): Declared {
    return recover(this.engine, this.channelOf(channel), requeue)
  }

  /** Whether a delivery may only be acked: nack and reject of it are 540. */
  takesOnlyAcks(channel: number, tag: number): boolean {
    if (!this.engine.topology.rules.streamTakesOnlyAcks) return false
    const slot = this.engine.channels[channel]!.tags.peek(tag)
    return slot >= 0 && this.engine.queues[this.engine.pages.queue(slot)]!.log !== null
  }

  /** basic.get: a slot, or -1 when nothing is ready, or minus a reply code. Its tag is `gotTag(channel)`. With `autoAck` the slot is readable until the next basic.get. */
  get(channel: number, actor: number, queue: number, autoAck: boolean): number {
    return get(this.engine, this.channelOf(channel), actor, this.queueOfId(queue), autoAck)
  }

  /** The latest tag given on a channel. */
  lastTag(channel: number): number {
    return this.channelOf(channel).tags.lastTag
  }

  /** Tag of what the latest basic.get of a channel took; deliveries it caused may have come since. */
  gotTag(channel: number): number {
    return this.channelOf(channel).gotTag
  }

  /** How many messages the latest basic.get that took one left behind, as get-ok tells it. */
  gotRemaining(channel: number): number {
    return this.channelOf(channel).gotRemaining
  }

  /** Drops the ready messages and returns how many, or minus a reply code: of a stream, of another connection's queue. */
  purge(queue: number, connection = -1): number {
    const purged = this.queueOfId(queue)
    if (purged.log !== null) return -540
    if (purged.isLockedFor(this.connectionOf(connection))) return -405
    return purgeQueue(this.engine, purged)
  }

  /** Throws when the broker contradicts itself. Walks everything: for tests. */
  check(): void {
    check(this.engine)
  }
}
