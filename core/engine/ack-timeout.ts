import { TraceReason } from '#core/model/trace.ts'
import { firstDeadline } from './ack-deadlines.ts'
import { closeChannel } from './close-channel.ts'
import { endConsumer } from './consume.ts'
import { deleteIfForsaken } from './delete-queue.ts'
import type { Engine } from './engine.ts'
import type { Consumer } from './queue/consumer.ts'
import { returnHeld } from './settle.ts'
import type { TimerRule } from './timers.ts'

/**
 * Ends whoever has held a delivery too long: where `ackTimeoutEndsChannel`, its channel with 406, whatever the queue; else
 * its consumer, and the channel stays open. What it held goes back. RabbitMQ looks once a minute, this is exact.
 * [RabbitMQ: Delivery Acknowledgement Timeout] [recorded: K161]
 */
export function ackTimer(engine: Engine): TimerRule {
  return {
    dueUs: (id) => firstDeadline(engine.channels[id]!)?.atUs ?? Number.POSITIVE_INFINITY,
    fire(id) {
      const channel = engine.channels[id]!
      const { consumer } = firstDeadline(channel)!
      if (engine.rules.ackTimeoutEndsChannel || consumer === null) {
        closeChannel(engine, channel, TraceReason.timeout)
        engine.sink.failed(id, 406)
      } else endSlow(engine, consumer)
    },
  }
}

/** Its channel stays, and so do its tags, settling nothing. */
export function endSlow(engine: Engine, consumer: Consumer): void {
  const wasLive = consumer.live
  endConsumer(engine, consumer)
  returnHeld(engine, consumer, TraceReason.timeout)
  if (wasLive) engine.sink.cancelled(consumer.id)
  deleteIfForsaken(engine, consumer.queue)
}
