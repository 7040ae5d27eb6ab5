/**
 * One consumer's state; one object, because an event at a consumer looks at most of it. Fields lie in memory in the order the
 * constructor sets them, and what every event looks at is set first.
 */
import type { ConsumerSpec } from '#core/model/scenario.ts'
import { HeldDeliveries } from './held-deliveries.ts'
import type { Inbox } from './inboxes.ts'
import { Lane } from './lane.ts'
import type { RunParts } from './run-parts.ts'

export class Worker implements Inbox {
  /**
   * It acks whatever it gets that is not poison, over a link without delay, and nothing is timed: what most consumers of most
   * scenarios do, and the only way that is made short. See `reckon`.
   */
  declare plain: boolean
  declare busy: boolean
  /** What it holds and does not work on yet: places in the `Inboxes`. */
  declare oldest: number
  declare newest: number
  /** What it works on now. */
  declare tag: number
  declare note: number
  /** How long the work in hand takes, and all work so far with it. */
  declare workUs: number
  declare busyUs: number
  /** Its work on the agenda. */
  declare readonly actor: number
  /** The broker's end of it: its channel (-1: none). */
  declare channel: number
  /** Totals of the run. With auto-ack an ack is work that did not fail, a nack work that did. */
  declare delivered: number
  declare acked: number
  declare nacked: number
  declare crashed: number
  declare redelivered: number
  /** Its channel was closed while it worked: the work's ack will reach nobody. */
  declare expelled: boolean
  /** It is connected to; 0: none. */
  declare node: number
  /** It waits for a node that is up. */
  declare away: boolean
  /** Number of the consumer. */
  declare readonly index: number
  /** Null without an ack timeout. */
  declare readonly held: HeldDeliveries | null
  /** Null: the link is instant and costs no events. */
  declare toConsumer: Lane | null
  declare toBroker: Lane | null
  /** A stream takes nothing back: what it failed on is acked too. */
  declare readonly onlyAcks: boolean
  declare readonly autoAck: boolean
  declare readonly crashProbability: number
  declare failureProbability: number
  declare readonly serviceStream: number
  /** Opened after all services: those that every event draws from lie side by side then. */
  declare chanceStream: number
  /** In the log. */
  declare readonly logActor: number
  /** Its subscription at the broker, and its limit (0: none). */
  declare subscription: number
  declare prefetch: number
  declare readonly queue: number
  declare readonly spec: ConsumerSpec

  constructor(spec: ConsumerSpec, index: number, firstActor: number, parts: RunParts) {
    const { agenda, broker, numbers, random } = parts
    this.plain = true
    this.busy = false
    this.index = index
    this.actor = numbers.work + index
    this.tag = 0
    this.note = 0
    this.workUs = 0
    this.busyUs = 0
    this.delivered = 0
    this.acked = 0
    this.channel = -1
    this.oldest = -1
    this.newest = -1
    this.nacked = 0
    this.crashed = 0
    this.redelivered = 0
    this.expelled = false
    this.node = 0
    this.away = false
    this.subscription = -1
    this.logActor = firstActor + index
    this.autoAck = spec.autoAck
    this.crashProbability = spec.crash.probability
    this.failureProbability = spec.failure.probability
    this.serviceStream = random.open(`${spec.name}/service`)
    this.chanceStream = -1
    this.toConsumer = Lane.of(spec.link, agenda, numbers.deliveries + index)
    this.toBroker = Lane.of(spec.link, agenda, numbers.settlements + index)
    this.prefetch = spec.prefetch
    this.queue = broker.queueId(spec.queue)
    this.onlyAcks = broker.typeOf(this.queue) === 'stream'
    this.held = spec.ackTimeoutUs === null || spec.autoAck ? null : new HeldDeliveries()
    this.spec = spec
    this.reckon()
  }

  /** Finds out whether it is plain, whenever something that matters to that was set. */
  reckon(): void {
    this.plain =
      this.toConsumer === null &&
      this.toBroker === null &&
      this.held === null &&
      !this.autoAck &&
      !this.expelled &&
      this.crashProbability === 0 &&
      this.failureProbability === 0
  }

  /** Returns what it was. */
  setFailure(probability: number): number {
    const before = this.failureProbability
    this.failureProbability = probability
    this.reckon()
    return before
  }

  /** Returns what it was. */
  setLatency(latencyUs: number, { agenda, numbers }: RunParts): number {
    this.toConsumer ??= new Lane(agenda, numbers.deliveries + this.index)
    this.toBroker ??= new Lane(agenda, numbers.settlements + this.index)
    this.reckon()
    this.toConsumer.setLatency(latencyUs)
    return this.toBroker.setLatency(latencyUs)
  }

  /** The channel is gone while it works, or that work is over. */
  setExpelled(expelled: boolean): void {
    this.expelled = expelled
    this.reckon()
  }
}
