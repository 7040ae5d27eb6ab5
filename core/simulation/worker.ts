/** One consumer's state; one object, because an event at a consumer looks at most of it. */
import type { ConsumerSpec } from '#core/model/scenario.ts'
import { HeldDeliveries } from './held-deliveries.ts'
import type { Inbox } from './inboxes.ts'
import { Lane } from './lane.ts'
import type { RunParts } from './run-parts.ts'
import { Service } from './service.ts'

export class Worker implements Inbox {
  /** Number of the consumer. */
  readonly index: number
  /** Its work on the agenda. */
  readonly actor: number
  /** What it holds and does not work on yet: places in the `Inboxes`. */
  oldest = -1
  newest = -1
  busy = false
  /** Its channel was closed while it worked: the work's ack will reach nobody. */
  expelled = false
  /** What it works on now. */
  tag = 0
  note = 0
  /** How long the work in hand takes, and all work so far with it. */
  workUs = 0
  busyUs = 0
  readonly service: Service
  /** Null without an ack timeout. */
  readonly held: HeldDeliveries | null
  /** Null: the link is instant and costs no events. */
  toConsumer: Lane | null
  toBroker: Lane | null
  /** The broker's end of it: its channel (-1: none). */
  channel = -1
  /** It is connected to; 0: none. */
  node = 0
  /** It waits for a node that is up. */
  away = false
  /** A stream takes nothing back: what it failed on is acked too. */
  readonly onlyAcks: boolean
  readonly autoAck: boolean
  readonly crashProbability: number
  failureProbability: number
  /** Totals of the run. With auto-ack an ack is work that did not fail, a nack work that did. */
  delivered = 0
  acked = 0

  nacked = 0
  crashed = 0
  redelivered = 0
  readonly chanceStream: number
  /** In the log. */
  readonly logActor: number
  /** Its subscription at the broker, and its limit (0: none). */
  subscription = -1
  prefetch: number
  readonly queue: number
  readonly spec: ConsumerSpec

  constructor(spec: ConsumerSpec, index: number, firstActor: number, parts: RunParts) {
    const { agenda, broker, numbers, random } = parts
    this.index = index
    this.actor = numbers.work + index
    this.logActor = firstActor + index
    this.autoAck = spec.autoAck
    this.crashProbability = spec.crash.probability
    this.failureProbability = spec.failure.probability
    this.service = new Service(spec.service, random.open(`${spec.name}/service`))
    this.chanceStream = random.open(`${spec.name}/chance`)
    this.toConsumer = Lane.of(spec.link, agenda, numbers.deliveries + index)
    this.toBroker = Lane.of(spec.link, agenda, numbers.settlements + index)
    this.prefetch = spec.prefetch
    this.queue = broker.queueId(spec.queue)
    this.onlyAcks = broker.typeOf(this.queue) === 'stream'
    this.held = spec.ackTimeoutUs === null || spec.autoAck ? null : new HeldDeliveries()
    this.spec = spec
  }
}
