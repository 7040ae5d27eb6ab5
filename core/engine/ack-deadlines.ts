import type { Channel } from './channel.ts'
import type { Engine } from './engine.ts'
import type { Consumer } from './queue/consumer.ts'
import { TimerKind } from './timers.ts'

/** By when a delivery has to be settled. */
export interface AckDeadline {
  readonly atUs: number
  /** Null of a basic.get. */
  readonly consumer: Consumer | null
}

/** A delivery has been made that may stay unacked for so long. Infinity is as long as it likes. */
export function setDeadline(
  engine: Engine,
  channel: Channel,
  consumer: Consumer | null,
  slot: number,
  timeoutUs: number,
): void {
  if (timeoutUs === Number.POSITIVE_INFINITY) return
  const atUs = engine.clock.nowUs + timeoutUs
  channel.deadlines.set(slot, { atUs, consumer })
  engine.timers.changed(TimerKind.ack, channel.id, atUs)
}

/** Of the deliveries of a channel the one whose time is over first, or null. */
export function firstDeadline(channel: Channel): AckDeadline | null {
  let first: AckDeadline | null = null
  for (const deadline of channel.deadlines.values()) {
    if (first === null || deadline.atUs < first.atUs) first = deadline
  }
  return first
}
