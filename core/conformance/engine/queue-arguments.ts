/** Reads the arguments of declarations as the protocol carries them into the engine's own words. */
import type { PolicyDefinition } from '#core/model/policy.ts'
import {
  type ExchangeSpec,
  type ExchangeType,
  exchangeTypes,
  type FieldValue,
  noArguments,
  type Overflow,
  overflowModes,
  type QueueArguments,
  type QueueSpec,
} from '#core/model/topology.ts'
import {
  type Arguments,
  Closed,
  type ExchangeDeclaration,
  type ProfileName,
  type QueueDeclaration,
  Unsupported,
} from '../client.ts'

/** Arguments RabbitMQ knows and the engine does not. Any other name is nobody's and is ignored. */
const unsupported = new Set([
  'x-max-priority',
  'x-delivery-limit',
  'x-dead-letter-strategy',
  'x-queue-mode',
  'x-queue-version',
  'x-max-age',
  'x-stream-max-segment-size-bytes',
])

const invalid = () => new Closed('channel', 406)

/** Rejects `Closed` for a value of a wrong type, `Unsupported` for what the engine does not have. */
export function queueSpecOf(spec: QueueDeclaration): QueueSpec {
  const { name, durable = false, exclusive = false, autoDelete = false } = spec
  const args = spec.arguments ?? {}
  const type = args['x-queue-type'] ?? 'classic'
  if (type === 'quorum' || type === 'stream') throw new Unsupported(`x-queue-type ${type}`)
  if (type !== 'classic') throw invalid()
  for (const argument of Object.keys(args))
    if (unsupported.has(argument)) throw new Unsupported(argument)
  return { name, type, durable, exclusive, autoDelete, arguments: queueArgumentsOf(args) }
}

function queueArgumentsOf(args: Arguments): QueueArguments {
  return {
    ...noArguments,
    messageTtlMs: integer(args['x-message-ttl']),
    maxLength: integer(args['x-max-length']),
    maxLengthBytes: integer(args['x-max-length-bytes']),
    overflow: overflow(args['x-overflow']),
    deadLetterExchange: text(args['x-dead-letter-exchange']),
    deadLetterRoutingKey: text(args['x-dead-letter-routing-key']),
    expiresMs: integer(args['x-expires']),
    singleActiveConsumer: truth(args['x-single-active-consumer']),
  }
}

/** `x-priority`, the only argument of consuming the engine has. Rejects as `queueSpecOf` does. */
export function priorityOf(args: Arguments): number {
  const [other] = Object.keys(args).filter((name) => name !== 'x-priority')
  if (other !== undefined) throw new Unsupported(`consumer argument ${other}`)
  return integer(args['x-priority']) ?? 0
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

function overflow(value: FieldValue | undefined): Overflow {
  const mode = text(value) ?? noArguments.overflow
  const known = overflowModes.find((each) => each === mode)
  if (known === undefined) throw invalid()
  return known
}
