import type { FieldsOf } from '#core/amqp/methods.ts'
import type { GuestChannel } from './channel.ts'
import { notImplemented, preconditionFailed } from './refusal.ts'

/** basic.ack and basic.nack. */
export function settleMany(
  channel: GuestChannel,
  { deliveryTag, multiple }: FieldsOf<'basic.ack'>,
  settlement: 'ack' | 'requeue' | 'discard',
): void {
  const { broker } = channel.room
  const tag = Number(deliveryTag)
  const { id } = channel
  if (settlement !== 'ack') refuseReturn(channel, tag)
  const isKnown =
    settlement === 'ack'
      ? broker.ack(id, tag, multiple)
      : broker.nack(id, tag, multiple, settlement === 'requeue')
  if (!isKnown) throw unknownTag(deliveryTag)
}

/** basic.reject */
export function settle(
  channel: GuestChannel,
  { deliveryTag, requeue }: FieldsOf<'basic.reject'>,
): void {
  const tag = Number(deliveryTag)
  refuseReturn(channel, tag)
  if (!channel.room.broker.reject(channel.id, tag, requeue)) throw unknownTag(deliveryTag)
}

/** Up to 3.13 a stream takes acks only. */
function refuseReturn(channel: GuestChannel, tag: number): void {
  const { broker } = channel.room
  if (!broker.takesOnlyAcks(channel.id, tag)) return
  throw notImplemented('basic.nack not supported by stream queues')
}

function unknownTag(tag: number | bigint) {
  return preconditionFailed(`unknown delivery tag ${tag}`)
}
