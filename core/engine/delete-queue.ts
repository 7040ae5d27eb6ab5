import { TraceReason } from '#core/model/trace.ts'
import { endConsumer } from './consume.ts'
import { accepted, type Declared, refused } from './declared.ts'
import type { Engine } from './engine.ts'
import { drop, dropReady } from './queue/departure.ts'
import { dropAside } from './queue/purge.ts'
import type { Queue } from './queue/queue.ts'
import { lookAfter } from './settle.ts'
import { nobody } from './trace-sink.ts'
import { noteSettled } from './watched.ts'

/**
 * queue.delete. Its messages are dropped, unacked ones too, and none is dead-lettered; its consumers hear basic.cancel.
 * 406 when it must be empty or unused and is not. [RabbitMQ: queue.delete]
 */
export function deleteQueue(
  engine: Engine,
  queue: Queue,
  ifUnused: boolean,
  ifEmpty: boolean,
): Declared {
  if (queue.deleted) return accepted(queue.id)
  const name = queue.spec.name
  if (ifUnused && queue.consumers.length > 0) {
    return refused(406, `queue '${name}' in use: it has consumers`)
  }
  if (ifEmpty && queue.ready.count > 0) {
    return refused(406, `queue '${name}' not empty: ${queue.ready.count} messages are ready`)
  }
  const consumers = [...queue.consumers]
  engine.topology.removeQueue(queue)
  for (const consumer of consumers) endConsumer(engine, consumer)
  dropReady(engine, queue)
  if (queue.quorum !== null) {
    dropAside(engine, queue, queue.quorum)
    queue.quorum.heldSinceUs.clear()
  }
  if (queue.unacked > 0) dropUnacked(engine, queue)
  for (const consumer of consumers) engine.sink.cancelled(consumer.id)
  lookAfter(engine)
  return accepted(queue.id)
}

/** An auto-delete queue goes with its last consumer. [RabbitMQ: auto-delete queues] */
export function deleteIfForsaken(engine: Engine, queue: Queue): void {
  if (queue.spec.autoDelete && queue.consumed && queue.consumers.length === 0) {
    deleteQueue(engine, queue, false, false)
  }
}

/** The tags stay valid: acknowledging one whose queue is gone is no error. */
function dropUnacked(engine: Engine, queue: Queue): void {
  for (const channel of engine.channels) {
    channel.tags.haunt((slot) => {
      if (engine.pages.queue(slot) !== queue.id) return false
      const consumer = engine.pages.link(slot)
      if (consumer >= 0) engine.consumers[consumer]!.unacked--
      drop(engine, queue, slot, TraceReason.purged, nobody)
      if (!channel.plain) noteSettled(engine, channel, consumer, slot)
      return true
    })
  }
  queue.unacked = 0
  queue.unackedAgain = 0
}
