import type { Channel } from './channel.ts'
import type { Connection } from './connection.ts'
import { endConsumer } from './consume.ts'
import { deleteIfForsaken, deleteQueue } from './delete-queue.ts'
import type { Engine } from './engine.ts'
import { returnAll } from './settle.ts'

/** Its consumers end silently, all its unacked messages return to their places, what it had not committed is forgotten. A closed one stays closed. */
export function closeChannel(engine: Engine, channel: Channel, reason: number): void {
  if (!channel.open) return
  channel.open = false
  channel.transaction = null
  const queues = channel.consumers.map((consumer) => consumer.queue)
  for (const consumer of [...channel.consumers]) endConsumer(engine, consumer)
  returnAll(engine, channel, reason)
  engine.alarms.forget(channel.id)
  for (const queue of queues) deleteIfForsaken(engine, queue)
}

/** All its channels close, then the exclusive queues it declared go. A closed one stays closed. [RabbitMQ: Queues, exclusive] */
export function closeConnection(engine: Engine, connection: Connection, reason: number): void {
  if (!connection.open) return
  connection.open = false
  for (const channel of connection.channels) closeChannel(engine, channel, reason)
  for (const queue of connection.queues) deleteQueue(engine, queue, false, false)
}
