import type { Channel } from './channel.ts'
import type { Engine } from './engine.ts'

/** Whether a publish has to wait for the end of an alarm. If not, its channel is noted as the one that publishes. */
export function isHeld(
  engine: Engine,
  channel: Channel,
  actor: number,
  envelope: number,
  mandatory: boolean,
  mark: number,
): boolean {
  engine.cluster.publisher = channel
  if (!engine.alarms.isOn) return false
  const held = { channel: channel.id, actor, envelope, mandatory, mark }
  if (engine.alarms.hold(held)) engine.sink.blocked(channel.id)
  return true
}
