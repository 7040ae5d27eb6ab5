import type { HeldPublish } from './alarms.ts'
import type { Engine } from './engine.ts'
import { PublishResult } from './publish-result.ts'

/** What a publish answers that came under an alarm. */
export function hold(engine: Engine, held: HeldPublish): number {
  if (engine.alarms.hold(held)) engine.sink.blocked(held.channel)
  return PublishResult.held
}
