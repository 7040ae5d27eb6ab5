import type { FieldsOf } from '#core/amqp/methods.ts'
import type { GuestChannel } from './channel.ts'
import { notImplemented } from './refusal.ts'

/** basic.qos */
export function qos(
  channel: GuestChannel,
  { prefetchSize, prefetchCount, global }: FieldsOf<'basic.qos'>,
): void {
  if (prefetchSize !== 0) throw notImplemented(`prefetch_size!=0 (${prefetchSize})`)
  channel.room.broker.qos(channel.id, prefetchCount, { global })
  if (!global) channel.prefetch = prefetchCount
  channel.reply('basic.qos-ok', {})
}

/** basic.recover and its older form without an answer. */
export function recover(channel: GuestChannel, requeue: boolean): void {
  if (!requeue) throw notImplemented('requeue=false')
  channel.room.broker.recover(channel.id, true)
}
