/**
 * A scenario as the simulation runs it: everything resolved, nothing optional, all times in integer
 * microseconds. The file form (YAML, short units, defaults left out) is `scenario-file.ts`.
 */
import type { PolicySpec } from './policy.ts'
import type { FieldTable, Topology } from './topology.ts'

/** Whose rules hold; the first is the one meant when a file names none. */
export const brokerProfiles = [
  'rabbitmq@4.3',
  'rabbitmq@4.0',
  'rabbitmq@3.13',
  'rabbitmq@3.10',
] as const
export type BrokerProfile = (typeof brokerProfiles)[number]

/** The nodes of the simulated cluster; a quorum queue has a member on each. [RabbitMQ: Quorum Queues, default group size] */
export const brokerNodes = [1, 2, 3] as const
export type BrokerNode = (typeof brokerNodes)[number]

/** Why a broker takes no more messages. [RabbitMQ: Memory and Disk Alarms] */
export const alarmKinds = ['memory', 'disk'] as const
export type AlarmKind = (typeof alarmKinds)[number]

/** How a broker goes down before it comes up again: in good order, or killed. */
export const restartKinds = ['clean', 'crash'] as const
export type RestartKind = (typeof restartKinds)[number]

export interface Scenario {
  readonly title: string
  /** One or two sentences: what to watch. Empty when the author wrote none. */
  readonly summary: string
  readonly profile: BrokerProfile
  /** 0 .. 2^32-1 */
  readonly seed: number
  /** Virtual length of a headless run; null runs until nothing is left to happen. */
  readonly durationUs: number | null
  readonly topology: Topology
  /** User and operator policies, in force from the beginning. */
  readonly policies: readonly PolicySpec[]
  readonly producers: readonly ProducerSpec[]
  readonly consumers: readonly ConsumerSpec[]
  readonly faults: readonly FaultSpec[]
  readonly expectations: readonly Expectation[]
}

/** T = size / bandwidth + latency + processing; null bandwidth is unlimited. One way; both directions alike. */
export interface LinkSpec {
  readonly latencyUs: number
  readonly bandwidthBytesPerSecond: number | null
}

export type Arrivals =
  | { readonly law: 'constant'; readonly ratePerSecond: number }
  | { readonly law: 'poisson'; readonly ratePerSecond: number }
  /** `size` messages at once, bursts apart so that the mean rate is `ratePerSecond`. */
  | { readonly law: 'bursts'; readonly ratePerSecond: number; readonly size: number }

export interface ProducerSpec {
  /** Unique among actors. `count: 3` in the file became three producers `name-1` .. `name-3`. */
  readonly name: string
  /** The name written in the file; replicas share it, and a dial turns them together. */
  readonly group: string
  /** Exchange published to; '' is the default exchange. */
  readonly exchange: string
  /** Routing keys, one drawn per message with these weights. At least one. */
  readonly keys: readonly { readonly key: string; readonly weight: number }[]
  readonly arrivals: Arrivals
  readonly sizeBytes: number
  readonly persistent: boolean
  readonly mandatory: boolean
  /** Publisher confirms on; `confirmWindow` unconfirmed messages block the producer, null never blocks. */
  readonly confirms: boolean
  readonly confirmWindow: number | null
  /** Per-message `expiration`, or null. */
  readonly expirationMs: number | null
  /** `priority` of each message, 0 to 255, or null: what that means is up to the queue. */
  readonly priority: number | null
  readonly headers: FieldTable
  /** Share of messages (0..1) that every consumer fails on, at every attempt. */
  readonly poisonShare: number
  /** Stop after this many messages, or null. */
  readonly messagesMax: number | null
  readonly startAtUs: number
  /** The node it connects to while that is up. */
  readonly node: BrokerNode
  readonly link: LinkSpec
  /** Text of the payload; `{{id}}` and `{{producer}}` are filled in. Null: a default JSON object. */
  readonly body: string | null
}

export type ServiceTime =
  | { readonly law: 'constant'; readonly meanUs: number }
  | { readonly law: 'exponential'; readonly meanUs: number }
  /** `sigma` of the underlying normal; the mean is the mean of the lognormal itself. */
  | { readonly law: 'lognormal'; readonly meanUs: number; readonly sigma: number }
  | { readonly law: 'uniform'; readonly minUs: number; readonly maxUs: number }

