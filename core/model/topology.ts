/**
 * The things a broker is made of, as readonly data in the field's own words. Names stay as arrays of named
 * specs, never as keys of an object, so a queue called `__proto__` is a queue like any other.
 */

export const exchangeTypes = ['direct', 'fanout', 'topic', 'headers'] as const
export type ExchangeType = (typeof exchangeTypes)[number]

/** A value of an AMQP field table, as far as arguments and headers carry them through files. */
export type FieldValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly FieldValue[]
  | FieldTable

/** An AMQP field table: ordered pairs, because a key may be any string, `__proto__` too. */
export interface FieldTable {
  readonly fields: readonly (readonly [name: string, value: FieldValue])[]
}

export interface ExchangeSpec {
  readonly name: string
  readonly type: ExchangeType
  readonly durable: boolean
  readonly autoDelete: boolean
  readonly internal: boolean
  /** `alternate-exchange`, or null. */
  readonly alternateExchange: string | null
}

export const overflowModes = ['drop-head', 'reject-publish', 'reject-publish-dlx'] as const
export type Overflow = (typeof overflowModes)[number]

export const queueTypes = ['classic', 'quorum', 'stream'] as const
export type QueueType = (typeof queueTypes)[number]

export const deadLetterStrategies = ['at-most-once', 'at-least-once'] as const
export type DeadLetterStrategy = (typeof deadLetterStrategies)[number]

/** Which returned messages wait before they are given again. */
export const retryTypes = ['disabled', 'all', 'failed', 'returned'] as const
export type RetryType = (typeof retryTypes)[number]

/** The highest `x-max-priority`. [RabbitMQ: Priority Queue Support; recorded: K114] */
export const priorityMax = 255

/** The arguments the engine knows, RabbitMQ's `x-…` names beside each; null means not set. */
export interface QueueArguments {
  /** `x-message-ttl` */
  readonly messageTtlMs: number | null
  /** `x-max-length` */
  readonly maxLength: number | null
  /** `x-max-length-bytes` */
  readonly maxLengthBytes: number | null
  /** `x-overflow` */
  readonly overflow: Overflow
  /** `x-dead-letter-exchange` */
  readonly deadLetterExchange: string | null
  /** `x-dead-letter-routing-key` */
  readonly deadLetterRoutingKey: string | null
  /** `x-expires` */
  readonly expiresMs: number | null
  /** `x-single-active-consumer` */
  readonly singleActiveConsumer: boolean
  /** `x-max-priority` of a classic queue */
  readonly maxPriority: number | null
  /** `x-delivery-limit` of a quorum queue, as the next five; -1 asks for none */
  readonly deliveryLimit: number | null
  /** `x-dead-letter-strategy` */
  readonly deadLetterStrategy: DeadLetterStrategy | null
  /** `x-delayed-retry-type` */
  readonly delayedRetryType: RetryType | null
  /** `x-delayed-retry-min` */
  readonly delayedRetryMinMs: number | null
  /** `x-delayed-retry-max` */
  readonly delayedRetryMaxMs: number | null
  /** `x-consumer-timeout` */
  readonly consumerTimeoutMs: number | null
  /** `x-max-age` of a stream */
  readonly maxAgeS: number | null
  /** `x-stream-max-segment-size-bytes` */
  readonly maxSegmentBytes: number | null
}

export interface QueueSpec {
  readonly name: string
  readonly type: QueueType
  readonly durable: boolean
  readonly exclusive: boolean
  readonly autoDelete: boolean
  readonly arguments: QueueArguments
}

export interface BindingSpec {
  /** Name of the source exchange. */
  readonly from: string
  /** Name of the queue, or of the exchange when `toExchange`. */
  readonly to: string
  readonly toExchange: boolean
  readonly key: string
  /** Used by headers exchanges: `x-match` and the criteria. */
  readonly arguments: FieldTable
}

export interface Topology {
  readonly exchanges: readonly ExchangeSpec[]
  readonly queues: readonly QueueSpec[]
  readonly bindings: readonly BindingSpec[]
}

export const noArguments: QueueArguments = {
  messageTtlMs: null,
  maxLength: null,
  maxLengthBytes: null,
  overflow: 'drop-head',
  deadLetterExchange: null,
  deadLetterRoutingKey: null,
  expiresMs: null,
  singleActiveConsumer: false,
  maxPriority: null,
  deliveryLimit: null,
  deadLetterStrategy: null,
  delayedRetryType: null,
  delayedRetryMinMs: null,
  delayedRetryMaxMs: null,
  consumerTimeoutMs: null,
  maxAgeS: null,
  maxSegmentBytes: null,
}

export const emptyTable: FieldTable = { fields: [] }
