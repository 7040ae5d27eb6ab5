import { assert } from '#core/model/failure.ts'
import type { AlarmKind } from '#core/model/scenario.ts'
import type {
  ExchangeSpec,
  FieldTable,
  QueueSpec,
  QueueType,
  Topology,
} from '#core/model/topology.ts'
import { type Death, type DeathHistory, deathHeaders } from './death.ts'
import { countHeaders } from './delivery-counts.ts'
import type { Engine } from './engine.ts'
import type { MessageTemplate } from './message-template.ts'
import { consumersTold } from './queue/consumers-told.ts'
import { headSlots, writeCells } from './queue/glance.ts'
import type { Queue } from './queue/queue.ts'
import { askerAt } from './replies.ts'

/** What can be read of a broker without changing it: names, slots, gauges. A slot may be read until it is settled. */
export class BrokerView {
  declare protected readonly engine: Engine

  constructor(engine: Engine) {
    this.engine = engine
  }

  /** By exchange id; 0 is the default exchange, 1 to 5 are `amq.direct`, `fanout`, `topic`, `headers`, `match`. Deleted ones keep their place. */
  get exchangeNames(): readonly string[] {
    return this.engine.topology.exchangeNames
  }

  get queueNames(): readonly string[] {
    return this.engine.topology.queueNames
  }

  /** -1 when there is none. */
  exchangeId(name: string): number {
    return this.engine.topology.exchangeId(name)
  }

  /** -1 when there is none. */
  queueId(name: string): number {
    return this.engine.topology.queueId(name)
  }

  /** As declared; what holds, policies included, may be more. */
  queueSpec(queue: number): QueueSpec {
    return this.queueOfId(queue).spec
  }

  exchangeSpec(exchange: number): ExchangeSpec {
    return this.engine.topology.exchanges[exchange]!.spec
  }

  isStream(queue: number): boolean {
    return this.engine.queues[queue]?.log != null
  }

  /** Names of the headers that some binding of a headers exchange looks at. */
  headersAsked(): ReadonlySet<string> {
    return this.engine.topology.headersAsked()
  }

  /** The alarms that are on. */
  alarms(): readonly AlarmKind[] {
    return this.engine.alarms.kinds
  }

  /** Combinations of exchange, key and template that may be forgotten. */
  get passingCount(): number {
    return this.engine.envelopes.passing
  }

  /** Largest body the broker takes. */
  get bodyBytesMax(): number {
    return this.engine.rules.bodyBytesMax
  }

  /** How long a delivery may stay unacked, for consumers started now. */
  ackTimeoutMs(): number {
    return this.engine.ackTimeoutUs / 1000
  }

  /** Whether somebody waits for replies at that address. */
  isAwaited(address: string): boolean {
    return askerAt(this.engine, address) !== null
  }

  /** Grows with every change of exchanges, queues and bindings. */
  get topologyEpoch(): number {
    return this.engine.topology.epoch
  }

  /** What there is now, in order of declaration, without the broker's own exchanges. */
  livingTopology(): Topology {
    return this.engine.topology.living()
  }

  /** Whether a queue of this number was deleted. */
  isDeleted(queue: number): boolean {
    return this.queueOfId(queue).deleted
  }

  keyName(key: number): string {
    return this.engine.keys.name(key)
  }

  /** What a consumer sees: BCC is stripped, of a dead letter the expiration too. */
  template(id: number): MessageTemplate {
    return this.engine.templates.row(id).template
  }

  messageIdOf(slot: number): number {
    return this.engine.pages.messageId(slot)
  }

  /** Deliveries from this queue so far. */
  attemptsOf(slot: number): number {
    return this.engine.pages.attempts(slot)
  }

  markOf(slot: number): number {
    return this.engine.pages.mark(slot)
  }

  keyOf(slot: number): number {
    return this.engine.envelopes.key(this.engine.pages.envelope(slot))
  }

  exchangeOf(slot: number): number {
    return this.engine.envelopes.exchange(this.engine.pages.envelope(slot))
  }

  templateOf(slot: number): number {
    return this.engine.envelopes.template(this.engine.pages.envelope(slot))
  }

  queueOf(slot: number): number {
    return this.engine.pages.queue(slot)
  }

  enqueuedUsOf(slot: number): number {
    return this.engine.pages.enqueuedUs(slot)
  }

  /** Of a delivered message: it had been delivered from this queue before, or a crash made that unknown. */
  redeliveredOf(slot: number): boolean {
    return this.engine.pages.attempts(slot) > 1 || this.engine.pages.isAgain(slot)
  }

