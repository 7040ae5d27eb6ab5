import { PublishResult } from '#core/engine/publish-result.ts'
import { type BindingSpec, emptyTable, type FieldTable } from '#core/model/topology.ts'
import { TraceReason } from '#core/model/trace.ts'
import { seenIn } from './looks.fixture.ts'
import type { Pair, Setting } from './pair.fixture.ts'
import type { Verb } from './verbs.fixture.ts'

/** What each of the two answers. */
export function play(pair: Pair, step: Verb): [unknown, unknown] {
  const { engine, reference, places, queueIds, setting } = pair
  const channel = 'place' in step ? places[step.place]! : -1
  const queue = 'queue' in step ? queueIds[step.queue % queueIds.length]! : -1
  const consumer = 'consumer' in step ? consumerAt(pair, step.consumer) : -1
  switch (step.verb) {
    case 'publish':
      return publish(pair, step)
    case 'settle': {
      const tag = Math.max(0, engine.lastTag(channel) - step.back)
      const { multiple, how, rejects } = step
      if (how === 'ack')
        return [
          engine.ack(channel, tag, multiple),
          reference.settle(channel, tag, multiple, how, 'nack'),
        ]
      if (rejects)
        return [
          engine.reject(channel, tag, how === 'requeue'),
          reference.settle(channel, tag, false, how, 'reject'),
        ]
      return [
        engine.nack(channel, tag, multiple, how === 'requeue'),
        reference.settle(channel, tag, multiple, how, 'nack'),
      ]
    }
    case 'consume': {
      const { autoAck, prefetch, priority, exclusive, start } = step
      const terms = { autoAck, prefetch, priority, exclusive, tag: `c${++pair.tags}` }
      const streamOffset =
        typeof start === 'object' ? { timestampUs: start.timestampMs * 1000 } : start
      return [
        engine.consume(channel, 1, queue, { ...terms, streamOffset }),
        reference.consume(channel, queue, { ...terms, start }),
      ]
    }
    case 'get':
      return [get(pair, channel, queue, step.autoAck), reference.get(channel, queue, step.autoAck)]
    case 'advance': {
      const toMs = reference.world.nowMs + step.byMs
      return [advance(pair, toMs), reference.advance(toMs)]
    }
    case 'prefetch':
      if (consumer < 0) return [0, 0]
      return [
        engine.setPrefetch(consumer, step.prefetch),
        reference.setPrefetch(consumer, step.prefetch),
      ]
    case 'cancel':
      if (consumer < 0) return [0, 0]
      return [engine.cancel(consumer), reference.cancel(consumer)]
    case 'close':
      return [engine.closeChannel(channel, TraceReason.crash), reference.closeChannel(channel)]
    case 'purge':
      if (engine.isStream(queue)) return [engine.purge(queue), -540]
      return [engine.purge(queue), reference.purge(queue)]
    case 'delete':
      return [engine.deleteQueue(queue).ok, reference.deleteQueue(queue)]
    case 'declare': {
      const at = step.queue % queueIds.length
      if (engine.isDeleted(queue)) return [pair.declare(at), undefined]
      return [engine.declareQueue(setting.queues[at]!).ok, reference.renew(queue)]
    }
    case 'qos': {
      const { prefetch, global } = step
      return [engine.qos(channel, prefetch, { global }), reference.qos(channel, prefetch, global)]
    }
    case 'select':
      return [engine.txSelect(channel).ok, reference.txSelect(channel)]
    case 'commit':
      return [engine.txCommit(channel).ok, reference.txCommit(channel)]
    case 'rollback':
      return [engine.txRollback(channel).ok, reference.txRollback(channel)]
    case 'recover':
      return [engine.recover(channel, true).ok, reference.recover(channel)]
    case 'policy': {
      const { verb: _, ...spec } = step
      return [engine.setPolicy(spec), reference.setPolicy(spec)]
    }
    case 'clearPolicy':
      return [
        engine.clearPolicy(step.name, step.operator),
        reference.clearPolicy(step.name, step.operator),
      ]
    case 'restart':
      return [engine.restart(step.isCrash ? 'crash' : 'clean'), reference.restart(step.isCrash)]
    case 'bind':
    case 'unbind': {
      const binding = bindingOf(step, setting)
      if (binding === null) return [0, 0]
      const done = step.verb === 'bind' ? engine.bind(binding) : engine.unbind(binding)
      if (!done.ok) return [0, 0]
      if (step.verb === 'bind') reference.bind(binding)
      else reference.unbind(binding)
      return [engine.livingTopology().bindings, reference.world.bindings]
    }
    case 'deleteExchange': {
      const exchange = engine.exchangeId(step.exchange)
      if (exchange < 0) return [0, 0]
      return [engine.deleteExchange(exchange).ok, reference.deleteExchange(step.exchange)]
    }
  }
}

function publish(pair: Pair, step: Verb & { verb: 'publish' }): [unknown, unknown] {
  const { engine, reference, places } = pair
  const { exchange, key, mandatory, headers, verb: _, from, ...content } = step
  const channel = places[from]!
  const to = engine.exchangeId(exchange)
  let done: number = PublishResult.noExchange
  if (to >= 0) {
    const template = engine.templateId({ ...content, headers, userRef: 0 })
    done = engine.publish(channel, 0, to, engine.keyId(key), template, mandatory, 0)
  }
  const listed = (name: string) =>
    (headers.fields.find(([field]) => field === name)?.[1] ?? []) as readonly string[]
  const visible = { fields: headers.fields.filter(([name]) => name !== 'BCC') }
  const lists = { copyKeys: listed('CC'), blindKeys: listed('BCC') }
  const sent = { ...content, ...lists, key, headers: visible }
  return [resultName(done), reference.publish(channel, exchange, sent, mandatory)]
}

function get({ engine }: Pair, channel: number, queue: number, autoAck: boolean): string {
  const slot = engine.get(channel, 1, queue, autoAck)
  if (slot === -1) return 'nothing'
  if (slot < 0) return String(-slot)
  return `${engine.messageIdOf(slot)} ${seenIn(engine, slot)} before ${engine.gotRemaining(channel)}`
}

/** Minus one while there is none. */
function consumerAt({ reference }: Pair, place: number): number {
  const { length } = reference.world.consumers
  return length === 0 ? -1 : place % length
}

function advance({ engine }: Pair, toMs: number): void {
  for (let next = engine.nextExpiryUs(); next <= toMs * 1000; next = engine.nextExpiryUs()) {
    engine.nowUs = next
    engine.expire()
  }
  engine.nowUs = toMs * 1000
}

function resultName(result: number): string {
  if ((result & PublishResult.noExchange) !== 0) return 'no exchange'
  if ((result & PublishResult.forbidden) !== 0) return 'forbidden'
  if ((result & PublishResult.unroutable) !== 0) return 'unroutable'
  if ((result & PublishResult.refused) !== 0) return 'refused'
  return (result & PublishResult.routed) !== 0 ? 'routed' : 'held'
}

/** Null where one of its ends has no name in this setting. */
function bindingOf(
  step: Verb & { verb: 'bind' | 'unbind' },
  { exchanges }: Setting,
): BindingSpec | null {
  const { from, to, key, match, criteria } = step
  const source = exchanges.find(({ name }) => name === from)
  if (source === undefined) return null
  const toExchange = exchanges.some(({ name }) => name === to)
  const isMatched: FieldTable['fields'] = match === null ? [] : [['x-match', match]]
  const args = source.type === 'headers' ? { fields: [...isMatched, ...criteria] } : emptyTable
  return { from, to, toExchange, key, arguments: args }
}
