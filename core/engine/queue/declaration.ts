import type { Fault } from '#core/engine/declared.ts'
import {
  priorityMax,
  type QueueArguments,
  type QueueSpec,
  type QueueType,
} from '#core/model/topology.ts'
import { quorumFault } from './quorum-rules.ts'
import { streamFault } from './stream-rules.ts'

const argumentNames: Readonly<Record<keyof QueueArguments, string>> = {
  messageTtlMs: 'x-message-ttl',
  maxLength: 'x-max-length',
  maxLengthBytes: 'x-max-length-bytes',
  overflow: 'x-overflow',
  deadLetterExchange: 'x-dead-letter-exchange',
  deadLetterRoutingKey: 'x-dead-letter-routing-key',
  expiresMs: 'x-expires',
  singleActiveConsumer: 'x-single-active-consumer',
  maxPriority: 'x-max-priority',
  deliveryLimit: 'x-delivery-limit',
  deadLetterStrategy: 'x-dead-letter-strategy',
  delayedRetryType: 'x-delayed-retry-type',
  delayedRetryMinMs: 'x-delayed-retry-min',
  delayedRetryMaxMs: 'x-delayed-retry-max',
  consumerTimeoutMs: 'x-consumer-timeout',
  maxAgeS: 'x-max-age',
  maxSegmentBytes: 'x-stream-max-segment-size-bytes',
}
const compared = Object.keys(argumentNames) as (keyof QueueArguments)[]
const counted = [
  'messageTtlMs',
  'expiresMs',
  'maxLength',
  'maxLengthBytes',
  'delayedRetryMinMs',
  'delayedRetryMaxMs',
  'consumerTimeoutMs',
  'maxAgeS',
  'maxSegmentBytes',
] as const
/** Arguments that belong to one type of queue. [recorded: K12, K114] */
const owners: readonly (readonly [keyof QueueArguments, QueueType])[] = [
  ['maxAgeS', 'stream'],
  ['maxSegmentBytes', 'stream'],
  ['maxPriority', 'classic'],
  ['deliveryLimit', 'quorum'],
  ['deadLetterStrategy', 'quorum'],
  ['delayedRetryType', 'quorum'],
  ['delayedRetryMinMs', 'quorum'],
  ['delayedRetryMaxMs', 'quorum'],
  ['consumerTimeoutMs', 'quorum'],
]

/** Why a queue that does not exist cannot be declared so. [RabbitMQ: Queues, argument validation] */
export function queueFault(spec: QueueSpec): Fault | null {
  if (spec.name.startsWith('amq.')) {
    return { replyCode: 403, reason: `queue name '${spec.name}' contains reserved prefix 'amq.'` }
  }
  const ofType = spec.type === 'stream' ? streamFault(spec) : quorumFault(spec)
  if (ofType !== null) return ofType
  for (const [name, owner] of owners) {
    if (spec.arguments[name] === null || owner === spec.type) continue
    const reason = `${argumentNames[name]} of ${spec.type} queue '${spec.name}' is for a ${owner} queue`
    return { replyCode: 406, reason }
  }
  for (const name of counted) {
    const value = spec.arguments[name]
    if (value !== null && !(Number.isSafeInteger(value) && value >= 0)) {
      return {
        replyCode: 406,
        reason: `${argumentNames[name]} of queue '${spec.name}' is ${value}, not a whole number from 0`,
      }
    }
  }
  const { deadLetterExchange, deadLetterRoutingKey, maxPriority, expiresMs } = spec.arguments
  if (expiresMs === 0) {
    return {
      replyCode: 406,
      reason: `x-expires of queue '${spec.name}' is 0, not a whole number from 1`,
    }
  }
  if (maxPriority !== null && !(Number.isInteger(maxPriority) && isLevel(maxPriority))) {
    return {
      replyCode: 406,
      reason: `x-max-priority of queue '${spec.name}' is ${maxPriority}, not a whole number from 0 to ${priorityMax}`,
    }
  }
  if (deadLetterRoutingKey !== null && deadLetterExchange === null) {
    return {
      replyCode: 406,
      reason: `queue '${spec.name}' has a dead-letter routing key but no dead-letter exchange`,
    }
  }
  return null
}

const isLevel = (priority: number) => priority >= 0 && priority <= priorityMax

/**
 * Why a queue that exists cannot be declared again so. Exclusivity differing is 405, everything else 406.
 * [RabbitMQ: property equivalence]
 */
export function queueDifference(current: QueueSpec, asked: QueueSpec): Fault | null {
  const differs = (name: string, is: unknown, wanted: unknown, replyCode: 405 | 406): Fault => ({
    replyCode,
    reason: `inequivalent ${name} for queue '${current.name}': asked for ${wanted ?? 'none'}, but it is ${is ?? 'none'}`,
  })
  if (current.exclusive !== asked.exclusive) {
    return differs('exclusive', current.exclusive, asked.exclusive, 405)
  }
  for (const name of ['type', 'durable', 'autoDelete'] as const) {
    if (current[name] !== asked[name]) return differs(name, current[name], asked[name], 406)
  }
  for (const name of compared) {
    const is = current.arguments[name]
    const wanted = asked.arguments[name]
    if (is !== wanted) return differs(argumentNames[name], is, wanted, 406)
  }
  return null
}
