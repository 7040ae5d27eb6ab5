import { TraceReason } from '#core/model/trace.ts'
import { settlingOf } from '#core/soak/ledger/lines.ts'
import type { Stage } from '#core/soak/stage.ts'
import { violate } from '#core/soak/violation.ts'
import type { Of } from './step.ts'

/** basic.recover: all a channel holds goes back. [RabbitMQ: basic.recover] */
export function recover(stage: Stage, step: Of<'recover'>): void {
  const { broker, ledger } = stage
  const channel = stage.channel(step.channel)
  const before = ledger.events
  const isRefused = !broker.recover(channel.id, false).ok && ledger.events === before
  if (!isRefused) violate('V13', 'a recover without requeue was taken')
  const free = channel.held.filter((held) => !channel.settledLater.has(held))
  const reason = TraceReason.nack
  ledger.settling = settlingOf(channel, free, 'requeue', reason)
  if (!broker.recover(channel.id, true).ok) violate('V13', 'a recover was refused')
}
