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
import { failed } from './delivery-counts.ts'
import type { Engine } from './engine.ts'
import { publishedDeaths } from './published-deaths.ts'
import { forget } from './queue/departure.ts'
import { enqueue } from './queue/enqueue.ts'
import type { KeptLetter } from './queue/kept-letters.ts'
import type { Queue } from './queue/queue.ts'
import type { Route } from './route.ts'
import { envelopeOf, routeAnew, routeOf } from './routing.ts'
import { TimerKind } from './timers.ts'
import { nobody } from './trace-sink.ts'

/** Sends every waiting dead letter on, and those it displaces. Ends, because no message passes a queue twice: see `isCycle`. */
export function sendDeadLetters(engine: Engine): void {
  while (!engine.deadLetters.isEmpty()) sendOn(engine, engine.deadLetters.take(engine.pages))
}

/**
 * Publishes a dead letter to its queue's dead-letter exchange: with the dead-letter routing key alone when there is one,
 * else with all its own keys; without its expiration; not mandatory, so what matches no queue is lost, unless its queue keeps it.
 * [RabbitMQ: Dead Letter Exchanges]
 */
function sendOn(engine: Engine, slot: number): void {
  const queue = engine.topology.queues[engine.pages.queue(slot)]!
  const kept = queue.quorum?.letters.find(slot)
  if (kept !== undefined) {
    sendKept(engine, queue, kept)
    return
  }
  const letter = letterOf(engine, queue, slot, engine.pages.order(slot), engine.clock.nowUs)
  assert(letter !== null, 'a dead letter comes from a queue with a dead-letter exchange')
  forget(engine, slot)
  const route = routeDeadLetter(engine, letter)
  if (route.queues.length === 0) {
    engine.trace.append(TraceKind.unroutable, letter.messageId, nobody, nobody, letter.exchange)
    return
  }
  for (const target of route.queues) deliver(engine, letter, target, null)
}

/** A dead letter that is not let go of before all its targets have it. [RabbitMQ: Quorum Queues, at-least-once dead lettering] */
function sendKept(engine: Engine, queue: Queue, kept: KeptLetter): void {
  kept.isNew = false
  const letter = letterOf(engine, queue, kept.slot, kept.reason, kept.diedUs)
  const targets = letter === null ? [] : routeDeadLetter(engine, letter).queues
  let isPlaced = targets.length > 0
  for (const target of targets) {
    if (kept.settled.has(target)) continue
    if (deliver(engine, letter!, target, { queue, letter: kept })) kept.settled.add(target)
    else isPlaced = false
  }
  if (isPlaced) release(engine, queue, kept, letter!.exchange)
  else {
    kept.retryUs = engine.clock.nowUs + retryAfterUs
    engine.timers.changed(TimerKind.deadLetter, queue.id, kept.retryUs)
  }
}

/** A dead letter and the queue that keeps it. */
export interface KeptBy {
  readonly queue: Queue
  readonly letter: KeptLetter
}

/** A target that had no majority has stored a kept letter at last. Its queue may have let go of it by then. */
export function letterStored(
  engine: Engine,
  { queue, letter: kept }: KeptBy,
  target: number,
): void {
  if (!queue.quorum!.letters.has(kept)) return
  kept.withheldAt.delete(target)
  kept.settled.add(target)
  const letter = letterOf(engine, queue, kept.slot, kept.reason, kept.diedUs)
  if (letter === null) return
  const { queues } = routeDeadLetter(engine, letter)
  const isPlaced = queues.length > 0 && queues.every((each) => kept.settled.has(each))
  if (isPlaced) release(engine, queue, kept, letter.exchange)
}

/** How long a kept dead letter waits for its targets. [source: rabbit_fifo_dlx_worker settle timeout] */
const retryAfterUs = 180_000_000

function release(engine: Engine, queue: Queue, kept: KeptLetter, exchange: number): void {
  const { pages } = engine
  const quorum = queue.quorum!
  const next = quorum.letters.remove(kept)
  if (next?.isNew) engine.deadLetters.add(pages, next.slot, next.reason)
  const what = TraceKind.deadLettered | (kept.reason << 8) | (pages.attempts(kept.slot) << 16)
  engine.trace.append(what, pages.messageId(kept.slot), queue.id, nobody, exchange)
  engine.observer.left(queue.id, kept.reason, true)
  queue.deadLettered++
  forget(engine, kept.slot)
  quorum.reopen(queue)
}

