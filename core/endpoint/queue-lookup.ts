import type { GuestChannel } from './channel.ts'
import { notFound, queueIn, Refusal } from './refusal.ts'

/** The empty name is the queue declared last on this channel. [AMQP 0-9-1: queue names] */
export function queueNamed(channel: GuestChannel, said: string): string {
  if (said !== '') return said
  if (channel.lastQueue === '') throw new Refusal(404, 'no previously declared queue')
  return channel.lastQueue
}

/** 404 when there is none. */
export function knownQueue(
  channel: GuestChannel,
  said: string,
): { readonly id: number; readonly name: string } {
  const name = queueNamed(channel, said)
  const id = channel.room.broker.queueId(name)
  if (id < 0) throw notFound(queueIn(channel.connection.facts.virtualHost, name))
  return { id, name }
}

/** RabbitMQ takes line ends out of names. [source: rabbit_channel strip_cr_lf] */
export function withoutLineEnds(name: string): string {
  return name.replaceAll('\n', '').replaceAll('\r', '')
}
