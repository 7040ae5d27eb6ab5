import type { Fault } from '#core/engine/declared.ts'
import { isTtl, ttlMsMax } from '#core/engine/ttl.ts'
import type { QueueArguments, QueueSpec } from '#core/model/topology.ts'

const argumentNames: Readonly<Record<keyof QueueArguments, string>> = {
  messageTtlMs: 'x-message-ttl',
  maxLength: 'x-max-length',
  maxLengthBytes: 'x-max-length-bytes',
  overflow: 'x-overflow',
  deadLetterExchange: 'x-dead-letter-exchange',
  deadLetterRoutingKey: 'x-dead-letter-routing-key',
  expiresMs: 'x-expires',
  singleActiveConsumer: 'x-single-active-consumer',
}
const compared = Object.keys(argumentNames) as (keyof QueueArguments)[]
const counted = ['maxLength', 'maxLengthBytes'] as const

/** Why a queue that does not exist cannot be declared so. [RabbitMQ: Queues, argument validation] */
export function queueFault(spec: QueueSpec): Fault | null {
  if (spec.name.startsWith('amq.')) {
    return { replyCode: 403, reason: `queue name '${spec.name}' contains reserved prefix 'amq.'` }
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
  const { messageTtlMs, deadLetterExchange, deadLetterRoutingKey, expiresMs } = spec.arguments
  if (expiresMs !== null && !(isTtl(expiresMs) && expiresMs > 0)) {
    return {
      replyCode: 406,
      reason: `x-expires of queue '${spec.name}' is ${expiresMs}, not a whole number from 1 to ${ttlMsMax}`,
    }
  }
  if (messageTtlMs !== null && !isTtl(messageTtlMs)) {
    return {
      replyCode: 406,
      reason: `x-message-ttl of queue '${spec.name}' is ${messageTtlMs}, not a whole number from 0 to ${ttlMsMax}`,
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
