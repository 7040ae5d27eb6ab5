import type { PolicySpec } from '#core/model/policy.ts'
import type { BrokerProfile } from '#core/model/scenario.ts'
import type {
  BindingSpec,
  ExchangeSpec,
  FieldTable,
  QueueArguments,
  QueueSpec,
} from '#core/model/topology.ts'
import { type Rules, rulesOf } from './rules.ts'

/**
 * The same broker again, as plainly as it can be written: arrays of objects, nothing kept that can be computed, and no code
 * of the engine's. The engine is tested against it. These are the things it is made of.
 */

/** What a client sends. */
export interface Content {
  readonly key: string
  readonly sizeBytes: number
  readonly persistent: boolean
  readonly priority: number | null
  readonly expirationMs: number | null
  /** BCC is not among them. */
  readonly headers: FieldTable
  /** Keys of CC and of BCC. */
  readonly copyKeys: readonly string[]
  readonly blindKeys: readonly string[]
}

export interface Death {
  readonly queue: string
  readonly reason: string
  readonly count: number
  readonly timeMs: number
  readonly exchange: string
  readonly routingKeys: readonly string[]
  readonly originalExpiration: string | null
}

/** A message in a queue. */
export interface Message extends Content {
  readonly id: number
  /** It was published to. */
  readonly exchange: string
  /** Most recent first. */
  readonly deaths: readonly Death[]
  /** The very first one. */
  readonly firstDeath: Death | null
  /** Failures it brought along from other queues. */
  readonly brought: number
  readonly enteredMs: number
  readonly deadlineMs: number
  order: number
  /** Deliveries from this queue. */
  attempts: number
  /** Failures here and before; null while there was none here. */
  failures: number | null
  /** Counts as delivered before, although not from this queue as far as anybody knows. */
  again: boolean
  /** Of a quorum queue: it came back to the tail, as the last one of the lowest level. */
  lowest: boolean
}

export interface Queue {
  readonly id: number
  readonly spec: QueueSpec
  /** What holds, policies included. */
  args: QueueArguments
  /** Its policies, as a text. */
  governor: string
  /** In order of arrival. */
  ready: Message[]
  /** Of a quorum queue: those that came back, before all others, in order of return. */
  returns: Message[]
  /** Of a quorum queue: those that come back later. */
  waiting: { readonly message: Message; readonly dueMs: number }[]
  /** Of a stream: the offset of the first that is left, and how many messages, bytes and since when each segment has. */
  firstOffset: number
  segments: { count: number; bytes: number; newestMs: number }[]
  /** Consumers that can take a message, in the order they came to stand there. */
  ring: Consumer[]
  /** The one that is served, where only one is. */
  active: Consumer | null
  orders: number
  deleted: boolean
  /** It has had a consumer. */
  consumed: boolean
  usedMs: number
  /** Of a classic queue: when it looks at its head. Null is never. */
  lookMs: number | null
  /** Of a classic queue: it looks at its head before anything else is done with it. */
  unseen: boolean
  /** Of two levels that share: taken since the normal one had its turn. */
  turn: number
  /** Of a quorum queue: it refuses. */
  closed: boolean
}

export interface Consumer {
  readonly id: number
  readonly tag: string
  readonly channel: Channel
  readonly queue: Queue
  readonly autoAck: boolean
  readonly priority: number
  readonly exclusive: boolean
  /** How long it may hold a delivery; null is for ever. */
  readonly timeoutMs: number | null
  prefetch: number
  live: boolean
  /** Another one is the active one, or is to be. */
  standsBy: boolean
  /** Of a stream: the next offset it reads. */
  offset: number
}

export interface Held {
  readonly tag: number
  readonly message: Message
  readonly queue: Queue
  /** Null of basic.get. */
  readonly consumer: Consumer | null
  readonly sinceMs: number
  /** Which delivery of all it is. */
  readonly nth: number
  /** By when it has to be settled; null is no such time. */
  readonly untilMs: number | null
  /** The tag is still good, the message is not there any more. */
  gone: boolean
}

export interface Channel {
  readonly id: number
  open: boolean
  confirms: boolean
  confirmed: number
  lastTag: number
  /** In order of tags. */
  held: Held[]
  transaction: Transaction | null
  /** Most that all its consumers may hold together; null is no such limit. */
  sharedMax: number | null
  gotRemaining: number
}

export interface Transaction {
  readonly publishes: { content: Content; exchange: string; queues: Queue[]; mandatory: boolean }[]
  readonly settlements: { tags: number[]; how: Settlement; reason: Reason }[]
}

export type Settlement = 'ack' | 'requeue' | 'discard'
/** Why something comes back or is given up. */
export type Reason = 'nack' | 'reject' | 'lost' | 'timeout'

export interface Exchange extends ExchangeSpec {
  readonly id: number
}

export interface World {
  readonly rules: Rules
  nowMs: number
  /** What clients hear. */
  readonly heard: string[]
  exchanges: Exchange[]
  bindings: BindingSpec[]
  readonly queues: Queue[]
  readonly channels: Channel[]
  readonly consumers: Consumer[]
  policies: PolicySpec[]
  messages: number
  deliveries: number
  ackTimeoutMs: number | null
  /** Dead letters that have not been sent on. */
  dead: { readonly message: Message; readonly from: Queue; readonly reason: string }[]
  /** Queues to look after at the end of what is being done. */
  touched: Queue[]
}

export function newWorld(profile: BrokerProfile): World {
  return {
    rules: rulesOf(profile),
    nowMs: 0,
    heard: [],
    exchanges: [],
    bindings: [],
    queues: [],
    channels: [],
    consumers: [],
    policies: [],
    messages: 0,
    deliveries: 0,
    ackTimeoutMs: null,
    dead: [],
    touched: [],
  }
}

export function touch(world: World, queue: Queue): void {
  if (!world.touched.includes(queue)) world.touched.push(queue)
}

export function consumersOf(world: World, queue: Queue): Consumer[] {
  return world.consumers.filter((one) => one.live && one.queue === queue)
}

/** Everything that is out, of all channels. */
export function allHeld(world: World): Held[] {
  return world.channels.flatMap(({ held }) => held).filter(({ gone }) => !gone)
}
