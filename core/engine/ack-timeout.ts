import { TraceReason } from '#core/model/trace.ts'
import { firstDeadline } from './ack-deadlines.ts'
import { closeChannel } from './close.ts'
import { endConsumer } from './consume.ts'
import { deleteIfForsaken } from './delete-queue.ts'
import type { Engine } from './engine.ts'
import type { Consumer } from './queue/consumer.ts'
import { returnHeld } from './settle.ts'

/**
 * Ends whoever has held a delivery too long: where `ackTimeoutEndsChannel`, its channel with 406, whatever the queue; else
 * its consumer, and the channel stays open. What it held goes back. RabbitMQ looks once a minute, this is exact.
 * [RabbitMQ: Delivery Acknowledgement Timeout] [seen: K161]
 */
export function endSlowest(engine: Engine): void {
  const channel = engine.channels[engine.ackDeadlines.first()]!
  const { consumer } = firstDeadline(channel)!
  if (engine.topology.rules.ackTimeoutEndsChannel || consumer === null) {
    closeChannel(engine, channel, TraceReason.timeout)
    engine.sink.closed(channel.id, 406)
  } else endSlowConsumer(engine, consumer)
}

function endSlowConsumer(engine: Engine, consumer: Consumer): void {
  const { queue } = consumer
  endConsumer(engine, consumer)
  returnHeld(engine, consumer, TraceReason.timeout)
  engine.sink.cancelled(consumer.id)
  deleteIfForsaken(engine, queue)
}
