/** One consumer's state; one object, because an event at a consumer looks at most of it, and what every event looks at first. */
import type { ConsumerSpec } from '#core/model/scenario.ts'
import { HeldDeliveries } from './held-deliveries.ts'
import type { Inbox } from './inboxes.ts'
import { Lane } from './lane.ts'
import type { RunParts } from './run-parts.ts'
import { Service } from './service.ts'

export class Worker implements Inbox {
  /**
   * It acks whatever it gets that is not poison, over a link without delay, and nothing is timed: what most consumers of most
   * scenarios do, and the only way that is made short. See `reckon`.
   */
  plain = true
  busy = false
  /** What it holds and does not work on yet: places in the `Inboxes`. */
  oldest = -1
  newest = -1
  /** What it works on now. */
  tag = 0
  note = 0
  /** How long the work in hand takes, and all work so far with it. */
  workUs = 0
  busyUs = 0
  declare readonly service: Service
  /** Its work on the agenda. */
  declare readonly actor: number
  /** The broker's end of it: its channel (-1: none). */
  channel = -1
  /** Totals of the run. With auto-ack an ack is work that did not fail, a nack work that did. */
  delivered = 0
  acked = 0
  nacked = 0
  crashed = 0
  redelivered = 0
  /** Its channel was closed while it worked: the work's ack will reach nobody. */
  expelled = false
  /** It is connected to; 0: none. */
  node = 0
  /** It waits for a node that is up. */
  away = false
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
  /** Opened after all services: those that every event draws from lie side by side then. */
  chanceStream = -1
  /** In the log. */
  declare readonly logActor: number
  /** Its subscription at the broker, and its limit (0: none). */
  subscription = -1
  declare prefetch: number
  declare readonly queue: number
  declare readonly spec: ConsumerSpec

  constructor(spec: ConsumerSpec, index: number, firstActor: number, parts: RunParts) {
    const { agenda, broker, numbers, random } = parts
    this.index = index
    this.actor = numbers.work + index
    this.logActor = firstActor + index
    this.autoAck = spec.autoAck
    this.crashProbability = spec.crash.probability
    this.failureProbability = spec.failure.probability
    this.service = new Service(spec.service, random.open(`${spec.name}/service`))
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
