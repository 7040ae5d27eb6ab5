import { Broker } from '#core/engine/broker.ts'
import type { TraceSink } from '#core/engine/trace-sink.ts'
import type { PolicySpec } from '#core/model/policy.ts'
import type { AlarmKind } from '#core/model/scenario.ts'
import { ChannelBook } from './ledger/channel-book.ts'
import { facts } from './ledger/facts.ts'
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
    this.ledger = new Ledger(facts[profile])
    this.records = new Records(this.ledger, watch)
    this.deliveries = new Deliveries(this.ledger, () => this.broker)
    this.broker = new Broker({ profile, messagesMax, trace: this.records, sink: this.deliveries })
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
    const id = this.broker.openChannel()
    const mode = place % 2 === 0 ? 'confirms' : 'plain'
    if (mode === 'confirms') this.broker.confirmSelect(id)
    const channel = new ChannelBook(id, -1, mode)
    this.channels[place] = channel
    this.ledger.channels[id] = channel
  }
}
