import type { Stage } from '#core/soak/stage.ts'
import { violate } from '#core/soak/violation.ts'
import type { Of } from './step.ts'

/** tx.commit: what was published enters where it went when it was published, then what was settled is. [RabbitMQ: AMQP transactions] */
export function commit(stage: Stage, step: Of<'commit'>): void {
  const { broker, ledger } = stage
  const channel = stage.channel(step.channel)
  // Nobody reads a commit while an alarm is on. [RabbitMQ: Memory and Disk Alarms]
  if (stage.alarms.size > 0) return
  const isTransaction = channel.mode === 'transaction'
  if (isTransaction) {
    const later = [...channel.settledLater.values()]
    ledger.sent.push(...channel.sentLater)
    ledger.settling = later.filter(({ held }) => channel.held.includes(held))
    channel.forgetLater()
  }
  const { ok } = broker.txCommit(channel.id)
  if (ok !== isTransaction) violate('V13', `a commit was answered ${ok}`)
}

/** tx.rollback: all that is forgotten, and what is held is held on. */
export function rollBack(stage: Stage, step: Of<'roll-back'>): void {
  const { broker, ledger } = stage
  const channel = stage.channel(step.channel)
  const before = ledger.events
  const { ok } = broker.txRollback(channel.id)
  if (ok !== (channel.mode === 'transaction')) violate('V13', `a rollback was answered ${ok}`)
  if (ledger.events !== before) violate('V13', 'a rollback did something')
  channel.forgetLater()
}
