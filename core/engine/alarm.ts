import { TraceReason } from '#core/model/trace.ts'
import type { AlarmKind, HeldPublish } from './alarms.ts'
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
  const { actor, envelope, mandatory, mark } = held
  const { transaction } = channel
  const result =
    transaction === null
      ? publish(engine, channel, actor, envelope, mandatory, mark)
      : holdPublish(engine, transaction, actor, envelope, mandatory, mark)
  if ((result & (noExchange | forbidden)) === 0) return
  closeChannel(engine, channel, TraceReason.crash)
  engine.sink.failed(channel.id, (result & noExchange) !== 0 ? 404 : 403)
}