  /** `x-stream-offset` of a delivery from a stream; -1 of any other. */
  streamOffsetOf(slot: number): number {
    const { pages } = this.engine
    return this.engine.queueOf(slot).log === null ? -1 : (pages.order(slot) - 1) >>> 0
  }

  /** `x-death`, most recent first. */
  deathsOf(slot: number): readonly Death[] {
    return this.historyOf(slot)?.deaths ?? []
  }

  /** All that RabbitMQ tells about deaths, see `deathHeaders`; null when the message never died. */
  historyOf(slot: number): DeathHistory | null {
    const { pages, histories } = this.engine
    return pages.isDead(slot) ? histories.get(slot)! : null
  }

  /** What those deaths are in headers, as the profile writes them; null when the message never died. */
  deathHeadersOf(slot: number): FieldTable | null {
    const history = this.historyOf(slot)
    return history === null ? null : deathHeaders(history, this.engine.rules.tellsLastDeath)
  }

  /** What a quorum queue tells of earlier deliveries, of a delivered message: `x-delivery-count`, `x-acquired-count`. */
  countHeadersOf(slot: number): FieldTable {
    return countHeaders(this.engine, slot)
  }

  ready(queue: number): number {
    return this.engine.topology.queues[queue]!.ready.count
  }

  /** Neither ready nor unacked: returns that wait for their retry, dead letters kept until they have arrived. */
  aside(queue: number): number {
    return this.engine.topology.queues[queue]!.quorum?.aside ?? 0
  }

  /** Dead letters a quorum queue keeps until they have arrived. */
  lettersKept(queue: number): number {
    return this.engine.topology.queues[queue]!.quorum?.letters.count ?? 0
  }

  /** Dead letters that wait for a majority of a quorum queue. */
  lettersWithheld(queue: number): number {
    const withheld = this.engine.topology.queues[queue]!.quorum?.withheld ?? []
    return withheld.filter(({ channel }) => channel === null).length
  }

  unacked(queue: number): number {
    return this.engine.topology.queues[queue]!.unacked
  }

  /** Bodies of the ready messages. */
  readyBytes(queue: number): number {
    return this.engine.topology.queues[queue]!.readyBytes
  }

  /** When the message at the head entered; NaN when there is none. */
  oldestUs(queue: number): number {
    const head = this.engine.topology.queues[queue]!.ready.head
    return head < 0 ? Number.NaN : this.engine.pages.enqueuedUs(head)
  }

  /** Node that leads a quorum queue; -1 while no majority is up, and of other queues. */
  leaderOf(queue: number): number {
    return this.engine.topology.queues[queue]!.quorum?.leader ?? -1
  }

  typeOf(queue: number): QueueType {
    return this.engine.topology.queues[queue]!.spec.type
  }

  /** Number the next subscription gets. */
  get nextConsumer(): number {
    return this.engine.consumers.length
  }

  /** Whether a subscription may be served: it lives, and no other one is the active one of its queue. */
  isServed(consumer: number): boolean {
    const { live, queue } = this.engine.consumers[consumer]!
    return live && (!queue.sole || queue.active?.id === consumer)
  }

  /** Messages of a stream that a subscription was not given yet; NaN of other queues. */
  behindOf(consumer: number): number {
    const { reading, queue } = this.engine.consumers[consumer]!
    if (reading === null || queue.log === null) return Number.NaN
    return queue.log.firstOffset + queue.ready.count - reading.offset
  }

  consumerCount(queue: number): number {
    return this.engine.topology.queues[queue]!.consumers.length
  }

  /** Its consumers as declare-ok counts them: a quorum queue has its own way. */
  consumersTold(queue: number): number {
    return consumersTold(this.engine, this.engine.topology.queues[queue]!)
  }

  unackedOf(consumer: number): number {
    return this.engine.consumers[consumer]!.unacked
  }

  /** States of up to `max` messages, ready ones from the head (1, or 2 redelivered), then unacked (3, 4); how many were written. */
  cells(queue: number, out: Uint8Array, offset: number, max: number): number {
    return writeCells(this.queueOfId(queue), this.engine.pages, out, offset, max)
  }

  messagesHeld(): number {
    return this.engine.pages.held
  }

  /** Bytes of the pages messages live in. */
  slotBytes(): number {
    return this.engine.pages.bytes()
  }

  /** Up to `max` ready messages from the head. */
  readySlots(queue: number, max: number): number[] {
    return headSlots(this.queueOfId(queue), this.engine.pages, max)
  }

  protected queueOfId(id: number): Queue {
    const queue = this.engine.topology.queues[id]
    assert(queue, `there is a queue ${id}`)
    return queue
  }
}
