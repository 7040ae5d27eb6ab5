import type { Channel } from './channel.ts'
import type { Engine } from './engine.ts'
import { touch } from './touch.ts'

/**
 * basic.qos with `global`: one limit for all that the consumers of a channel hold together, on top of each one's own.
 * What basic.get took does not count. [RabbitMQ: Consumer Prefetch]
 */
export function limitShared(engine: Engine, channel: Channel, prefetch: number): void {
  channel.sharedMax = prefetch === 0 ? Number.POSITIVE_INFINITY : prefetch
  // Also for what consumers that are gone have left behind: its settlement frees a share.
  channel.plain = false
  channel.sharedUsed = 0
  channel.tags.haunt((slot) => {
    if (engine.pages.link(slot) >= 0) channel.sharedUsed++
    return false
  })
  for (const consumer of channel.consumers) consumer.watch()
  shareOut(engine, channel)
}

export function spendShared(engine: Engine, channel: Channel): void {
  channel.sharedUsed++
  if (channel.sharedUsed === channel.sharedMax) shareOut(engine, channel)
}

export function refundShared(engine: Engine, channel: Channel): void {
  channel.sharedUsed--
  if (channel.sharedUsed === channel.sharedMax - 1) shareOut(engine, channel)
}

/** Whether any consumer of the channel is held back. */
export function isSpent(channel: Channel): boolean {
  return channel.sharedUsed >= channel.sharedMax
}

function shareOut(engine: Engine, channel: Channel): void {
  const spent = isSpent(channel)
  for (const consumer of channel.consumers) {
    consumer.setSpent(spent)
    if (consumer.waiting || !consumer.canTake()) continue
    consumer.queue.ring.enter(consumer)
    touch(engine, consumer.queue)
  }
}
