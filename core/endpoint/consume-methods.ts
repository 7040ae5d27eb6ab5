import { fieldOf, type WireTable } from '#core/amqp/field-table.ts'
import type { FieldsOf } from '#core/amqp/methods.ts'
import { refusal } from '#core/engine/declared.ts'
import type { StreamOffset } from '#core/engine/queue/stream-start.ts'
import { replyQueueName } from '#core/engine/replies.ts'
import { invalidInteger } from './argument-checks.ts'
import type { GuestChannel } from './channel.ts'
import { GuestConsumer } from './consumer.ts'
import { termText } from './erlang-text.ts'
import type { Consumer } from './guest-actors.ts'
import { plainValue } from './plain-value.ts'
import { knownQueue, queueNamed } from './queue-lookup.ts'
import {
  accessRefused,
  internalError,
  locked,
  notAllowed,
  notImplemented,
  preconditionFailed,
  queueIn,
  type Refusal,
} from './refusal.ts'

/** basic.consume */
export function consume(channel: GuestChannel, fields: FieldsOf<'basic.consume'>): void {
  const { connection, room } = channel
  if (fields.consumerTag !== '' && channel.consumers.has(fields.consumerTag)) {
    throw notAllowed(`attempt to reuse consumer tag '${fields.consumerTag}'`)
  }
  const isForReplies = queueNamed(channel, fields.queue) === replyQueueName
  const start = isForReplies ? repliesStart(channel, fields) : queueStart(channel, fields)
  const tag = fields.consumerTag === '' ? room.names.next('amq.ctag') : fields.consumerTag
  const id = room.broker.nextConsumer
  const actor = room.actors.addConsumer(connection.facts.name, connection.number, channel.number, {
    queue: start.queue,
    consumerTag: tag,
    autoAck: fields.noAck,
    prefetch: channel.prefetch,
  })
  const consumer = new GuestConsumer(channel, id, actor, fields.nowait)
  // Known before it starts: its first deliveries come before the broker has answered.
  room.consumers.set(id, consumer)
  try {
    start.begin(actor)
  } catch (problem) {
    room.consumers.delete(id)
    room.actors.withdraw(actor)
    throw problem
  }
  channel.consumers.set(tag, consumer)
  channel.consumersEver.push(id)
  consumer.announce()
}

interface Start {
  readonly queue: string
  /** Starts a consumer, the broker's next. Throws `Refusal`. */
  begin(actor: Consumer): void
}

function repliesStart(channel: GuestChannel, { noAck }: FieldsOf<'basic.consume'>): Start {
  const { broker } = channel.room
  const begin = ({ number, consumerTag: tag }: Consumer) => {
    const id = broker.consumeReplies(channel.id, number, { autoAck: noAck, tag })
    if (refusal(id) === null) return
    throw preconditionFailed(
      noAck ? 'reply consumer already set' : 'reply consumer cannot acknowledge',
    )
  }
  return { queue: replyQueueName, begin }
}

function queueStart(channel: GuestChannel, fields: FieldsOf<'basic.consume'>): Start {
  const { broker } = channel.room
  const { id: queue, name } = knownQueue(channel, fields.queue)
  const about = queueIn(channel.connection.facts.virtualHost, name)
  if (!broker.mayUse(queue, channel.connection.brokerId).ok) throw locked(about)
  const { noAck: autoAck, exclusive } = fields
  const priority = priorityOf(fields.arguments, about)
  const streamOffset = offsetOf(fields.arguments, channel.room.epochUs)
  const terms = {
    autoAck,
    exclusive,
    priority,
    ...(streamOffset === undefined ? {} : { streamOffset }),
  }
  const begin = ({ number, consumerTag: tag }: Consumer) => {
    const id = broker.consume(channel.id, number, queue, { ...terms, tag })
    const refused = refusal(id)
    if (refused !== null) throw consumeRefusal(channel, queue, about, fields, refused.replyCode)
  }
  return { queue: name, begin }
}

/** `x-priority` */
function priorityOf(args: WireTable, about: string): number {
  const value = fieldOf(args, 'x-priority')
  if (value === undefined) return 0
  const fault = invalidInteger(value)
  if (fault !== null) throw preconditionFailed(`invalid arg 'x-priority' for ${about}: ${fault}`)
  return Number(plainValue(value))
}

/** `x-stream-offset`; a timestamp is a time. */
function offsetOf(args: WireTable, epochUs: number): StreamOffset | undefined {
  const value = fieldOf(args, 'x-stream-offset')
  if (value === undefined) return undefined
  if (value.letter !== 'T') return plainValue(value)
  return { timestampUs: Number(value.value) * 1_000_000 - epochUs }
}

function consumeRefusal(
  channel: GuestChannel,
  queue: number,
  about: string,
  { noAck, arguments: args }: FieldsOf<'basic.consume'>,
  code: number,
): Refusal {
  const { broker } = channel.room
  const isStream = broker.isStream(queue)
  if (code === 403) return accessRefused(`${about} in exclusive use`)
  if (code === 405) return locked(about)
  const { namesStreams } = channel.room.profile
  if (code === 540 && isStream && noAck) {
    const stream = namesStreams ? `stream ${about}` : `stream queues ${about}`
    return notImplemented(`automatic acknowledgement not supported by ${stream}`)
  }
  if (code === 540) return notImplemented(`${about} does not support global qos`)
  const offset = fieldOf(args, 'x-stream-offset')
  if (offset === undefined) {
    const stream = namesStreams ? `stream ${about}` : `'${about}'`
    return preconditionFailed(`consumer prefetch count is not set for ${stream}`)
  }
  if (code === 541) return internalError()
  const fault = `{invalid_stream_offset_arg,${termText(offset)}}`
  return preconditionFailed(`invalid arg 'x-stream-offset' for ${about}: ${fault}`)
}

/** basic.cancel: a tag nobody has is cancelled already. */
export function cancel(channel: GuestChannel, fields: FieldsOf<'basic.cancel'>): void {
  const { consumerTag, nowait } = fields
  const consumer = channel.consumers.get(consumerTag)
  if (consumer !== undefined) {
    channel.consumers.delete(consumerTag)
    channel.room.consumers.delete(consumer.id)
    channel.room.broker.cancel(consumer.id)
    channel.room.actors.end(consumer.actor)
  }
  channel.answer(nowait, 'basic.cancel-ok', { consumerTag })
}
