import { assert } from '#core/model/failure.ts'
import { TraceKind, TraceReason } from '#core/model/trace.ts'
import {
  afterDeath,
  type Death,
  type DeathHistory,
  type DeathReason,
  deathHeaders,
  isCycle,
} from './death.ts'
import type { Engine } from './engine.ts'
import { publishedDeaths } from './published-deaths.ts'
import { forget } from './queue/departure.ts'
import { enqueue } from './queue/enqueue.ts'
import type { Queue } from './queue/queue.ts'
import type { Route } from './route.ts'
import { envelopeOf, routeAnew, routeOf } from './routing.ts'
import { nobody } from './trace-sink.ts'

/** Sends every waiting dead letter on, and those it displaces. Ends, because no message passes a queue twice: see `isCycle`. */
export function sendDeadLetters(engine: Engine): void {
  while (!engine.deadLetters.isEmpty()) sendOn(engine, engine.deadLetters.take(engine.pages))
}

/**
 * Publishes a dead letter to its queue's dead-letter exchange: with the dead-letter routing key alone when there is one,
 * else with all its own keys; without its expiration; not mandatory, so what matches no queue is lost.
 * [RabbitMQ: Dead Letter Exchanges]
 */
function sendOn(engine: Engine, slot: number): void {
  const { pages, envelopes, templates, topology } = engine
  const queue = topology.queues[pages.queue(slot)]!
  const { deadLetterExchange, deadLetterRoutingKey } = queue.arguments
  assert(
    deadLetterExchange !== null,
    'a dead letter comes from a queue with a dead-letter exchange',
  )
  const exchange = topology.exchangeId(deadLetterExchange)
  const envelope = pages.envelope(slot)
  const template = envelopes.template(envelope)
  const key =
    deadLetterRoutingKey === null ? envelopes.key(envelope) : engine.keys.id(deadLetterRoutingKey)
  const deadTemplate = templates.deadId(template, deadLetterRoutingKey === null)
  const history = afterDeath(historyOf(engine, slot), deathOf(engine, queue, slot))
  const messageId = pages.messageId(slot)
  const mark = pages.mark(slot)
  forget(engine, slot)

  const routingTemplate = deadLetterRoutingKey === null ? template : deadTemplate
  const route = routeDeadLetter(engine, exchange, key, routingTemplate, history)
  if (route.queues.length === 0) {
    engine.trace.append(TraceKind.unroutable, messageId, nobody, nobody, exchange)
    return
  }
  const deadEnvelope = envelopeOf(engine, exchange, key, deadTemplate)
  for (const target of route.queues) {
    const to = topology.queues[target]!
    if (isCycle(history, to.spec.name)) {
      const what = TraceKind.dropped | (TraceReason.cycle << 8)
      engine.trace.append(what, messageId, target, nobody, 0)
    } else enqueue(engine, to, messageId, deadEnvelope, mark, nobody, history)
  }
}

function routeDeadLetter(
  engine: Engine,
  exchange: number,
  key: number,
  template: number,
  history: DeathHistory,
): Route {
  const envelope = envelopeOf(engine, exchange, key, template)
  const route = routeOf(engine, envelope)
  if (!route.byHeaders) return route
  return routeAnew(engine, envelope, deathHeaders(history, engine.topology.rules.tellsLastDeath))
}

/** What is known of earlier deaths: what the broker wrote down, else what a client did where that counts. */
function historyOf(engine: Engine, slot: number): DeathHistory | null {
  const known = engine.histories.get(slot) ?? null
  if (known !== null || !engine.topology.rules.readsPublishedDeaths) return known
  const template = engine.envelopes.template(engine.pages.envelope(slot))
  return publishedDeaths(engine.templates.row(template).template.headers)
}

function deathOf(engine: Engine, queue: Queue, slot: number): Omit<Death, 'count'> {
  const { envelopes, pages, topology } = engine
  const envelope = pages.envelope(slot)
  const { template, copyKeys } = engine.templates.row(envelopes.template(envelope))
  return {
    queue: queue.spec.name,
    reason: deathReason(pages.order(slot)),
    timeUs: engine.clock.nowUs,
    exchange: topology.exchanges[envelopes.exchange(envelope)]!.spec.name,
    routingKeys: [engine.keys.name(envelopes.key(envelope)), ...copyKeys],
    originalExpiration: template.expirationMs === null ? null : String(template.expirationMs),
  }
}

function deathReason(reason: number): DeathReason {
  if (reason === TraceReason.rejected) return 'rejected'
  if (reason === TraceReason.expired) return 'expired'
  if (reason === TraceReason.maxlen) return 'maxlen'
  return 'delivery_limit'
}
