import { Broker } from '#core/engine/broker.ts'
import { PublishResult } from '#core/engine/publish-result.ts'
import type { TraceSink } from '#core/engine/trace-sink.ts'
import { Failure } from '#core/model/failure.ts'
import type { PolicySpec } from '#core/model/policy.ts'
import type { FieldTable, QueueSpec } from '#core/model/topology.ts'
import { TraceReason } from '#core/model/trace.ts'
import { QueueBook } from './books.ts'
import { checkQuick, checkWhole } from './checks.ts'
import type { Copy, Publication } from './copy.ts'
import { Deliveries, type Seen } from './deliveries.ts'
import { effectiveArguments } from './effective.ts'
import { Ledger } from './ledger.ts'
import type { Plan } from './plan.ts'
import { Records } from './records.ts'
import type { Step } from './step.ts'
import { hold } from './violation.ts'

/** Whole walks come this often. */
const stepsPerWalk = 256
type Of<Verb extends Step['verb']> = Extract<Step, { verb: Verb }>

/** A broker and its ledger, driven step by step. Throws a `Violation` at the first thing that is wrong. */
export class World {
  readonly ledger = new Ledger()
  readonly records: Records
  readonly #plan: Plan
  readonly #broker: Broker
  readonly #deliveries: Deliveries
  /** Engine's channel by place. */
  readonly #channels: number[] = []
  #policies: PolicySpec[] = []
  readonly #alarms = new Set<string>()
  #steps = 0
  #sentEver = 0

  /** `watch` hears every record before it is looked at. */
  constructor(plan: Plan, watch: TraceSink['append'] = () => {}) {
    this.#plan = plan
    this.records = new Records(this.ledger, watch)
    this.#deliveries = new Deliveries(this.ledger, (slot) => this.#see(slot))
    const { profile, messagesMax } = plan
    this.ledger.countsEveryReturn = profile !== 'rabbitmq@4.3'
    this.#broker = new Broker({ profile, messagesMax, trace: this.records, sink: this.#deliveries })
    this.ledger.exchanges.set('', {
      ...plan.exchanges[0]!,
      name: '',
      type: 'direct',
      internal: false,
      alternateExchange: null,
      durable: true,
    })
    for (const exchange of plan.exchanges) this.#declareExchange(exchange.name)
    for (const queue of plan.queues) this.#declareQueue(queue)
    for (const at of plan.bindings.keys()) this.#bind(at)
    for (let place = 0; place < plan.channels; place++) this.#open(place)
  }

  /** Two copies of one message met in a queue that does not tell them apart: from here on the ledger could be wrong. */
  get isUncertain(): boolean {
    return this.ledger.queues.some(({ twins }) => twins.size > 0)
  }

