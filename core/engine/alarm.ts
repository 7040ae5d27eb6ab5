import { Failure } from '#core/model/failure.ts'
import type { AlarmKind } from '#core/model/scenario.ts'
import { TraceReason } from '#core/model/trace.ts'
import type { HeldPublish } from './alarms.ts'
import type { Channel } from './channel.ts'
import { closeChannel } from './close-channel.ts'
import type { Engine } from './engine.ts'
import { publish } from './publish.ts'
import { PublishResult } from './publish-result.ts'
import { holdPublish } from './transaction.ts'

const { noExchange, forbidden } = PublishResult

/**
 * Raises or clears an alarm. While one is on publishes are delayed, not refused; when the last is cleared those who were blocked
 * hear it and what they had sent arrives in the order it was sent. [RabbitMQ: Memory and Disk Alarms]
 */
export function setAlarm(engine: Engine, kind: AlarmKind, on: boolean): void {
  const { alarms, sink } = engine
  alarms.set(kind, on)
  engine.careful = alarms.isOn || !engine.cluster.isWhole
  if (alarms.isOn) return
  const { channels, held } = alarms.release()
  for (const channel of channels) sink.unblocked(channel)
  for (const each of held) arrive(engine, each)
}

function arrive(engine: Engine, held: HeldPublish): void {
  const channel = engine.channels[held.channel]!
  if (!channel.open) return
  const replyCode = refusalOf(engine, channel, held)
  if (replyCode === null) return
  closeChannel(engine, channel, TraceReason.crash)
  engine.sink.failed(channel.id, replyCode)
}

/** Publishes what was held: null, or why its channel has to close. A broker that may hold no more has no room for it (506). */
function refusalOf(engine: Engine, channel: Channel, held: HeldPublish): 403 | 404 | 506 | null {
  const { actor, envelope, mandatory, mark } = held
  try {
    const { transaction } = channel
    const result =
      transaction === null
        ? publish(engine, channel, actor, envelope, mandatory, mark)
        : holdPublish(engine, transaction, actor, envelope, mandatory, mark)
    if ((result & noExchange) !== 0) return 404
    return (result & forbidden) !== 0 ? 403 : null
  } catch (problem) {
    if (problem instanceof Failure && problem.code === 'refused') return 506
    throw problem
  }
}
