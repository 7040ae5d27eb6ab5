import { expect } from 'vitest'
import { Broker } from '#core/engine/broker.ts'
import { PublishResult } from '#core/engine/publish-result.ts'
import type { BrokerProfile } from '#core/model/scenario.ts'
import {
  type BindingSpec,
  type ExchangeSpec,
  emptyTable,
  type FieldTable,
  type QueueSpec,
} from '#core/model/topology.ts'
import { TraceReason } from '#core/model/trace.ts'
import { ReferenceBroker } from './broker.ts'
import { readyOf } from './ready.ts'
import { placeCount, type Verb } from './verbs.fixture.ts'
import { consumersOf, type Death, type Message, type Queue } from './world.ts'

/** What two brokers begin with. */
export interface Setting {
  readonly profile: BrokerProfile
  readonly queues: readonly QueueSpec[]
  readonly exchanges: readonly ExchangeSpec[]
  readonly bindings: readonly BindingSpec[]
  /** How long a delivery may stay unacked; null is for ever. */
  readonly ackTimeoutMs: number | null
}

/** Both brokers side by side, driven by the same verbs. */
export class Pair {
  readonly engine: Broker
  readonly reference: ReferenceBroker
  readonly heard: string[] = []
  readonly #setting: Setting
  /** Channel ids by place: a closed channel is replaced by a new one in both. */
  readonly #places: number[] = []
  /** Queue ids by place: a deleted queue may be declared again. */
  readonly #queues: number[] = []
  #tags = 0
  #compared = 0

  constructor(setting: Setting) {
    this.#setting = setting
    this.reference = new ReferenceBroker(setting.profile)
    this.engine = new Broker({
      profile: setting.profile,
      trace: { append: () => {} },
      sink: {
        delivered: (consumer, tag, slot) => {
          const id = this.engine.messageIdOf(slot)
          this.heard.push(`deliver ${consumer} ${tag} ${id} ${this.#seen(slot)}`)
        },
        confirmed: (_, sequence, ok) => this.heard.push(`confirm ${sequence} ${ok}`),
        returned: (_, id) => this.heard.push(`returned ${id}`),
        cancelled: (consumer) => this.heard.push(`cancelled ${consumer}`),
        blocked: (channel) => this.heard.push(`blocked ${channel}`),
        unblocked: (channel) => this.heard.push(`unblocked ${channel}`),
        failed: (channel, code) => this.heard.push(`failed ${channel} ${code}`),
      },
    })
    const { exchanges, queues, bindings, ackTimeoutMs } = setting
    if (ackTimeoutMs !== null) this.engine.setAckTimeout(ackTimeoutMs * 1000)
    this.reference.world.ackTimeoutMs = ackTimeoutMs
    for (const spec of exchanges) {
      expect(this.engine.declareExchange(spec).ok).toBe(true)
      this.reference.declareExchange(spec)
    }
    for (const at of queues.keys()) this.#declare(at)
    for (const binding of bindings) {
      this.engine.bind(binding)
      this.reference.bind(binding)
    }
    this.#reopen()
  }

  do(step: Verb): void {
    const [done, wanted] = this.#both(step)
    expect(done).toEqual(wanted)
    this.#reopen()
  }

