import { Failure } from '#core/model/failure.ts'
import { TraceKind } from '#core/model/trace.ts'
import type { Channel } from './channel.ts'
import { sendDeadLetters } from './dead-letter.ts'
import type { Engine } from './engine.ts'
import { PublishResult } from './publish-result.ts'
import { enqueue } from './queue/enqueue.ts'
import { envelopeOf, routeOf } from './routing.ts'
import { nobody } from './trace-sink.ts'

const { published } = TraceKind
const { routed } = PublishResult
const noQueue = nobody

/**
 * basic.publish. One copy to every matched queue; the return of a mandatory message that matched none comes before its
 * confirm; a queue that refused turns the confirm into a nack, while the other queues keep their copies.
 * [RabbitMQ: Publisher Confirms]
 */
export function publish(
  engine: Engine,
  channel: Channel,
  actor: number,
  exchange: number,
  key: number,
  template: number,
  mandatory: boolean,
  mark: number,
): number {
  const { envelopes, topology } = engine
  let envelope = envelopes.find(exchange, key, template)
  if (envelope < 0 || !envelopes.isRouted(envelope, topology.epoch)) {
    const to = topology.exchanges[exchange]
    if (!to || to.deleted) return PublishResult.noExchange
    envelope = envelopeOf(engine, exchange, key, template)
    routeOf(engine, envelope)
  }
  if (envelopes.isInternal(envelope)) return PublishResult.forbidden
  const sole = envelopes.soleQueue(envelope)
  const copies = sole >= 0 ? 1 : envelopes.route(envelope).queues.length
  if (engine.pages.held + copies > engine.messagesMax) throw full(engine)

  const messageId = ++engine.messagesPublished
  engine.trace.append(published, messageId, noQueue, actor, exchange)
  engine.observer.exchanged(exchange, copies > 0)
  let result: number = routed
  if (sole >= 0) {
    const queue = engine.queues[sole]!
    if (!enqueue(engine, queue, messageId, envelope, mark, actor, null)) {
      result |= PublishResult.refused
    }
  } else if (copies > 0) {
    for (const target of envelopes.route(envelope).queues) {
      const queue = engine.queues[target]!
      if (!enqueue(engine, queue, messageId, envelope, mark, actor, null)) {
        result |= PublishResult.refused
      }
    }
  } else {
    result = PublishResult.unroutable
    nowhere(engine, channel, messageId, actor, exchange, key, mandatory)
  }
  if (channel.confirms) confirm(engine, channel, messageId, actor, result)
  if (!engine.deadLetters.isEmpty()) sendDeadLetters(engine)
  return result
}

function nowhere(
  engine: Engine,
  channel: Channel,
  messageId: number,
  actor: number,
  exchange: number,
  key: number,
  mandatory: boolean,
): void {
  const kind = mandatory ? TraceKind.returned : TraceKind.unroutable
  engine.trace.append(kind, messageId, nobody, actor, exchange)
  if (mandatory) engine.sink.returned(channel.id, messageId, exchange, key)
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
