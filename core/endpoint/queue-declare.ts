import { fieldOf, type WireTable } from '#core/amqp/field-table.ts'
import type { FieldsOf } from '#core/amqp/methods.ts'
import { isReplyAddress, replyQueueName } from '#core/engine/replies.ts'
import type { QueueSpec, QueueType } from '#core/model/topology.ts'
import { checks, knownArguments, queueType } from './argument-checks.ts'
import type { GuestChannel } from './channel.ts'
import { inequivalence } from './equivalence.ts'
import { typeName } from './erlang-text.ts'
import { argumentsOf } from './queue-arguments.ts'
import { withoutLineEnds } from './queue-lookup.ts'
import {
  accessRefused,
  internalError,
  locked,
  notFound,
  preconditionFailed,
  queueIn,
  Refusal,
} from './refusal.ts'

/** queue.declare. Checks come in RabbitMQ's order, because the first one that fails is what the client hears. */
export function declareQueue(channel: GuestChannel, fields: FieldsOf<'queue.declare'>): void {
  const { broker } = channel.room
  const said = withoutLineEnds(fields.queue)
  if (said.startsWith(replyQueueName)) {
    declareReplies(channel, said, fields.nowait)
    return
  }
  const id = fields.passive ? lookAt(channel, said) : declare(channel, said, fields)
  const queue = broker.queueNames[id]!
  channel.lastQueue = queue
  channel.answer(fields.nowait, 'queue.declare-ok', {
    queue,
    messageCount: broker.ready(id),
    consumerCount: broker.consumersTold(id),
  })
}

/** An address for replies is a queue with one consumer while somebody waits at it. [RabbitMQ: Direct Reply-to] */
function declareReplies(channel: GuestChannel, queue: string, nowait: boolean): void {
  const { failsOnOddReplyAddresses } = channel.room.profile
  const isAddress = queue === replyQueueName || isReplyAddress(queue)
  if (failsOnOddReplyAddresses && !isAddress) throw internalError()
  const isThere = queue === replyQueueName || channel.room.broker.isAwaited(queue)
  if (!isThere) throw notFound(queueIn(channel.connection.facts.virtualHost, queue))
  channel.lastQueue = queue
  channel.answer(nowait, 'queue.declare-ok', { queue, messageCount: 0, consumerCount: 1 })
}

function lookAt(channel: GuestChannel, name: string): number {
  const { broker } = channel.room
  const about = queueIn(channel.connection.facts.virtualHost, name)
  if (broker.queueId(name) < 0) throw notFound(about)
  const seen = broker.lookAtQueue(name, channel.connection.brokerId)
  if (!seen.ok) throw locked(about)
  return seen.id
}

function declare(channel: GuestChannel, said: string, fields: FieldsOf<'queue.declare'>): number {
  const { broker, names, profile, templating } = channel.room
  const { arguments: args } = fields
  const connection = channel.connection.brokerId
  if (said.startsWith('amq.')) {
    throw accessRefused(`queue name '${said}' contains reserved prefix 'amq.*'`)
  }
  if (said === '') refuseServerName(args)
  const name = said === '' ? names.next('amq.gen') : said
  const about = queueIn(channel.connection.facts.virtualHost, name)
  const known = broker.queueId(name)
  if (known >= 0) {
    const isMine = broker.mayUse(known, connection).ok
    const spec = broker.queueSpec(known)
    if (!isMine || spec.exclusive !== fields.exclusive) throw locked(about)
    const declaredWith = templating.argumentsOf(known)
    const difference = inequivalence({ spec, args: declaredWith }, fields, profile)
    if (difference !== null)
      throw preconditionFailed(`${difference[0]} for ${about}: ${difference[1]}`)
  } else refuseInvalid(channel, about, fields)
  const declared = broker.declareQueue({ ...specOf(fields), name: said }, connection, name)
  if (!declared.ok) throw new Refusal(declared.replyCode, declared.reason)
  if (known < 0) templating.noteQueue(declared.id, args)
  return declared.id
}

function refuseServerName(args: WireTable): void {
  const type = fieldOf(args, 'x-queue-type')
  if (type?.letter !== 'S' || (type.value !== 'quorum' && type.value !== 'stream')) return
  const why = `Cannot declare a server-named queue for type rabbit_${type.value}_queue`
  throw preconditionFailed(why)
}

/** Arguments, then what the type of queue cannot be. [source: rabbit_amqqueue check_declare_arguments] */
function refuseInvalid(
  channel: GuestChannel,
  about: string,
  { arguments: args, durable, exclusive, autoDelete }: FieldsOf<'queue.declare'>,
): void {
  const { profile } = channel.room
  const exchange = fieldOf(args, 'x-dead-letter-exchange')
  if (exchange !== undefined && exchange.letter !== 'S') {
    const type = typeName(exchange)
    throw preconditionFailed(`invalid type '${type}' for arg 'x-dead-letter-exchange' in ${about}`)
  }
  const named = fieldOf(args, 'x-queue-type')
  const typeFault = named === undefined ? null : queueType(named, args, profile)
  if (typeFault !== null)
    throw preconditionFailed(`invalid arg 'x-queue-type' for ${about}: ${typeFault}`)
  const type = typeOf(args)
  const known = knownArguments(type, profile)
  for (const [name, check] of checks) {
    const value = known.includes(name) ? fieldOf(args, name) : undefined
    const fault = value === undefined ? null : check(value, args, profile)
    if (fault !== null) throw preconditionFailed(`invalid arg '${name}' for ${about}: ${fault}`)
  }
  const everywhere = checks.map(([name]) => name)
  const alien = args.fields.find(
    ([name]) =>
      everywhere.includes(name) &&
      !known.includes(name) &&
      !profile.ignoredArguments.includes(name),
  )
  if (alien !== undefined) {
    throw preconditionFailed(
      `invalid arg '${alien[0]}' for ${about} of queue type rabbit_${type}_queue`,
    )
  }
  if (type === 'classic') return
  const property = exclusive
    ? 'exclusive-owner'
    : !durable
      ? 'non-durable'
      : autoDelete
        ? 'auto-delete'
        : null
  if (property !== null) throw preconditionFailed(`invalid property '${property}' for ${about}`)
}

function typeOf(args: WireTable): QueueType {
  const named = fieldOf(args, 'x-queue-type')
  const type = named?.letter === 'S' ? named.value : 'classic'
  return type === 'quorum' || type === 'stream' ? type : 'classic'
}

function specOf(fields: FieldsOf<'queue.declare'>): Omit<QueueSpec, 'name'> {
  const { durable, exclusive, autoDelete, arguments: args } = fields
  const type = typeOf(args)
  return { type, durable, exclusive, autoDelete, arguments: argumentsOf(args) }
}
