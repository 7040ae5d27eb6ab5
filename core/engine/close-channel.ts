import type { Channel } from './channel.ts'
import { endConsumer } from './consume.ts'
import { deleteIfForsaken } from './delete-queue.ts'
import type { Engine } from './engine.ts'
import { returnAll } from './settle.ts'

/** Its consumers end silently, and all its unacked messages return to their places. A closed one stays closed. */
export function closeChannel(engine: Engine, channel: Channel, reason: number): void {
  if (!channel.open) return
  channel.open = false
  const queues = channel.consumers.map((consumer) => consumer.queue)
  for (const consumer of [...channel.consumers]) endConsumer(consumer)
  returnAll(engine, channel, reason)
  engine.alarms.forget(channel.id)
  for (const queue of queues) deleteIfForsaken(engine, queue)
}
