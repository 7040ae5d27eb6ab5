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
  /** In the log. */
  readonly logActor: number

  /** What it holds and does not work on yet: places in the `Inboxes`. */
  oldest = -1
  newest = -1
  busy = false
  /** Its channel was closed while it worked: the work's ack will reach nobody. */
  expelled = false
  /** What it works on now. */
  note = 0
  readonly autoAck: boolean
  readonly crashProbability: number
  failureProbability: number
  readonly chanceStream: number
  readonly service: Service
  /** Null: the link is instant and costs no events. */
  toConsumer: Lane | null
  toBroker: Lane | null

  /** The broker's end of it: its channel (-1: none), its subscription, its limit (0: none). */
  channel = -1
  subscription = -1
  prefetch: number
  readonly queue: number
  /** Null without an ack timeout. */
  readonly held: HeldDeliveries | null

  tag = 0
  /** How long the work in hand takes, and all work so far with it. */
  workUs = 0
  busyUs = 0
  readonly spec: ConsumerSpec

  constructor(spec: ConsumerSpec, index: number, firstActor: number, parts: RunParts) {
    const { agenda, broker, numbers, random } = parts
    this.index = index
    this.actor = numbers.work + index
    this.logActor = firstActor + index
    this.autoAck = spec.autoAck
    this.crashProbability = spec.crash.probability
    this.failureProbability = spec.failure.probability
    this.chanceStream = random.open(`${spec.name}/chance`)
    this.service = new Service(spec.service, random.open(`${spec.name}/service`))
    this.toConsumer = Lane.of(spec.link, agenda, numbers.deliveries + index)
    this.toBroker = Lane.of(spec.link, agenda, numbers.settlements + index)
    this.prefetch = spec.prefetch
    this.queue = broker.queueId(spec.queue)
    this.held = spec.ackTimeoutUs === null || spec.autoAck ? null : new HeldDeliveries()
    this.spec = spec
  }
}