/** A dead letter as it will be published. */
interface Letter {
  readonly messageId: number
  readonly mark: number
  readonly exchange: number
  readonly key: number
  /** What it is routed by, and what it is then. */
  readonly routingTemplate: number
  readonly template: number
  readonly history: DeathHistory
}

/** Null while there is no such exchange. */
function letterOf(
  engine: Engine,
  queue: Queue,
  slot: number,
  reason: number,
  diedUs: number,
): Letter | null {
  const { pages, envelopes, templates, topology } = engine
  const { deadLetterExchange, deadLetterRoutingKey } = queue.arguments
  assert(
    deadLetterExchange !== null,
    'a dead letter comes from a queue with a dead-letter exchange',
  )
  const exchange = topology.exchangeId(deadLetterExchange)
  if (exchange < 0) return null
  const envelope = pages.envelope(slot)
  const own = envelopes.template(envelope)
  const keepsKeys = deadLetterRoutingKey === null
  const template = templates.deadId(own, keepsKeys, engine.rules.deadLettersLoseCc)
  const death = deathOf(engine, queue, slot, reason, diedUs)
  const before = historyOf(engine, slot)
  return {
    messageId: pages.messageId(slot),
    mark: pages.mark(slot),
    exchange,
    key: keepsKeys ? envelopes.key(envelope) : engine.keys.id(deadLetterRoutingKey),
    routingTemplate: keepsKeys ? own : template,
    template,
    history: afterDeath(before, death, failed(engine, slot)),
  }
}

/**
 * False when the queue does not have it yet. A copy that would circle for ever counts as delivered. Only who keeps a letter
 * hears that a quorum queue is full or has no majority, and waits. [recorded: K164]
 */
function deliver(engine: Engine, letter: Letter, target: number, kept: KeptBy | null): boolean {
  const { messageId, mark, history } = letter
  const to = engine.topology.queues[target]!
  if (isCycle(history, to.spec.name)) {
    const what = TraceKind.dropped | (TraceReason.cycle << 8)
    engine.trace.append(what, messageId, target, nobody, 0)
    return true
  }
  const envelope = envelopeOf(engine, letter.exchange, letter.key, letter.template)
  if (kept !== null && to.quorum?.leader === -1) {
    const { withheldAt } = kept.letter
    if (withheldAt.has(target)) return false
    withheldAt.add(target)
    engine.cluster.keepBack(messageId)
    const copy = { messageId, envelope, mark, actor: nobody, history }
    to.quorum.withheld.push({ channel: null, ...copy, kept })
    return false
  }
  if (kept !== null && to.quorum?.closed) {
    const what = TraceKind.refused | (TraceReason.maxlen << 8)
    engine.trace.append(what, messageId, target, nobody, 0)
    return false
  }
  return enqueue(engine, to, messageId, envelope, mark, nobody, history)
}

function routeDeadLetter(engine: Engine, letter: Letter): Route {
  const { exchange, key, routingTemplate, history } = letter
  const envelope = envelopeOf(engine, exchange, key, routingTemplate)
  const route = routeOf(engine, envelope)
  if (!route.byHeaders) return route
  return routeAnew(engine, envelope, deathHeaders(history, engine.rules.tellsLastDeath))
}

/** What is known of earlier deaths: what the broker wrote down, else what a client did where that counts. */
function historyOf(engine: Engine, slot: number): DeathHistory | null {
  const known = engine.histories.get(slot) ?? null
  if (known !== null || !engine.rules.readsPublishedDeaths) return known
  const template = engine.envelopes.template(engine.pages.envelope(slot))
  return publishedDeaths(engine.templates.row(template).template.headers)
}

function deathOf(
  engine: Engine,
  queue: Queue,
  slot: number,
  reason: number,
  timeUs: number,
): Omit<Death, 'count'> {
  const { envelopes, pages, topology } = engine
  const envelope = pages.envelope(slot)
  const { template, copyKeys } = engine.templates.row(envelopes.template(envelope))
  return {
    queue: queue.spec.name,
    reason: deathReason(reason),
    timeUs,
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
