import type { FieldsOf } from '#core/amqp/methods.ts'
import { refusal } from '#core/engine/declared.ts'
import { bind, unbind } from './binding-methods.ts'
import type { GuestChannel } from './channel.ts'
import { knownQueue, queueNamed, withoutLineEnds } from './queue-lookup.ts'
import { locked, notImplemented, preconditionFailed, queueIn } from './refusal.ts'

/** queue.delete */
export function deleteQueue(channel: GuestChannel, fields: FieldsOf<'queue.delete'>): void {
  const { broker } = channel.room
  const { virtualHost } = channel.connection.facts
  const { ifUnused, ifEmpty, nowait } = fields
  const name = withoutLineEnds(queueNamed(channel, fields.queue))
  const id = broker.queueId(name)
  // What is not there is deleted. [RabbitMQ: queue.delete is idempotent]
  let messageCount = 0
  if (id >= 0) {
    const about = queueIn(virtualHost, name)
    const connection = channel.connection.brokerId
    if (!broker.mayUse(id, connection).ok) throw locked(about)
    messageCount = broker.ready(id)
    if (ifUnused && broker.consumerCount(id) > 0) throw preconditionFailed(`${about} in use`)
    const deleted = broker.deleteQueue(id, { ifUnused, ifEmpty, connection })
    if (!deleted.ok) throw preconditionFailed(`${about} not empty`)
    channel.room.templating.forgetQueue(id)
  }
  channel.answer(nowait, 'queue.delete-ok', { messageCount })
}

/** queue.purge */
export function purgeQueue(channel: GuestChannel, fields: FieldsOf<'queue.purge'>): void {
  const { broker } = channel.room
  const { id, name } = knownQueue(channel, fields.queue)
  const messageCount = broker.purge(id, channel.connection.brokerId)
  const refused = refusal(messageCount)
  if (refused !== null) {
    const about = queueIn(channel.connection.facts.virtualHost, name)
    if (refused.replyCode === 405) throw locked(about)
    throw notImplemented(`queue.purge not supported by stream queues ${about}`)
  }
  channel.answer(fields.nowait, 'queue.purge-ok', { messageCount })
}

/** queue.bind */
export function bindQueue(channel: GuestChannel, fields: FieldsOf<'queue.bind'>): void {
  bind(channel, bindingOf(channel, fields))
  channel.answer(fields.nowait, 'queue.bind-ok', {})
}

/** queue.unbind */
export function unbindQueue(channel: GuestChannel, fields: FieldsOf<'queue.unbind'>): void {
  unbind(channel, bindingOf(channel, fields))
  channel.reply('queue.unbind-ok', {})
}

/** Without queue and key both are the queue declared last. [AMQP 0-9-1: queue.bind] */
function bindingOf(
  channel: GuestChannel,
  { queue, exchange, routingKey, arguments: args }: FieldsOf<'queue.unbind'>,
) {
  const to = queueNamed(channel, queue)
  const key = queue === '' && routingKey === '' ? to : routingKey
  return { from: exchange, to, toExchange: false, key, arguments: args }
}