/** By which method a consumer gives a message back: both do the same, but what counts as a failed attempt may differ. */
export const returnMethods = ['nack', 'reject'] as const
export type ReturnMethod = (typeof returnMethods)[number]

export interface ConsumerSpec {
  readonly name: string
  readonly group: string
  readonly queue: string
  /** 0 is unlimited. */
  readonly prefetch: number
  /** `no-ack` mode: the broker forgets a message when it is delivered. */
  readonly autoAck: boolean
  /** `x-priority`: who has a higher one is served first. */
  readonly priority: number
  /** Nobody else may consume from the queue. */
  readonly exclusive: boolean
  /** `x-stream-offset`: where it begins to read a stream: first, last, next, an offset, or a time ago such as 1h. Null is next. */
  readonly streamOffset: number | string | null
  readonly service: ServiceTime
  readonly failure: {
    /** Per delivery, 0..1. */
    readonly probability: number
    /** What the consumer does with a message it failed on. */
    readonly outcome: 'requeue' | 'reject'
    /** By which method. From 4.3 on a quorum queue counts a reject as a failed attempt and a nack not. */
    readonly by: ReturnMethod
    /** With `requeue`: after this many attempts it rejects instead (the consumer counts; classic queues send no count). Null: for ever. */
    readonly attemptsMax: number | null
  }
  readonly crash: {
    /** Per delivery, 0..1: the process dies before the ack, its channel closes, all its unacked messages return. */
    readonly probability: number
    /** Comes back after this long; null stays down. */
    readonly restartAfterUs: number | null
  }
  /** The broker closes the channel of a consumer that holds a delivery longer; null never. */
  readonly ackTimeoutUs: number | null
  readonly startAtUs: number
  /** The node it connects to while that is up. */
  readonly node: BrokerNode
  readonly link: LinkSpec
}

/** Something that happens to the system at a fixed time, whatever the seed. */
export type FaultSpec =
  | {
      readonly kind: 'crash'
      readonly atUs: number
      readonly consumer: string
      readonly restartAfterUs: number | null
    }
  | {
      readonly kind: 'slow'
      readonly atUs: number
      readonly consumer: string
      readonly factor: number
      readonly forUs: number | null
    }
  | {
      readonly kind: 'stop'
      readonly atUs: number
      readonly producer: string
      readonly forUs: number | null
    }
  | {
      readonly kind: 'surge'
      readonly atUs: number
      readonly producer: string
      readonly factor: number
      readonly forUs: number | null
    }
  /** Who publishes meanwhile is blocked. */
  | {
      readonly kind: 'alarm'
      readonly atUs: number
      readonly alarm: AlarmKind
      readonly forUs: number | null
    }
  /** A node stops; its clients connect to another one. */
  | {
      readonly kind: 'stopNode'
      readonly atUs: number
      readonly node: BrokerNode
      readonly forUs: number | null
    }
  /** A node does not hear the others. */
  | {
      readonly kind: 'partition'
      readonly atUs: number
      readonly node: BrokerNode
      readonly forUs: number | null
    }
  /** All nodes at once go down and come up. */
  | { readonly kind: 'restartBroker'; readonly atUs: number; readonly how: RestartKind }

/** The faults that are the broker's own. */
export type BrokerFault = Exclude<
  FaultSpec,
  { readonly consumer: string } | { readonly producer: string }
>

/** Whom a fault befalls; null when it is the broker itself. */
export function actorOf(fault: FaultSpec): string | null {
  if ('consumer' in fault) return fault.consumer
  return 'producer' in fault ? fault.producer : null
}

export const queueMeasures = [
  'published',
  'delivered',
  'acked',
  'redelivered',
  'deadLettered',
  'expired',
  'dropped',
  'ready',
  'unacked',
  'depthMean',
  'waitMeanMs',
  'waitP50Ms',
  'waitP95Ms',
  'waitP99Ms',
  'sojournMeanMs',
  'sojournP50Ms',
  'sojournP95Ms',
  'sojournP99Ms',
] as const
export const producerMeasures = ['published', 'confirmed', 'returned', 'refused'] as const
export const consumerMeasures = ['delivered', 'acked', 'nacked', 'crashed', 'busyShare'] as const

/** Holds at the end of a run when `atLeast <= measure <= atMost`; a null bound does not bound. */
export interface Expectation {
  readonly of: 'queue' | 'producer' | 'consumer'
  readonly name: string
  readonly measure: string
  readonly atLeast: number | null
  readonly atMost: number | null
}
