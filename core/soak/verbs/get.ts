import type { Stage } from '#core/soak/stage.ts'
import { violate } from '#core/soak/violation.ts'
import type { Of } from './step.ts'

export function get(stage: Stage, step: Of<'get'>): void {
  const { broker, ledger, deliveries } = stage
  const book = stage.book(step.queue)
  if (book === null) return
  const channel = stage.channel(step.channel)
  ledger.getting = { book, channel }
  const slot = broker.get(channel.id, 1, book.id, step.autoAck)
  ledger.getting = null
  if (book.isStream) {
    if (slot !== -540) violate('V16', `basic.get of a stream answered ${slot}`)
    return
  }
  if (slot < 0) {
    const isEmpty = slot === -1 && book.line.count === 0
    if (!isEmpty) violate('V23', `queue ${book.spec.name} has messages and answered ${slot}`)
    return
  }
  deliveries.got(slot, book, channel, broker.gotTag(channel.id), step.autoAck)
}