  /** What each of the two answers. */
  #both(step: Verb): [unknown, unknown] {
    const { engine, reference } = this
    const channel = 'place' in step ? this.#places[step.place]! : -1
    const queue = 'queue' in step ? this.#queues[step.queue % this.#queues.length]! : -1
    const consumer = 'consumer' in step ? this.#consumer(step.consumer) : -1
    switch (step.verb) {
      case 'publish':
        return this.#publish(step)
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
        const terms = { autoAck, prefetch, priority, exclusive, tag: `c${++this.#tags}` }
        const streamOffset =
          typeof start === 'object' ? { timestampUs: start.timestampMs * 1000 } : start
        return [
          engine.consume(channel, 1, queue, { ...terms, streamOffset }),
          reference.consume(channel, queue, { ...terms, start }),
        ]
      }
      case 'get':
        return [
          this.#get(channel, queue, step.autoAck),
          reference.get(channel, queue, step.autoAck),
        ]
      case 'advance': {
        const toMs = reference.world.nowMs + step.byMs
        return [this.#advance(toMs), reference.advance(toMs)]
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
        const at = step.queue % this.#queues.length
        if (engine.isDeleted(queue)) return [this.#declare(at), undefined]
        return [engine.declareQueue(this.#setting.queues[at]!).ok, reference.renew(queue)]
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
        const binding = bindingOf(step, this.#setting)
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

  compare(): void {
    const { engine, reference } = this
    const { world } = reference
    engine.check()
    expect(this.heard.slice(this.#compared)).toEqual(world.heard.slice(this.#compared))
    this.#compared = this.heard.length
    for (const queue of world.queues) {
      expect(engine.isDeleted(queue.id)).toBe(queue.deleted)
      if (queue.deleted) continue
      const slots = engine.readySlots(queue.id, 1000)
      const wanted = queue.spec.type === 'stream' ? queue.ready : readyOf(world, queue)
      expect(slots.map((slot) => this.#messageAt(slot))).toEqual(
        wanted.map((message) => messageOf(message)),
      )
      expect(this.#countsOf(queue)).toEqual(countsOf(reference, queue))
    }
    for (const { id, live, queue } of world.consumers) {
      const isServed = live && (!queue.spec.arguments.singleActiveConsumer || isSeated(queue, id))
      expect(engine.isServed(id)).toBe(isServed)
    }
  }

  #publish(step: Verb & { verb: 'publish' }): [unknown, unknown] {
    const { engine, reference } = this
    const { exchange, key, mandatory, headers, verb: _, from, ...content } = step
    const channel = this.#places[from]!
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

  #get(channel: number, queue: number, autoAck: boolean): string {
    const { engine } = this
    const slot = engine.get(channel, 1, queue, autoAck)
    if (slot === -1) return 'nothing'
    if (slot < 0) return String(-slot)
    return `${engine.messageIdOf(slot)} ${this.#seen(slot)} before ${engine.gotRemaining(channel)}`
  }

  /** As a client sees a delivery. */
  #seen(slot: number): string {
    const { engine } = this
    const offset = engine.streamOffsetOf(slot)
    const words = [engine.redeliveredOf(slot) ? 'redelivered' : 'new']
    if (offset >= 0) words.push(String(offset))
    for (const [name, value] of engine.countHeadersOf(slot).fields) words.push(`${name}=${value}`)
    return words.join(' ')
  }

  #messageAt(slot: number) {
    const { engine } = this
    const history = engine.historyOf(slot)
    return {
      id: engine.messageIdOf(slot),
      exchange: engine.exchangeNames[engine.exchangeOf(slot)],
      key: engine.keyName(engine.keyOf(slot)),
      attempts: engine.attemptsOf(slot),
      headers: engine.template(engine.templateOf(slot)).headers,
      deaths: engine.deathsOf(slot).map(({ timeUs, ...death }) => {
        return { ...death, timeMs: timeUs / 1000 }
      }),
      first: history && deathName(history.first),
    }
  }

  #countsOf({ id }: Queue) {
    const { engine } = this
    return {
      unacked: engine.unacked(id),
      aside: engine.aside(id),
      consumers: engine.consumerCount(id),
    }
  }

  #consumer(place: number): number {
    const { length } = this.reference.world.consumers
    return length === 0 ? -1 : place % length
  }

  #declare(at: number): void {
    const spec = this.#setting.queues[at]!
    const declared = this.engine.declareQueue(spec)
    if (!declared.ok) throw new Error(declared.reason)
    this.reference.declareQueue(spec)
    this.#queues[at] = declared.id
  }

  /** Who has lost a channel opens another one; the last place is the publisher's. */
  #reopen(): void {
    for (let place = 0; place <= placeCount; place++) {
      const before = this.#places[place]
      if (before !== undefined && this.engine.isOpen(before)) continue
      this.#places[place] = this.engine.openChannel()
      expect(this.reference.openChannel()).toBe(this.#places[place])
      if (place < placeCount) continue
      this.engine.confirmSelect(this.#places[place]!)
      this.reference.confirmSelect(this.#places[place]!)
    }
  }

  #advance(toMs: number): void {
    const { engine } = this
    for (let next = engine.nextExpiryUs(); next <= toMs * 1000; next = engine.nextExpiryUs()) {
      engine.nowUs = next
      engine.expire()
    }
    engine.nowUs = toMs * 1000
  }
}

function isSeated({ active }: Queue, consumer: number): boolean {
  return active?.id === consumer
}

function countsOf({ world }: ReferenceBroker, queue: Queue) {
  const held = world.channels.flatMap((channel) => channel.held)
  return {
    unacked: held.filter((one) => one.queue === queue && !one.gone).length,
    aside: queue.waiting.length,
    consumers: consumersOf(world, queue).length,
  }
}

function messageOf({ id, exchange, key, attempts, headers, deaths, firstDeath }: Message) {
  const first = firstDeath && deathName(firstDeath)
  return { id, exchange, key, attempts, headers, deaths, first }
}

function deathName({ queue, reason, exchange }: Pick<Death, 'queue' | 'reason' | 'exchange'>) {
  return `${reason} in ${queue} from '${exchange}'`
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
