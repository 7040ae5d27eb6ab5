import { TraceReason } from '#core/model/trace.ts'
import type { ChannelBook } from './channel-book.ts'
import type { ConsumerBook } from './consumer-book.ts'
import type { Publication } from './copy.ts'
import type { Ledger } from './ledger.ts'
import { asLost } from './lines.ts'

/** A channel that ends, or a consumer that does and gives back what it holds; with the `TraceReason` of what comes back. */
export interface Closing {
  readonly ends: ChannelBook | ConsumerBook
  readonly reason: number
}

/** Consumers end, then all that is held comes back, then queues that lived by those consumers go. */
export function close(ledger: Ledger, { ends, reason }: Closing): void {
  const isChannel = 'held' in ends
  const consumers = isChannel ? consumersOn(ledger, ends) : [ends]
  for (const consumer of consumers) if (!consumer.gone) ledger.end(consumer)
  const channel = isChannel ? ends : ends.channel
  for (const held of isChannel ? asLost(channel.held, ledger.facts) : [...channel.held]) {
    if (!isChannel && held.consumer !== ends) continue
    // What was read of a stream does not come back, and nothing is said.
    if (held.book.isStream) ledger.release(held)
    else ledger.settling.push({ held, how: 'requeue', reason, batch: 0 })
  }
  for (const { book } of consumers) ledger.mayGo(book)
  if (isChannel) forgetSent(ledger, channel)
}

function consumersOn({ live }: Ledger, channel: ChannelBook): readonly ConsumerBook[] {
  return live.flatMap(({ consumers }) => consumers.filter((one) => one.channel === channel))
}

/** What it sent under an alarm is never read, and what it was to be told is never told. */
function forgetSent(ledger: Ledger, channel: ChannelBook): void {
  channel.closed = true
  if (channel.asks !== null) channel.asks.gone = true
  ledger.confirmsOwed -= channel.unconfirmed.size
  channel.unconfirmed.clear()
  const isGone = (one: Publication) => one.channel === channel
  ledger.orphans = ledger.orphans.filter((one) => !isGone(one))
  for (const book of ledger.live) {
    const { withheld } = book
    const stay = withheld.filter((one) => one.letter !== null || !isGone(one.publication))
    if (stay.length < withheld.length) withheld.splice(0, Infinity, ...stay)
  }
  ledger.blocked.delete(channel)
  ledger.sent = ledger.sent.filter((publication) => publication.channel !== channel)
}

/**
 * Of those who hold a delivery too long one whom the broker has to end: channels by number, of consumers the one a record is
 * `about`, or who was given it first. Null when nobody does. [recorded: K161]
 */
export function lateOne(ledger: Ledger, about: ConsumerBook | null): Closing | null {
  const late = ledger.channels.flatMap((channel) => lateOn(ledger, channel))
  if (!ledger.facts.lateAckEndsChannel) late.sort((a, b) => a.deliveredAt - b.deliveredAt)
  const ends = (late.find((one) => one.ends === about) ?? late[0])?.ends
  if (ends === undefined) return null
  if ('held' in ends || !ends.gone) ledger.late.add(ends)
  return { ends, reason: TraceReason.timeout }
}

interface Late {
  readonly ends: ChannelBook | ConsumerBook
  readonly deliveredAt: number
}

function lateOn({ facts, late, nowUs }: Ledger, channel: ChannelBook): readonly Late[] {
  if (channel.closed || channel.held.length === 0) return []
  const held = channel.held.filter(({ dueUs }) => dueUs <= nowUs)
  const all = held.map(({ consumer, deliveredAt }) => {
    return { ends: facts.lateAckEndsChannel ? channel : consumer!, deliveredAt }
  })
  return all.filter(({ ends }) => !late.has(ends))
}
