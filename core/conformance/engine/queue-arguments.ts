/** Reads the arguments of declarations as the protocol carries them into the engine's own words. */

import type { ConsumerTerms } from '#core/engine/queue/consumer.ts'
import { intervalS } from '#core/model/interval.ts'
import type { PolicyDefinition } from '#core/model/policy.ts'
import {
  deadLetterStrategies,
  type ExchangeSpec,
  type ExchangeType,
  exchangeTypes,
  type FieldValue,
  noArguments,
  overflowModes,
  type QueueArguments,
  type QueueSpec,
  retryTypes,
} from '#core/model/topology.ts'
import {
  type Arguments,
  Closed,
  type ExchangeDeclaration,
  type ProfileName,
  type QueueDeclaration,
  Unsupported,
} from '../client.ts'

const invalid = () => new Closed('channel', 406)

/** Rejects `Closed` for a value of a wrong type, `Unsupported` for what the engine does not have. */
export function queueSpecOf(spec: QueueDeclaration, profile: ProfileName): QueueSpec {
  const { name, durable = false, exclusive = false, autoDelete = false } = spec
  const args = spec.arguments ?? {}
  const type = args['x-queue-type'] ?? 'classic'
  if (type !== 'classic' && type !== 'quorum' && type !== 'stream') throw invalid()
  checkMode(type, args['x-queue-mode'], profile)
  return { name, type, durable, exclusive, autoDelete, arguments: queueArgumentsOf(args) }
}

/** How a classic queue stores its messages. It changes nothing that is seen; 4.3 no longer looks at the word. [recorded: K12, K114] */
function checkMode(type: string, mode: FieldValue | undefined, profile: ProfileName): void {
  if (mode === undefined) return
  if (type !== 'classic') throw invalid()
  if (profile !== '4.3' && mode !== 'lazy' && mode !== 'default') throw invalid()
}

function queueArgumentsOf(args: Arguments): QueueArguments {
  return {
    ...noArguments,
    messageTtlMs: integer(args['x-message-ttl']),
    maxLength: integer(args['x-max-length']),
    maxLengthBytes: integer(args['x-max-length-bytes']),
    overflow: oneOf(overflowModes, args['x-overflow']) ?? noArguments.overflow,
    deadLetterExchange: text(args['x-dead-letter-exchange']),
    deadLetterRoutingKey: text(args['x-dead-letter-routing-key']),
    expiresMs: integer(args['x-expires']),
    singleActiveConsumer: truth(args['x-single-active-consumer']),
    maxPriority: integer(args['x-max-priority']),
    deliveryLimit: integer(args['x-delivery-limit']),
    deadLetterStrategy: oneOf(deadLetterStrategies, args['x-dead-letter-strategy']),
    delayedRetryType: oneOf(retryTypes, args['x-delayed-retry-type']),
    delayedRetryMinMs: integer(args['x-delayed-retry-min']),
    delayedRetryMaxMs: integer(args['x-delayed-retry-max']),
    consumerTimeoutMs: integer(args['x-consumer-timeout']),
    maxAgeS: age(args['x-max-age']),
    maxSegmentBytes: integer(args['x-stream-max-segment-size-bytes']),
  }
}

/** The arguments of consuming. Rejects as `queueSpecOf` does. */
export function consumingOf(args: Arguments): Pick<ConsumerTerms, 'priority' | 'streamOffset'> {
  const known = ['x-priority', 'x-stream-offset']
  const [other] = Object.keys(args).filter((name) => !known.includes(name))
  if (other !== undefined) throw new Unsupported(`consumer argument ${other}`)
  return { priority: integer(args['x-priority']) ?? 0, streamOffset: args['x-stream-offset'] }
}

/** A policy's definition: the same words as arguments, without `x-`. */
export function policyDefinitionOf(definition: Arguments): PolicyDefinition {
  const named = Object.entries(definition).map(([name, value]) => [`x-${name}`, value])
  const all = queueArgumentsOf(Object.fromEntries(named))
  return { ...all, alternateExchange: text(definition['alternate-exchange']) }
}

/** An unknown type of exchange costs the connection up to 3.13, the channel from 4.0 on. */
export function exchangeSpecOf(spec: ExchangeDeclaration, profile: ProfileName): ExchangeSpec {
  const { name, type, durable = false, autoDelete = false, internal = false } = spec
  if (!isExchangeType(type))
    throw profile === '3.10' ? new Closed('connection', 503) : new Closed('channel', 406)
  const alternateExchange = text(spec.arguments?.['alternate-exchange'])
  return { name, type, durable, autoDelete, internal, alternateExchange }
}

function isExchangeType(type: string): type is ExchangeType {
  return exchangeTypes.some((known) => known === type)
}

function integer(value: FieldValue | undefined): number | null {
  if (value === undefined) return null
  if (typeof value === 'bigint') return Number(value)
  if (typeof value === 'number' && Number.isInteger(value)) return value
  throw invalid()
}

function text(value: FieldValue | undefined): string | null {
  if (value === undefined) return null
  if (typeof value === 'string') return value
  throw invalid()
}

function truth(value: FieldValue | undefined): boolean {
  if (value === undefined) return false
  if (typeof value === 'boolean') return value
  throw invalid()
}

/** `7D`, `12h` and the like. */
function age(value: FieldValue | undefined): number | null {
  const written = text(value)
  const seconds = written === null ? null : intervalS(written)
  if (written !== null && seconds === null) throw invalid()
  return seconds
}

function oneOf<Word extends string>(
  words: readonly Word[],
  value: FieldValue | undefined,
): Word | null {
  const written = text(value)
  const known = words.find((word) => word === written)
  if (written !== null && known === undefined) throw invalid()
  return known ?? null
}
