import { actorOfChannel } from '#core/soak/ledger/actors.ts'
import type { ChannelBook } from '#core/soak/ledger/channel-book.ts'
import type { QueueBook } from '#core/soak/ledger/queue-book.ts'
import type { Stage } from '#core/soak/stage.ts'
import { violate } from '#core/soak/violation.ts'
import type { Of } from './step.ts'

export function get(stage: Stage, step: Of<'get'>): void {
  const { broker, ledger, deliveries } = stage
  const book = stage.book(step.queue)
  if (book === null) return
  const channel = stage.channel(step.channel)
  const refusal = refusalOf(book, channel)
  ledger.getting = { book, channel }
  const slot = broker.get(channel.id, actorOfChannel(channel.id), book.id, step.autoAck)
  ledger.getting = null
  if (refusal !== null) {
    if (slot !== refusal) violate('V9', `basic.get answered ${slot}, not ${refusal}`)
    return
  }
  book.usedUs = ledger.nowUs
  if (slot < 0) {
    const isEmpty = slot === -1 && book.line.count === 0
    if (!isEmpty) violate('V23', `queue ${book.spec.name} has messages and answered ${slot}`)
    return
  }
  deliveries.got(slot, book, channel, broker.gotTag(channel.id), step.autoAck)
}

/** Minus the reply code basic.get must be answered with; null when it must work. [recorded: K128] */
function refusalOf(book: QueueBook, channel: ChannelBook): number | null {
  if (book.isStream) return -540
  if (book.isLockedFor(channel.connection)) return -405
  if (book.isQuorum && book.seat !== null) return -405
  return book.isQuorum && book.leader < 0 ? -541 : null
}
