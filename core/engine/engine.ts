import { Clock } from '#core/model/clock.ts'
import type { BrokerProfile } from '#core/model/scenario.ts'
import { ackTimer } from './ack-timeout.ts'
import { Alarms } from './alarms.ts'
import type { Channel } from './channel.ts'
import { Cluster } from './cluster.ts'
import type { Connection } from './connection.ts'
import { DeadLetters } from './dead-letters.ts'
import type { DeathHistory } from './death.ts'
import { retryTimer } from './delayed-retry.ts'
import { Envelopes } from './envelopes.ts'
import { Forgotten } from './forget-channel.ts'
import { PassingNames } from './forget-passing.ts'
import { heldTimer } from './held-too-long.ts'
import { letterTimer } from './keep-letters.ts'
import { KeyNames } from './key-names.ts'
import { MessagePages } from './message-pages.ts'
import { type BrokerObserver, NoObserver } from './observer.ts'
import { type ProfileRules, profiles } from './profile.ts'
import type { Consumer } from './queue/consumer.ts'
import { expiryTimer } from './queue/expiry.ts'
import type { Queue } from './queue/queue.ts'
import { newReplyQueue } from './replies.ts'
import type { BrokerSink } from './sink.ts'
import { RingSpace } from './tag-ring.ts'
import { Templates } from './templates.ts'
import { TimerKind, Timers } from './timers.ts'
import { Topology } from './topology.ts'
import type { TraceSink } from './trace-sink.ts'
import { unusedTimer } from './unused-timer.ts'

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
  declare readonly rules: ProfileRules
  declare readonly clock: Clock
  messagesPublished = 0
  /** An alarm is on or a node is missing: publishes are looked at one by one. */
  careful = false
  readonly cluster = new Cluster()
  readonly alarms = new Alarms()
  declare readonly sink: BrokerSink
  declare readonly trace: TraceSink
  declare readonly observer: BrokerObserver
  declare readonly messagesMax: number
  readonly pages = new MessagePages()
  readonly keys = new KeyNames()
  declare readonly templates: Templates
  readonly envelopes = new Envelopes()
  readonly passing = new PassingNames()
  declare readonly topology: Topology
  /** By id, as the topology numbers them. */
  declare readonly queues: readonly Queue[]
  readonly connections: Connection[] = []
  readonly channels: Channel[] = []
  readonly ringSpace = new RingSpace()
  readonly consumers: Consumer[] = []
  readonly timers = new Timers()
  /** How long deliveries to consumers that start from now on may stay unacked. */
  ackTimeoutUs = Number.POSITIVE_INFINITY
  readonly forgotten = new Forgotten()
  declare readonly replyQueue: Queue
  readonly deadLetters = new DeadLetters()
  /** Of the messages that were dead-lettered before, by slot. */
  readonly histories = new Map<number, DeathHistory>()
  /** Failed attempts of messages that had any, by slot: see `delivery-counts.ts`. */
  readonly failures = new Map<number, number>()
  /** Queues a verb changed and has to look after at its end. */
  readonly touched: Queue[] = []

  constructor(options: EngineOptions) {
    this.rules = profiles[options.profile]
    this.clock = options.clock ?? new Clock()
    this.sink = options.sink
    this.trace = options.trace
    this.observer = options.observer ?? new NoObserver()
    this.messagesMax = options.messagesMax ?? Number.POSITIVE_INFINITY
    this.templates = new Templates(this.rules)
    this.replyQueue = newReplyQueue(this.rules)
    this.topology = new Topology(this.rules, this.observer)
    this.queues = this.topology.queues
    this.timers.rule(TimerKind.expiry, expiryTimer(this))
    this.timers.rule(TimerKind.retry, retryTimer(this))
    this.timers.rule(TimerKind.deadLetter, letterTimer(this))
    this.timers.rule(TimerKind.held, heldTimer(this))
    this.timers.rule(TimerKind.unused, unusedTimer(this))
    this.timers.rule(TimerKind.ack, ackTimer(this))
  }

  /** Where a message is: of a reply on its way, where replies belong. */
  queueOf(slot: number): Queue {
    return this.queues[this.pages.queue(slot)] ?? this.replyQueue
  }
}
