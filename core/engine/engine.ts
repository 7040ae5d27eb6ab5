import { Clock } from '#core/model/clock.ts'
import type { BrokerProfile } from '#core/model/scenario.ts'
import { firstDeadline } from './ack-deadlines.ts'
import type { Channel } from './channel.ts'
import type { Connection } from './connection.ts'
import { DeadLetters } from './dead-letters.ts'
import type { DeathHistory } from './death.ts'
import { Envelopes } from './envelopes.ts'
import { KeyNames } from './key-names.ts'
import { MessagePages } from './message-pages.ts'
import { type BrokerObserver, NoObserver } from './observer.ts'
import { type ProfileRules, profiles } from './profile.ts'
import type { Consumer } from './queue/consumer.ts'
import { headDeadlineUs } from './queue/expiry.ts'
import { ExpiryHeap } from './queue/expiry-heap.ts'
import type { Queue } from './queue/queue.ts'
import { unusedDueUs } from './queue/unused.ts'
import { newReplyQueue } from './replies.ts'
import type { BrokerSink } from './sink.ts'
import { RingSpace } from './tag-ring.ts'
import { Templates } from './templates.ts'
import { Topology } from './topology.ts'
import type { TraceSink } from './trace-sink.ts'

export interface EngineOptions {
  readonly sink: BrokerSink
  readonly trace: TraceSink
  readonly profile: BrokerProfile
  readonly observer?: BrokerObserver
  /** Virtual now, when others share it. */
  readonly clock?: Clock
  /** Most messages held at once; a publish beyond it fails. */
  readonly messagesMax?: number
}

/** Everything the rules of the broker work on. Each rule is a function of its own file that takes this first. */
export class Engine {
  readonly clock: Clock
  messagesPublished = 0
  readonly sink: BrokerSink
  readonly trace: TraceSink
  readonly messagesMax: number
  readonly pages = new MessagePages()
  readonly keys = new KeyNames()
  readonly templates: Templates
  readonly envelopes = new Envelopes()
  readonly topology: Topology
  /** By id, as the topology numbers them. */
  readonly queues: readonly Queue[]
  readonly connections: Connection[] = []
  readonly channels: Channel[] = []
  readonly ringSpace = new RingSpace()
  readonly consumers: Consumer[] = []
  readonly expiries: ExpiryHeap
  /** Which queue goes first for being unused, and whose delivery is unacked too long first, by channel. */
  readonly unused: ExpiryHeap
  readonly ackDeadlines: ExpiryHeap
  /** How long deliveries to consumers that start from now on may stay unacked. */
  ackTimeoutUs = Number.POSITIVE_INFINITY
  readonly replyQueue = newReplyQueue()
  readonly deadLetters = new DeadLetters()
  /** Of the messages that were dead-lettered before, by slot. */
  readonly histories = new Map<number, DeathHistory>()
  /** Queues a verb changed and has to look after at its end. */
  readonly touched: Queue[] = []

  constructor(options: EngineOptions) {
    const rules: ProfileRules = profiles[options.profile]
    this.clock = options.clock ?? new Clock()
    this.sink = options.sink
    this.trace = options.trace
    this.messagesMax = options.messagesMax ?? Number.POSITIVE_INFINITY
    this.templates = new Templates(rules)
    this.topology = new Topology(rules, options.observer ?? new NoObserver())
    this.queues = this.topology.queues
    this.unused = new ExpiryHeap((queue) => unusedDueUs(this.queues[queue]!))
    this.ackDeadlines = new ExpiryHeap(
      (channel) => firstDeadline(this.channels[channel]!)?.atUs ?? Number.POSITIVE_INFINITY,
    )
    this.expiries = new ExpiryHeap((queue) => headDeadlineUs(this, this.queues[queue]!))
  }
}
