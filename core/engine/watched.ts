import { setDeadline } from './ack-deadlines.ts'
import type { Channel } from './channel.ts'
import type { Engine } from './engine.ts'
import type { Consumer } from './queue/consumer.ts'
import { yieldSeat } from './queue/single-active.ts'
import { refundShared, spendShared } from './shared-prefetch.ts'

/**
 * What a delivery means beside its message, its queue and its consumer: a share of the channel's limit, a deadline for its
 * ack, the seat of an active consumer. Only consumers that are `watched` come here.
 */
export function noteHanded(engine: Engine, consumer: Consumer, slot: number): void {
  if (consumer.autoAck) return
  const { channel } = consumer
  if (channel.sharedMax !== Number.POSITIVE_INFINITY) spendShared(engine, channel)
  setDeadline(engine, channel, consumer, slot, consumer.ackTimeoutUs)
}

/** A delivery of a channel that is not plain is over. `consumerId` is -1 of a basic.get. */
export function noteSettled(
  engine: Engine,
  channel: Channel,
  consumerId: number,
  slot: number,
): void {
  channel.deadlines.delete(slot)
  if (consumerId < 0) return
  const consumer = engine.consumers[consumerId]!
  if (channel.sharedMax !== Number.POSITIVE_INFINITY) refundShared(engine, channel)
  if (consumer.watched) yieldSeat(engine, consumer.queue, consumer)
}
