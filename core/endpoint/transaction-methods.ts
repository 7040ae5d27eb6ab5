import type { GuestChannel } from './channel.ts'
import { preconditionFailed } from './refusal.ts'

/** confirm.select */
export function selectConfirms(channel: GuestChannel, nowait: boolean): void {
  if (channel.uncommitted !== null)
    throw preconditionFailed('cannot switch from tx to confirm mode')
  channel.room.broker.confirmSelect(channel.id)
  channel.answer(nowait, 'confirm.select-ok', {})
}

/** tx.select */
export function selectTransactions(channel: GuestChannel): void {
  const selected = channel.room.broker.txSelect(channel.id)
  if (!selected.ok) throw preconditionFailed('cannot switch from confirm to tx mode')
  channel.uncommitted ??= []
  channel.reply('tx.select-ok', {})
}

/** tx.commit: its letters are published now, in the order they were sent. */
export function commit(channel: GuestChannel): void {
  const { broker, letters } = channel.room
  const { uncommitted } = channel
  if (uncommitted === null) throw notTransactional()
  channel.uncommitted = []
  letters.publishing(uncommitted)
  try {
    broker.txCommit(channel.id)
  } finally {
    for (const letter of letters.published()) letters.discard(letter)
  }
  channel.reply('tx.commit-ok', {})
}

/** tx.rollback */
export function rollBack(channel: GuestChannel): void {
  const { broker, letters } = channel.room
  if (channel.uncommitted === null) throw notTransactional()
  broker.txRollback(channel.id)
  for (const letter of channel.uncommitted) letters.discard(letter)
  channel.uncommitted = []
  channel.reply('tx.rollback-ok', {})
}

function notTransactional() {
  return preconditionFailed('channel is not transactional')
}
