import { Broker } from '#core/engine/broker.ts'
import type { TraceSink } from '#core/engine/trace-sink.ts'
import type { PolicySpec } from '#core/model/policy.ts'
import type { AlarmKind } from '#core/model/scenario.ts'
import { ChannelBook } from './ledger/channel-book.ts'
import { Ledger } from './ledger/ledger.ts'
import type { QueueBook } from './ledger/queue-book.ts'
import type { Plan } from './plan/plan.ts'
import { Deliveries } from './records/deliveries.ts'
import { Records } from './records/records.ts'

/** A broker and its ledger, and the clients that use it. */
export class Stage {
  readonly plan: Plan
  readonly ledger: Ledger
  readonly records: Records
  readonly deliveries: Deliveries
  readonly broker: Broker
  /** By place. */
  readonly channels: ChannelBook[] = []
  readonly connections: number[] = []
  policies: readonly PolicySpec[] = []
  readonly alarms = new Set<AlarmKind>()
  /** Publishes so far. */
  sentEver = 0
  /** The broker's numbers of the plan's bodies, by place. */
  readonly templates: number[] = []

  /** `watch` hears every record before it is looked at. */
  constructor(plan: Plan, watch: TraceSink['append'] | null) {
    this.plan = plan
    const { profile, messagesMax } = plan
    this.ledger = new Ledger(plan, {
      isGone: ({ id, spec }) => this.broker.queueId(spec.name) !== id,
      lettersKept: ({ id }) => this.broker.lettersKept(id),
      returnsWaiting: ({ id }) => this.broker.aside(id) - this.broker.lettersKept(id),
      unacked: ({ id }) => this.broker.unacked(id),
      lettersWithheld: ({ id }) => this.broker.lettersWithheld(id),
    })
    this.records = new Records(this.ledger, watch)
    this.deliveries = new Deliveries(this.ledger, () => this.broker)
    this.broker = new Broker({ profile, messagesMax, trace: this.records, sink: this.deliveries })
    const { ackTimeoutUs } = plan
    this.broker.setAckTimeout(ackTimeoutUs)
    if (this.ledger.facts.lateAckEndsChannel) this.ledger.getHoldsUs = ackTimeoutUs
    this.connect(connectionPlaces)
  }

  set nowUs(us: number) {
    this.ledger.nowUs = us
    this.broker.nowUs = us
  }

  /** The channel at a place, whatever the number. */
  channel(place: number): ChannelBook {
    return this.channels[place % this.channels.length]!
  }

  /** The queue declared of that place in the plan, or null while there is none. */
  book(place: number): QueueBook | null {
    return this.ledger.ways.queue(this.plan.queues[place]!.name) ?? null
  }

  /** A new channel takes the place of one that closed. */
  open(place: number): void {
    const connection = this.connectionAt(place)
    const id = this.broker.openChannel(connection)
    const odd = this.plan.features.has('transactions') ? 'transaction' : 'plain'
    const mode = place % 2 === 0 ? 'confirms' : odd
    if (mode === 'confirms') this.broker.confirmSelect(id)
    if (mode === 'transaction') this.broker.txSelect(id)
    const node = this.plan.features.has('nodes') ? this.ledger.nodes.nextUp(place % 3) : 0
    this.broker.placeChannel(id, node)
    const channel = new ChannelBook(id, connection, node, mode)
    this.channels[place] = channel
    this.ledger.channels[id] = channel
  }

  /** New channels for all that closed. */
  reopen(): void {
    for (const [place, channel] of this.channels.entries()) if (channel.closed) this.open(place)
  }

  /** The connection of a channel's place; -1 where the plan has none. */
  connectionAt(place: number): number {
    return this.connections[place % Math.max(1, this.connections.length)] ?? -1
  }

  /** New connections take the place of those that closed, or are the first. */
  connect(places: readonly number[]): void {
    if (!this.plan.features.has('owners')) return
    for (const place of places) this.connections[place] = this.broker.openConnection()
  }
}

/** Connections, where there are any. */
export const connectionPlaces = [0, 1] as const
