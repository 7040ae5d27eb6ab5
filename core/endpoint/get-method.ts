import type { FieldsOf } from '#core/amqp/methods.ts'
import { refusal } from '#core/engine/declared.ts'
import { none } from '#core/model/trace.ts'
import type { GuestChannel } from './channel.ts'
import { contentOf } from './content.ts'
import { knownQueue } from './queue-lookup.ts'
import { locked, notImplemented, queueIn, Refusal } from './refusal.ts'

/** In the log: whoever gets is no actor of its own. */
const getter = none | 0

/** basic.get */
export function get(channel: GuestChannel, { queue: said, noAck }: FieldsOf<'basic.get'>): void {
  const { room } = channel
  const { broker } = room
  const { id, name } = knownQueue(channel, said)
  // Taken with an ack and acked at once when none is wanted: of what it lets go, the engine forgets the deaths.
  const slot = broker.get(channel.id, getter, id, false)
  if (slot === -1) {
    channel.reply('basic.get-empty', { reserved: '' })
    return
  }
  const refused = refusal(slot)
  if (refused !== null) throw getRefusal(channel, id, name, refused.replyCode)
  const deliveryTag = broker.gotTag(channel.id)
  const fields = {
    deliveryTag,
    redelivered: broker.redeliveredOf(slot),
    exchange: broker.exchangeNames[broker.exchangeOf(slot)]!,
    routingKey: broker.keyName(broker.keyOf(slot)),
    messageCount: noAck ? broker.ready(id) : broker.gotRemaining(channel.id),
  }
  channel.tell('basic.get-ok', fields, contentOf(room, slot))
  if (noAck) broker.ack(channel.id, deliveryTag, false)
}

function getRefusal(channel: GuestChannel, id: number, name: string, code: number): Refusal {
  const { broker } = channel.room
  const about = queueIn(channel.connection.facts.virtualHost, name)
  if (code === 540) return notImplemented(`basic.get not supported by stream queues ${about}`)
  if (code === 541) return new Refusal(541, `Cannot get a message from queue '${about}': timeout`)
  if (!broker.mayUse(id, channel.connection.brokerId).ok) return locked(about)
  const why = `cannot obtain access to locked ${about}. basic.get operations are not supported by ${channel.room.profile.quorumAsWritten} queues with single active consumer`
  return new Refusal(405, why)
}
