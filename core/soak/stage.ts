import { Broker } from '#core/engine/broker.ts'
import type { TraceSink } from '#core/engine/trace-sink.ts'
import type { PolicySpec } from '#core/model/policy.ts'
import type { QueueSpec } from '#core/model/topology.ts'
import { QueueBook } from './books.ts'
import { Deliveries, type Seen } from './deliveries.ts'
import { effectiveArguments } from './effective.ts'
import { Ledger } from './ledger.ts'
import type { Plan } from './plan.ts'
import { Records } from './records.ts'
import { hold } from './violation.ts'

/** A broker and its ledger, and what of the plan is declared on it. */
export class Stage {
  readonly ledger = new Ledger()
  readonly records: Records
  protected readonly plan: Plan
  protected readonly broker: Broker
  protected readonly deliveries: Deliveries
  /** Engine's channel by place. */
  protected readonly channels: number[] = []
  protected policies: PolicySpec[] = []
  protected readonly alarms = new Set<string>()
  protected steps = 0
  protected sentEver = 0

  /** `watch` hears every record before it is looked at. */
  constructor(plan: Plan, watch: TraceSink['append'] = () => {}) {
    this.plan = plan
    this.records = new Records(this.ledger, watch)
    this.deliveries = new Deliveries(this.ledger, (slot) => this.see(slot))
    const { profile, messagesMax } = plan
    this.ledger.countsEveryReturn = profile !== 'rabbitmq@4.3'
    this.broker = new Broker({ profile, messagesMax, trace: this.records, sink: this.deliveries })
    this.ledger.exchanges.set('', {
      ...plan.exchanges[0]!,
      name: '',
      type: 'direct',
      internal: false,
      alternateExchange: null,
      durable: true,
    })
    for (const exchange of plan.exchanges) this.declareExchange(exchange.name)
    for (const queue of plan.queues) this.declareQueue(queue)
    for (const at of plan.bindings.keys()) this.bind(at)
    for (let place = 0; place < plan.channels; place++) this.open(place)
  }

  protected setNow(us: number): void {
    this.ledger.nowUs = us
    this.broker.nowUs = us
  }

  protected open(place: number): void {
    const id = this.broker.openChannel()
    const confirms = place % 2 === 0
    if (confirms) this.broker.confirmSelect(id)
    this.channels[place] = id
    this.ledger.channels[id] = { id, confirms, lastTag: 0, lastSequence: 0, held: new Map() }
  }

  protected declareExchange(name: string): void {
    const spec = this.plan.exchanges.find((exchange) => exchange.name === name)!
    const declared = this.broker.declareExchange(spec)
    hold(declared.ok, 'V3', () => `exchange ${name} cannot be declared`)
    this.ledger.exchanges.set(name, spec)
    this.ledger.exchangeNames.splice(0, Infinity, ...this.broker.exchangeNames)
  }

  protected declareQueue(spec: QueueSpec): void {
    const declared = this.broker.declareQueue(spec)
    hold(declared.ok, 'V3', () => `queue ${spec.name} cannot be declared`)
    const { queues, queueIds } = this.ledger
    if (queues[declared.id] !== undefined) return
    queues[declared.id] = new QueueBook(declared.id, spec, effectiveArguments(spec, this.policies))
    queueIds.set(spec.name, declared.id)
  }

  protected bind(at: number): void {
    const { ledger } = this
    const spec = this.plan.bindings[at]
    if (spec === undefined) return
    const isThere = spec.toExchange ? ledger.exchanges.has(spec.to) : ledger.queueIds.has(spec.to)
    const declared = this.broker.bind(spec)
    hold(
      declared.ok === isThere,
      'V3',
      () => `a binding to ${spec.to} was ${declared.ok ? 'made' : 'refused'}`,
    )
    if (declared.ok)
      ledger.bindings = [...ledger.bindings.filter((each) => !isSame(each, spec)), spec]
  }

  protected unbind(at: number): void {
    const spec = this.plan.bindings[at]
    if (spec === undefined) return
    hold(this.broker.unbind(spec).ok, 'V3', () => `a binding to ${spec.to} cannot be removed`)
    this.ledger.bindings = this.ledger.bindings.filter((each) => !isSame(each, spec))
  }

  protected book(place: number): QueueBook | null {
    const { queueIds, queues } = this.ledger
    const id = queueIds.get(this.plan.queues[place]!.name)
    return id === undefined ? null : queues[id]!
  }

  protected mustGo(book: QueueBook): boolean {
    const { consumers } = this.ledger
    const isForsaken = book.spec.autoDelete && book.consumed
    return isForsaken && ![...consumers.values()].some(({ queue }) => queue === book.id)
  }

  /** An auto-delete queue goes with its last consumer. */
  protected mayGo(book: QueueBook): void {
    if (!this.mustGo(book)) return
    this.ledger.emptying.add(book.id)
    this.ledger.leaving.add(book.id)
  }

  protected forget(book: QueueBook): void {
    book.deleted = true
    this.unlink(book)
  }

  /** Nothing leads to it any more. */
  protected unlink(book: QueueBook): void {
    const { ledger } = this
    ledger.queueIds.delete(book.spec.name)
    ledger.bindings = ledger.bindings.filter(
      ({ to, toExchange }) => toExchange || to !== book.spec.name,
    )
  }

  protected held(): number {
    return this.ledger.queues.reduce((sum, { ready, unacked }) => sum + ready.length + unacked, 0)
  }

  protected see(slot: number): Seen {
    const broker = this.broker
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

function isSame(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
