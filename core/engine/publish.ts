import { Failure } from '#core/model/failure.ts'
import { TraceKind } from '#core/model/trace.ts'
import type { Channel } from './channel.ts'
import { sendDeadLetters } from './dead-letter.ts'
import type { Engine } from './engine.ts'
import { isHeld } from './hold.ts'
import { PublishResult } from './publish-result.ts'
import { enqueue } from './queue/enqueue.ts'
import { deliverReply, isReply } from './replies.ts'
import { routeOf } from './routing.ts'
import { nobody } from './trace-sink.ts'

const { published } = TraceKind
const { routed, refused, forbidden, noExchange } = PublishResult
const noQueue = nobody

/**
 * basic.publish of an envelope. One copy to every matched queue; the return of a mandatory message that matched none comes before its
 * confirm; a queue that refused turns the confirm into a nack, while the other queues keep their copies.
 * [RabbitMQ: Publisher Confirms]
 */
export function publish(
  engine: Engine,
  channel: Channel,
  actor: number,
  envelope: number,
  mandatory: boolean,
  mark: number,
): number {
  if (engine.careful && isHeld(engine, channel, actor, envelope, mandatory, mark)) {
    return PublishResult.held
  }
  const { envelopes, topology } = engine
  if (!envelopes.isRouted(envelope, topology.epoch)) {
    if (topology.exchanges[envelopes.exchange(envelope)]!.deleted) return noExchange
    routeOf(engine, envelope)
  }
  const sole = envelopes.soleQueue(envelope)
  if (sole < 0) return publishToMany(engine, channel, actor, envelope, mandatory, mark)
  if (envelopes.isInternal(envelope)) return forbidden
  if (engine.pages.held >= engine.messagesMax) throw full(engine)
  const exchange = envelopes.exchange(envelope)
  const messageId = ++engine.messagesPublished
  engine.trace.append(published, messageId, noQueue, actor, exchange)
  topology.exchanges[exchange]!.observer.routed += 1
  const queue = engine.queues[sole]!
  const isIn = enqueue(engine, queue, messageId, envelope, mark, actor, null)
  const result = isIn ? routed : routed | refused
  if (channel.confirms) confirm(engine, channel, messageId, actor, result)
  if (!engine.deadLetters.isEmpty()) sendDeadLetters(engine)
  return result
}

/** The same for any number of queues, none included. */
function publishToMany(
  engine: Engine,
  channel: Channel,
  actor: number,
  envelope: number,
  mandatory: boolean,
  mark: number,
): number {
  const { envelopes } = engine
  if (envelopes.isInternal(envelope)) return forbidden
  const { queues } = envelopes.route(envelope)
  return publishTo(engine, channel, actor, envelope, queues, mandatory, mark)
}

/** Publishes to these queues, whatever the way to them. */
export function publishTo(
  engine: Engine,
  channel: Channel,
  actor: number,
  envelope: number,
  queues: readonly number[],
  mandatory: boolean,
  mark: number,
): number {
  const { envelopes } = engine
  if (engine.pages.held + queues.length > engine.messagesMax) throw full(engine)
  const exchange = envelopes.exchange(envelope)
  const messageId = ++engine.messagesPublished
  engine.trace.append(published, messageId, noQueue, actor, exchange)
  const { observer } = engine.topology.exchanges[exchange]!
  const isIn = queues.length > 0 || replied(engine, messageId, envelope, mark)
  if (isIn) observer.routed += 1
  else observer.unroutable += 1
  let result: number = isIn ? routed : PublishResult.unroutable
  for (const target of queues) {
    const queue = engine.queues[target]!
    if (!enqueue(engine, queue, messageId, envelope, mark, actor, null)) result |= refused
  }
  if (queues.length === 0) {
    const isReturned = mandatory && isReturnable(engine, envelope)
    if (isReturned || !isIn) nowhere(engine, channel, messageId, actor, envelope, isReturned)
  }
  if (channel.confirms) confirm(engine, channel, messageId, actor, result)
  if (!engine.deadLetters.isEmpty()) sendDeadLetters(engine)
  return result
}

/** Whether it was a reply and reached who asked. */
function replied(engine: Engine, messageId: number, envelope: number, mark: number): boolean {
  return isReply(engine, envelope) && deliverReply(engine, messageId, envelope, mark)
}

/** A mandatory reply is in no queue, so it came back, delivered or not, before `returnsReplies` went. [seen: K157] */
function isReturnable(engine: Engine, envelope: number): boolean {
  return engine.rules.returnsReplies || !isReply(engine, envelope)
}

function nowhere(
  engine: Engine,
  channel: Channel,
  messageId: number,
  actor: number,
  envelope: number,
  mandatory: boolean,
): void {
  const { envelopes } = engine
  const exchange = envelopes.exchange(envelope)
  const kind = mandatory ? TraceKind.returned : TraceKind.unroutable
  engine.trace.append(kind, messageId, nobody, actor, exchange)
  if (mandatory) engine.sink.returned(channel.id, messageId, exchange, envelopes.key(envelope))
}

function confirm(
  engine: Engine,
  channel: Channel,
  messageId: number,
  actor: number,
  result: number,
): void {
  const ok = (result & PublishResult.refused) === 0
  const sequence = ++channel.sequence
  if (engine.careful && engine.cluster.defer(messageId, { channel, sequence, actor, ok })) return
  tellConfirm(engine, channel, messageId, actor, sequence, ok)
}

/** Tells a publisher what became of a message. */
export function tellConfirm(
  engine: Engine,
  channel: Channel,
  messageId: number,
  actor: number,
  sequence: number,
  ok: boolean,
): void {
  const kind = ok ? TraceKind.confirmed : TraceKind.confirmNacked
  engine.trace.append(kind, messageId, nobody, actor, sequence)
  engine.sink.confirmed(channel.id, sequence, ok)
}

function full(engine: Engine): Failure {
  return new Failure(
    'refused',
    `The broker holds ${engine.pages.held} messages and may hold ${engine.messagesMax}. Add consumers or a length limit.`,
  )
}
