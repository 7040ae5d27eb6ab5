/** The arguments a queue is declared with, by RabbitMQ's own names. */
import { writeInterval } from './interval.ts'
import type { QueueSpec } from './topology.ts'

/** Those that are set, as they are written in a declaration; a default is not sent and not listed. */
export function queueArguments({
  type,
  arguments: set,
}: QueueSpec): readonly (readonly [name: string, value: string])[] {
  const isLimited = set.maxLength !== null || set.maxLengthBytes !== null
  const all: readonly (readonly [string, number | string | null])[] = [
    ['x-queue-type', type === 'classic' ? null : type],
    ['x-message-ttl', set.messageTtlMs],
    ['x-expires', set.expiresMs],
    ['x-max-length', set.maxLength],
    ['x-max-length-bytes', set.maxLengthBytes],
    ['x-overflow', isLimited && type !== 'stream' ? set.overflow : null],
    ['x-dead-letter-exchange', set.deadLetterExchange === '' ? '""' : set.deadLetterExchange],
    ['x-dead-letter-routing-key', set.deadLetterRoutingKey],
    ['x-dead-letter-strategy', set.deadLetterStrategy],
    ['x-max-priority', set.maxPriority],
    ['x-single-active-consumer', set.singleActiveConsumer ? 'true' : null],
    ['x-delivery-limit', set.deliveryLimit],
    ['x-delayed-retry-type', set.delayedRetryType],
    ['x-delayed-retry-min', set.delayedRetryMinMs],
    ['x-delayed-retry-max', set.delayedRetryMaxMs],
    ['x-consumer-timeout', set.consumerTimeoutMs],
    ['x-max-age', set.maxAgeS === null ? null : writeInterval(set.maxAgeS)],
    ['x-stream-max-segment-size-bytes', set.maxSegmentBytes],
  ]
  return all.flatMap(([name, value]) => (value === null ? [] : [[name, String(value)] as const]))
}
