import type { Engine } from '#core/engine/engine.ts'
import { TimerKind } from '#core/engine/timers.ts'
import type { Consumer } from './consumer.ts'
import type { Queue } from './queue.ts'

/** Notes who is given a message, also where no ack is wanted, and since when he holds it where that has a limit: see `held-too-long.ts`. */
export function noteHeld(engine: Engine, queue: Queue, consumer: Consumer, slot: number): void {
  const { quorum } = queue
  engine.pages.setLink(slot, consumer.id)
  if (quorum === null || consumer.autoAck || quorum.heldMaxUs === Number.POSITIVE_INFINITY) return
  const { nowUs } = engine.clock
  quorum.heldSinceUs.set(slot, nowUs)
  engine.timers.changed(TimerKind.held, queue.id, nowUs + quorum.heldMaxUs)
}