  do(step: Step): void {
    this.#run(step)
    this.#over()
    if (++this.#steps % stepsPerWalk === 0) checkWhole(this.#broker, this.ledger)
  }

  /**
   * The faults are over: alarms end, policies go, every queue gets a consumer who acks, time passes. Then nothing may be left
   * but the logs of streams. [reliability: V5, V23]
   */
  heal(): void {
    for (const kind of ['memory', 'disk'] as const) this.do({ verb: 'alarm', kind, on: false })
    for (const at of this.#plan.policies.keys()) this.do({ verb: 'policy', policy: at, on: false })
    for (let place = 0; place < this.#plan.channels; place++)
      this.do({ verb: 'lose', channel: place })
    const { ledger } = this
    const rounds =
      4 + ledger.queues.reduce((sum, { ready }) => sum + ready.length, 0) * this.#plan.queues.length
    for (const queue of this.#plan.queues.keys()) {
      this.do({ verb: 'consume', channel: 0, queue, prefetch: 10, autoAck: false, offset: 'next' })
    }
    for (let round = 0; round < rounds && this.#isBusy(); round++) {
      this.do({ verb: 'settle', channel: 0, tag: 0, how: 'ack', multiple: true, requeue: false })
      this.do({
        verb: 'settle',
        channel: 0,
        tag: 1_000_000,
        how: 'ack',
        multiple: true,
        requeue: false,
      })
      this.do({ verb: 'advance', us: 1000 })
    }
    hold(!this.#isBusy(), 'V5', () => 'faults are over and messages stay')
    checkWhole(this.#broker, ledger)
  }

  #isBusy(): boolean {
    return this.ledger.queues.some(
      (book) => !book.deleted && (book.unacked > 0 || (!book.isStream && book.ready.length > 0)),
    )
  }

  #over(): void {
    const { ledger } = this
    for (const book of ledger.queues) {
      if (book.deleted || this.#broker.queueId(book.spec.name) === book.id) continue
      hold(ledger.emptying.has(book.id), 'V5', () => `queue ${book.spec.name} is gone`)
      this.#forget(book)
    }
    for (const id of ledger.leaving) {
      const book = ledger.queues[id]!
      const isLeft = !book.deleted && this.#mustGo(book)
      hold(!isLeft, 'V23', () => `queue ${book.spec.name} should be gone`)
    }
    ledger.emptying.clear()
    ledger.leaving.clear()
    ledger.deleting = null
    if (ledger.current !== null && !ledger.channels[ledger.current.channel]!.confirms) {
      ledger.current = null
    }
    checkQuick(this.#broker, ledger)
  }

  #run(step: Step): void {
    if (step.verb === 'publish') this.#publish(step)
    else if (step.verb === 'consume') this.#consume(step)
    else if (step.verb === 'settle') this.#settle(step)
    else if (step.verb === 'get') this.#get(step)
    else if (step.verb === 'advance') this.#advance(step.us)
    else if (step.verb === 'cancel' || step.verb === 'prefetch') this.#change(step)
    else if (step.verb === 'wrong-tag') this.#wrongTag(step)
    else if (step.verb === 'purge' || step.verb === 'delete') this.#empty(step)
    else if (step.verb === 'declare') this.#declareQueue(this.#plan.queues[step.queue]!)
    else if (step.verb === 'bind') this.#bind(step.binding)
    else if (step.verb === 'unbind') this.#unbind(step.binding)
    else if (step.verb === 'lose') this.#lose(step.channel)
    else if (step.verb === 'policy') this.#policy(step)
    else if (step.verb === 'alarm') this.#alarm(step)
    else this.#restart(step.stop)
  }

  #publish(step: Of<'publish'>): void {
    const { ledger } = this
    const broker = this.#broker
    const exchange = step.exchange < 0 ? '' : this.#plan.exchanges[step.exchange]!.name
    const to = broker.exchangeId(exchange)
    if (to < 0) return
    const publication = this.#publicationOf(step, exchange)
    const { headers, sizeBytes, expirationMs, persistent, userRef, key, copyKeys, blindKeys } =
      publication
    const template = broker.templateId({
      headers,
      sizeBytes,
      expirationMs,
      persistent,
      priority: null,
      userRef,
    })
    const channel = publication.channel
    const isInternal = ledger.exchanges.get(exchange)!.internal
    const ways = ledger.route(exchange, [key, ...copyKeys, ...blindKeys], headers).length
    const before = ledger.events
    const send = () =>
      broker.publish(channel, 1, to, broker.keyId(key), template, step.mandatory, publication.mark)
    if (this.#alarms.size === 0 && isInternal) {
      hold(
        send() === PublishResult.forbidden && ledger.events === before,
        'V4',
        () => 'an internal exchange took a message',
      )
      return
    }
    if (this.#alarms.size === 0 && this.#held() + ways > this.#plan.messagesMax) {
      hold(isRefused(send) && ledger.events === before, 'V22', () => 'a full broker took a message')
      return
    }
    if (this.#alarms.size > 0 && isInternal) return
    ledger.sent.push(publication)
    const result = send()
    if (this.#alarms.size > 0) {
      hold(
        result === PublishResult.held && ledger.events === before,
        'V15',
        () => 'a publish under an alarm was not held',
      )
      return
    }
    const routed = ways > 0 ? PublishResult.routed : PublishResult.unroutable
    const expected = routed | (publication.refused ? PublishResult.refused : 0)
    hold(result === expected, 'V3', () => `a publish to ${ways} queues answered ${result}`)
  }

  #publicationOf(step: Of<'publish'>, exchange: string): Publication {
    const { keys, headers } = this.#plan
    const table = headers[step.headers % headers.length]!
    const number = ++this.#sentEver
    return {
      id: 0,
      channel: this.#channels[step.channel % this.#channels.length]!,
      exchange,
      key: keys[step.key]!,
      headers: table,
      copyKeys: textsIn(table, 'CC'),
      blindKeys: textsIn(table, 'BCC'),
      sizeBytes: step.sizeBytes,
      expirationMs: step.expirationMs,
      mandatory: step.mandatory,
      persistent: step.persistent,
      mark: number & 0xff,
      userRef: number % 7,
      refused: false,
      routed: false,
      returned: false,
    }
  }

  #consume(step: Of<'consume'>): void {
    const book = this.#book(step.queue)
    if (book === null) return
    const { autoAck, prefetch, offset } = step
    const channel = this.#channels[step.channel % this.#channels.length]!
    const options = book.isStream
      ? { autoAck, prefetch, streamOffset: offset }
      : { autoAck, prefetch }
    const isRefused = book.isStream && (autoAck || prefetch === 0)
    if (!isRefused) {
      const joining = {
        channel,
        queue: book.id,
        autoAck,
        prefetch,
        unacked: 0,
        offset: startOf(book, offset),
      }
      this.ledger.joining = joining
      book.consumed = true
    }
    const consumer = this.#broker.consume(channel, 1, book.id, options)
    hold(
      consumer < 0 === isRefused,
      'V8',
      () => `a consumer of ${book.spec.name} was answered ${consumer}`,
    )
    const { joining, consumers } = this.ledger
    if (joining !== null) consumers.set(consumer, { ...joining, id: consumer })
    this.ledger.joining = null
  }

  #change(step: Of<'cancel' | 'prefetch'>): void {
    const { consumers, queues } = this.ledger
    const known = [...consumers.values()][step.consumer % Math.max(1, consumers.size)]
    if (known === undefined) return
    if (step.verb === 'prefetch') {
      known.prefetch = step.prefetch
      this.#broker.setPrefetch(known.id, step.prefetch)
      return
    }
    consumers.delete(known.id)
    this.#mayGo(queues[known.queue]!)
    this.#broker.cancel(known.id)
  }

  #settle(step: Of<'settle'>): void {
    const { ledger } = this
    const channel = this.#channels[step.channel % this.#channels.length]!
    const all = ledger.heldOf(channel)
    const at = Math.min(step.tag, all.length - 1)
    const chosen = all[at]
    if (chosen === undefined) return
    const { how, requeue } = step
    const multiple = step.multiple && how !== 'reject'
    if (how !== 'ack' && this.#onlyAcks(all, at, multiple)) return
    ledger.settling = multiple ? all.slice(0, at + 1) : [chosen]
    if (how === 'reject' && this.#plan.profile === 'rabbitmq@4.3') chosen.copy.failures++
    ledger.returnReason = how === 'nack' ? TraceReason.nack : TraceReason.rejected
    hold(
      this.#answer(how, channel, chosen.tag, multiple, requeue),
      'V13',
      () => `tag ${chosen.tag} is outstanding and was refused`,
    )
    hold(
      !this.#answer(how, channel, chosen.tag, false, requeue),
      'V13',
      () => `tag ${chosen.tag} was settled twice`,
    )
  }

  /** Up to 3.13 a stream takes nothing but acks. */
  #onlyAcks(
    all: readonly { queue: number; tag: number; channel: number }[],
    at: number,
    multiple: boolean,
  ): boolean {
    const chosen = all[at]!
    const isStream = this.ledger.queues[chosen.queue]!.isStream
    const isOld = this.#plan.profile === 'rabbitmq@3.10' || this.#plan.profile === 'rabbitmq@3.13'
    hold(
      this.#broker.takesOnlyAcks(chosen.channel, chosen.tag) === (isStream && isOld),
      'V13',
      () => 'a stream takes the wrong settlements',
    )
    return (isStream && isOld) || (multiple && isOld)
  }

  #answer(
    how: Of<'settle'>['how'],
    channel: number,
    tag: number,
    multiple: boolean,
    requeue: boolean,
  ): boolean {
    if (how === 'ack') return this.#broker.ack(channel, tag, multiple)
    if (how === 'nack') return this.#broker.nack(channel, tag, multiple, requeue)
    return this.#broker.reject(channel, tag, requeue)
  }

