/**
 * What RabbitMQ says about the arguments of queues: which it knows, which values it takes, and the words for others. A
 * sentence ends with what Erlang prints of the fault. [source: rabbit_amqqueue declare_args]
 */
import { fieldOf, type WireTable, type WireValue } from '#core/amqp/field-table.ts'
import { intervalS } from '#core/model/interval.ts'
import { deadLetterStrategies, overflowModes, priorityMax } from '#core/model/topology.ts'
import { typeName } from './erlang-text.ts'
import type { WireProfile } from './wire-profile.ts'

/** Null when the value will do, else the fault. */
type Check = (value: WireValue, args: WireTable, profile: WireProfile) => string | null

const integerLetters = new Set<WireValue['letter']>(['b', 'B', 's', 'U', 'u', 'I', 'i', 'l', 'L'])

const unacceptable = (value: WireValue) => `{unacceptable_type,${typeName(value)}}`

export function invalidInteger(value: WireValue): string | null {
  if (integerLetters.has(value.letter)) return null
  return `"expected integer, got ${typeName(value)}"`
}

const atLeast =
  (least: 0 | 1): Check =>
  (value) => {
    const fault = invalidInteger(value)
    if (fault !== null) return fault
    const count = numberOf(value)
    if (least === 1 && count === 0) return '{value_zero,0}'
    return count < 0 ? `{value_negative,${count}}` : null
  }

const priority: Check = (value, args, profile) => {
  const fault = atLeast(0)(value, args, profile)
  if (fault !== null) return fault
  const count = numberOf(value)
  return count > priorityMax ? `{max_value_exceeded,${count}}` : null
}

const truth: Check = (value) => (value.letter === 't' ? null : unacceptable(value))
const text: Check = (value) => (value.letter === 'S' ? null : unacceptable(value))

const oneOf =
  (words: readonly string[], fault: (word: string) => string): Check =>
  (value) => {
    if (value.letter !== 'S') return unacceptable(value)
    return words.includes(value.value) ? null : fault(value.value)
  }

const deadLetterKey: Check = (value, args) => {
  if (value.letter !== 'S') return unacceptable(value)
  const exchange = fieldOf(args, 'x-dead-letter-exchange')
  return exchange === undefined ? 'routing_key_but_no_dlx_defined' : null
}

const age: Check = (value) => {
  if (value.letter !== 'S') return unacceptable(value)
  return (intervalS(value.value) ?? 0) > 0 ? null : 'invalid_max_age'
}

const knownMode = oneOf(['default', 'lazy'], (word) => `"unsupported queue mode '${word}'"`)
const mode: Check = (value, args, profile) =>
  profile.takesAnyQueueMode ? null : knownMode(value, args, profile)

const anything: Check = () => null
const types = ['classic', 'quorum', 'stream'] as const
const locators = ['client-local', 'balanced', 'least-leaders', 'random', 'min-masters']

/** Before the type of a queue is known. */
export const queueType: Check = oneOf(types, (word) => `"unsupported queue type '${word}'"`)

/** In the order RabbitMQ looks at them. */
export const checks: readonly (readonly [name: string, check: Check])[] = [
  ['x-expires', atLeast(1)],
  ['x-message-ttl', atLeast(0)],
  ['x-dead-letter-exchange', text],
  ['x-dead-letter-routing-key', deadLetterKey],
  ['x-dead-letter-strategy', oneOf(deadLetterStrategies, () => 'invalid_dlx_strategy')],
  ['x-max-length', atLeast(0)],
  ['x-max-length-bytes', atLeast(0)],
  ['x-max-in-memory-length', atLeast(0)],
  ['x-max-in-memory-bytes', atLeast(0)],
  ['x-max-priority', priority],
  ['x-overflow', oneOf(overflowModes, () => 'invalid_overflow')],
  ['x-queue-mode', mode],
  ['x-queue-version', anything],
  ['x-single-active-consumer', truth],
  ['x-queue-type', queueType],
  ['x-quorum-initial-group-size', atLeast(1)],
  ['x-max-age', age],
  ['x-stream-max-segment-size-bytes', atLeast(0)],
  ['x-stream-filter-size-bytes', atLeast(0)],
  ['x-initial-cluster-size', atLeast(1)],
  ['x-queue-leader-locator', oneOf(locators, () => 'invalid_queue_locator_arg')],
  ['x-delivery-limit', anything],
  ['x-queue-master-locator', anything],
  ['x-delayed-retry-type', anything],
  ['x-delayed-retry-min', anything],
  ['x-delayed-retry-max', anything],
  ['x-consumer-timeout', anything],
]

const shared = [
  'x-expires',
  'x-message-ttl',
  'x-dead-letter-exchange',
  'x-dead-letter-routing-key',
  'x-max-length',
  'x-max-length-bytes',
  'x-overflow',
  'x-single-active-consumer',
  'x-queue-type',
]
const ofType = {
  classic: [
    ...shared,
    'x-max-priority',
    'x-queue-mode',
    'x-queue-version',
    'x-queue-master-locator',
  ],
  quorum: [
    ...shared,
    'x-dead-letter-strategy',
    'x-max-in-memory-length',
    'x-max-in-memory-bytes',
    'x-quorum-initial-group-size',
    'x-delivery-limit',
    'x-queue-leader-locator',
    'x-delayed-retry-type',
    'x-delayed-retry-min',
    'x-delayed-retry-max',
    'x-consumer-timeout',
  ],
  stream: [
    'x-max-length-bytes',
    'x-queue-type',
    'x-max-age',
    'x-stream-max-segment-size-bytes',
    'x-stream-filter-size-bytes',
    'x-initial-cluster-size',
    'x-queue-leader-locator',
  ],
} as const

/** The arguments a type of queue knows in that version; others of `checks` are wrong for it. */
export function knownArguments(
  type: (typeof types)[number],
  { ignoredArguments }: WireProfile,
): readonly string[] {
  return ofType[type].filter((name) => !ignoredArguments.includes(name))
}

/** Any width, exact as far as numbers are. */
export function numberOf(value: WireValue): number {
  return 'value' in value ? Number(value.value) : Number.NaN
}