  #wrongTag({ channel, how }: Of<'wrong-tag'>): void {
    const on = this.#channels[channel % this.#channels.length]!
    const before = this.ledger.events
    const tag = this.ledger.channels[on]!.lastTag + 1
    const isTaken =
      this.#answer(how, on, tag, false, true) ||
      (how !== 'reject' && this.#answer(how, on, tag, true, true))
    hold(
      !isTaken && this.ledger.events === before,
      'V13',
      () => `tag ${tag} was never given and was settled`,
    )
  }

  #get(step: Of<'get'>): void {
    const { ledger } = this
    const book = this.#book(step.queue)
    if (book === null) return
    const channel = this.#channels[step.channel % this.#channels.length]!
    ledger.getting = { queue: book.id, channel }
    const slot = this.#broker.get(channel, 1, book.id, step.autoAck)
    ledger.getting = null
    if (book.isStream) {
      hold(slot === -540, 'V16', () => `basic.get of a stream answered ${slot}`)
      return
    }
    hold(
      slot >= 0 || book.ready.length === 0,
      'V23',
      () => `queue ${book.spec.name} has messages and gave none`,
    )
    if (slot < 0) return
    const tag = this.#broker.gotTag(channel)
    const held = this.#deliveries.hand(slot, book.id, channel, tag, -1, !step.autoAck)
    ledger.got = null
    if (!step.autoAck) return
    ledger.channels[channel]!.held.delete(tag)
    book.unacked--
    book.left++
    hold(held.copy.deliveries > 0, 'V6', () => 'a message was got and not counted')
  }

  #advance(us: number): void {
    const { ledger } = this
    const endUs = ledger.nowUs + us
    for (;;) {
      const nextUs = this.#broker.nextExpiryUs()
      if (nextUs > endUs) break
      this.#setNow(Math.max(nextUs, ledger.nowUs))
      const before = ledger.events
      this.#broker.expire()
      hold(
        ledger.events > before,
        'V11',
        () => `nothing happened at ${nextUs}, when something was due`,
      )
    }
    this.#setNow(endUs)
  }

  #setNow(us: number): void {
    this.ledger.nowUs = us
    this.#broker.nowUs = us
  }

  #empty({ verb, queue }: Of<'purge' | 'delete'>): void {
    const book = this.#book(queue)
    if (book === null) return
    if (verb === 'purge' && book.isStream) {
      hold(this.#broker.purge(book.id) === -540, 'V16', () => 'a stream was purged')
      return
    }
    this.ledger.emptying.add(book.id)
    const count = book.ready.length
    if (verb === 'purge') {
      const purged = this.#broker.purge(book.id)
      hold(purged === count, 'V1', () => `a purge of ${count} messages answered ${purged}`)
    } else
      hold(
        this.#broker.deleteQueue(book.id).ok,
        'V23',
        () => `queue ${book.spec.name} cannot be deleted`,
      )
  }

  #lose(place: number): void {
    const { ledger } = this
    const at = place % this.#channels.length
    const channel = this.#channels[at]!
    for (const consumer of [...ledger.consumers.values()]) {
      if (consumer.channel !== channel) continue
      ledger.consumers.delete(consumer.id)
      this.#mayGo(ledger.queues[consumer.queue]!)
    }
    this.#unlearn(channel)
    ledger.settling = ledger.heldOf(channel)
    this.#fail()
    ledger.returnReason = TraceReason.crash
    this.#broker.closeChannel(channel, TraceReason.crash)
    this.#open(at)
  }

  /** In 4.3 a lost channel is a failure of what it held of a quorum queue. */
  #fail(): void {
    if (this.#plan.profile !== 'rabbitmq@4.3') return
    const { queues, settling } = this.ledger
    for (const { copy, queue } of settling) if (queues[queue]!.isQuorum) copy.failures++
  }

  /** What a channel takes along: held publishes and the reads of streams. */
  #unlearn(channel: number): void {
    const { ledger } = this
    ledger.forgetReads(channel)
    ledger.blocked.delete(channel)
    ledger.sent = ledger.sent.filter((publication) => publication.channel !== channel)
  }

  #policy({ policy, on }: Of<'policy'>): void {
    const spec = this.#plan.policies[policy]!
    const wasOn = this.#policies.includes(spec)
    if (on === wasOn) return
    this.#policies = on ? [...this.#policies, spec] : this.#policies.filter((each) => each !== spec)
    for (const book of this.ledger.queues) {
      if (!book.deleted) book.arguments = effectiveArguments(book.spec, this.#policies)
    }
    if (on) this.#broker.setPolicy(spec)
    else
      hold(
        this.#broker.clearPolicy(spec.name, spec.operator),
        'V5',
        () => `policy ${spec.name} is not there`,
      )
  }

  #alarm({ kind, on }: Of<'alarm'>): void {
    if (on) this.#alarms.add(kind)
    else this.#alarms.delete(kind)
    this.#broker.setAlarm(kind, on)
  }

  #restart(stop: Of<'restart'>['stop']): void {
    const { ledger } = this
    ledger.restarting = stop
    ledger.consumers.clear()
    for (const channel of [...this.#channels].sort((a, b) => a - b)) {
      this.#unlearn(channel)
      ledger.settling.push(...ledger.heldOf(channel))
    }
    this.#fail()
    ledger.returnReason = TraceReason.crash
    for (const book of ledger.queues) {
      if (book.deleted || book.spec.durable) continue
      ledger.emptying.add(book.id)
      this.#unlink(book)
    }
    const goes = this.#plan.profile === 'rabbitmq@4.3' ? [] : this.#forgetTransientExchanges()
    if (stop === 'crash') this.#unmark()
    const transient = this.#transient()
    this.#broker.restart(stop)
    ledger.restarting = null
    for (const book of ledger.queues) {
      const kept = book.ready.find((copy) => transient.has(copy))
      hold(kept === undefined, 'V5', () => `queue ${book.spec.name} kept a transient message`)
    }
    for (const name of goes) {
      hold(this.#broker.exchangeId(name) < 0, 'V5', () => `exchange ${name} outlived the restart`)
      this.#declareExchange(name)
    }
    for (const place of this.#channels.keys()) this.#open(place)
  }

  /** What a classic queue holds and must not hold after a restart. */
  #transient(): Set<Copy> {
    const { queues, settling } = this.ledger
    const all = queues.filter((book) => !keepsAll(book)).flatMap(({ ready }) => ready)
    all.push(...settling.filter((held) => !keepsAll(queues[held.queue]!)).map(({ copy }) => copy))
    return new Set(all.filter(({ arrival }) => !arrival.publication.persistent))
  }

  /** After a crash nobody knows what had been delivered. */
  #unmark(): void {
    const { queues, settling } = this.ledger
    for (const { copy, queue } of settling) if (!keepsAll(queues[queue]!)) copy.again = true
    for (const book of queues) {
      if (!keepsAll(book)) for (const copy of book.ready) copy.again = true
    }
  }

  #forgetTransientExchanges(): string[] {
    const { ledger } = this
    const goes = [...ledger.exchanges.values()].filter(({ durable }) => !durable)
    for (const { name } of goes) {
      ledger.exchanges.delete(name)
      ledger.bindings = ledger.bindings.filter(
        ({ from, to, toExchange }) => from !== name && !(toExchange && to === name),
      )
    }
    return goes.map(({ name }) => name)
  }

  #open(place: number): void {
    const id = this.#broker.openChannel()
    const confirms = place % 2 === 0
    if (confirms) this.#broker.confirmSelect(id)
    this.#channels[place] = id
    this.ledger.channels[id] = { id, confirms, lastTag: 0, lastSequence: 0, held: new Map() }
  }

  #declareExchange(name: string): void {
    const spec = this.#plan.exchanges.find((exchange) => exchange.name === name)!
    const declared = this.#broker.declareExchange(spec)
    hold(declared.ok, 'V3', () => `exchange ${name} cannot be declared`)
    this.ledger.exchanges.set(name, spec)
    this.ledger.exchangeNames.splice(0, Infinity, ...this.#broker.exchangeNames)
  }

  #declareQueue(spec: QueueSpec): void {
    const declared = this.#broker.declareQueue(spec)
    hold(declared.ok, 'V3', () => `queue ${spec.name} cannot be declared`)
    const { queues, queueIds } = this.ledger
    if (queues[declared.id] !== undefined) return
    queues[declared.id] = new QueueBook(declared.id, spec, effectiveArguments(spec, this.#policies))
    queueIds.set(spec.name, declared.id)
  }

  #bind(at: number): void {
    const { ledger } = this
    const spec = this.#plan.bindings[at]
    if (spec === undefined) return
    const isThere = spec.toExchange ? ledger.exchanges.has(spec.to) : ledger.queueIds.has(spec.to)
    const declared = this.#broker.bind(spec)
    hold(
      declared.ok === isThere,
      'V3',
      () => `a binding to ${spec.to} was ${declared.ok ? 'made' : 'refused'}`,
    )
    if (declared.ok)
      ledger.bindings = [...ledger.bindings.filter((each) => !isSame(each, spec)), spec]
  }

  #unbind(at: number): void {
    const spec = this.#plan.bindings[at]
    if (spec === undefined) return
    hold(this.#broker.unbind(spec).ok, 'V3', () => `a binding to ${spec.to} cannot be removed`)
    this.ledger.bindings = this.ledger.bindings.filter((each) => !isSame(each, spec))
  }

  #book(place: number): QueueBook | null {
    const { queueIds, queues } = this.ledger
    const id = queueIds.get(this.#plan.queues[place]!.name)
    return id === undefined ? null : queues[id]!
  }

  #mustGo(book: QueueBook): boolean {
    const { consumers } = this.ledger
    const isForsaken = book.spec.autoDelete && book.consumed
    return isForsaken && ![...consumers.values()].some(({ queue }) => queue === book.id)
  }

  /** An auto-delete queue goes with its last consumer. */
  #mayGo(book: QueueBook): void {
    if (!this.#mustGo(book)) return
    this.ledger.emptying.add(book.id)
    this.ledger.leaving.add(book.id)
  }

  #forget(book: QueueBook): void {
    book.deleted = true
    this.#unlink(book)
  }

  /** Nothing leads to it any more. */
  #unlink(book: QueueBook): void {
    const { ledger } = this
    ledger.queueIds.delete(book.spec.name)
    ledger.bindings = ledger.bindings.filter(
      ({ to, toExchange }) => toExchange || to !== book.spec.name,
    )
  }

  #held(): number {
    return this.ledger.queues.reduce((sum, { ready, unacked }) => sum + ready.length + unacked, 0)
  }

  #see(slot: number): Seen {
    const broker = this.#broker
    const { sizeBytes, userRef, headers } = broker.template(broker.templateOf(slot))
    return {
      id: broker.messageIdOf(slot),
      exchange: broker.exchangeNames[broker.exchangeOf(slot)]!,
      key: broker.keyName(broker.keyOf(slot)),
      mark: broker.markOf(slot),
      sizeBytes,
      userRef,
      headers,
      redelivered: broker.redeliveredOf(slot),
      deaths: broker.deathsOf(slot).map(({ queue, reason, count }) => ({ queue, reason, count })),
      streamOffset: broker.streamOffsetOf(slot),
    }
  }
}

/** A restart keeps streams and quorum queues whole. */
function keepsAll(book: QueueBook): boolean {
  return book.isStream || book.isQuorum
}

function isSame(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function isRefused(send: () => unknown): boolean {
  try {
    send()
    return false
  } catch (problem) {
    return problem instanceof Failure && problem.code === 'refused'
  }
}

function startOf(book: QueueBook, said: Of<'consume'>['offset']): number {
  const end = book.firstOffset + book.ready.length
  if (said === 'first') return book.firstOffset
  if (said === 'next') return end
  const wanted = said === 'last' ? end - 1 : said
  return Math.max(book.firstOffset, Math.min(wanted, end))
}

function textsIn({ fields }: FieldTable, name: string): readonly string[] {
  const value = fields.find(([field]) => field === name)?.[1]
  return Array.isArray(value) ? value.map(String) : []
}
