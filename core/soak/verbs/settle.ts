import { TraceReason } from '#core/model/trace.ts'
import type { ChannelBook } from '#core/soak/ledger/channel-book.ts'
import type { Held } from '#core/soak/ledger/copy.ts'
import { settlingOf } from '#core/soak/ledger/lines.ts'
import type { Stage } from '#core/soak/stage.ts'
import { violate } from '#core/soak/violation.ts'
import type { Of } from './step.ts'

export function settle(stage: Stage, step: Of<'settle'>): void {
  const { ledger } = stage
  const channel = stage.channel(step.channel)
  const { settledLater } = channel
  const free =
    settledLater.size === 0 ? channel.held : channel.held.filter((held) => !settledLater.has(held))
  const at = Math.min(step.tag, free.length - 1)
  const chosen = free[at]
  if (chosen === undefined) return
  const { how, requeue } = step
  const multiple = step.multiple && how !== 'reject'
  if (how !== 'ack' && mayOnlyAck(stage, channel, chosen, multiple)) return
  const all = multiple ? free.slice(0, at + 1) : [chosen]
  const reason = how === 'nack' ? TraceReason.nack : TraceReason.rejected
  const becomes = how === 'ack' ? how : requeue ? 'requeue' : 'discard'
  const settling = settlingOf(channel, all, becomes, reason)
  const isLater = channel.mode === 'transaction'
  if (isLater) for (const one of settling) settledLater.set(one.held, one)
  else ledger.settling = settling
  const before = ledger.events
  if (!answer(stage, how, channel, chosen.tag, multiple, requeue))
    violate('V13', `tag ${chosen.tag} is outstanding and was refused`)
  if (answer(stage, how, channel, chosen.tag, false, requeue))
    violate('V13', `tag ${chosen.tag} was settled twice`)
  if (isLater && ledger.events !== before) violate('V13', `tag ${chosen.tag} was settled early`)
}

/** Some versions take nothing but acks of a stream: asked of the broker, and then not tried. */
function mayOnlyAck(
  { broker, ledger }: Stage,
  channel: ChannelBook,
  chosen: Held,
  multiple: boolean,
): boolean {
  const { streamsOnlyAck } = ledger.facts
  const isStrict = streamsOnlyAck && chosen.book.isStream
  if (broker.takesOnlyAcks(channel.id, chosen.tag) !== isStrict)
    violate('V13', 'a stream takes the wrong settlements')
  return isStrict || (multiple && streamsOnlyAck)
}

function answer(
  { broker }: Stage,
  how: Of<'settle'>['how'],
  { id }: ChannelBook,
  tag: number,
  multiple: boolean,
  requeue: boolean,
): boolean {
  if (how === 'ack') return broker.ack(id, tag, multiple)
  if (how === 'nack') return broker.nack(id, tag, multiple, requeue)
  return broker.reject(id, tag, requeue)
}

/** A tag that was never given: refused, and nothing happens. */
export function settleWrong(stage: Stage, { channel, how }: Of<'wrong-tag'>): void {
  const { ledger } = stage
  const on = stage.channel(channel)
  const before = ledger.events
  const tag = on.lastTag + 1
  const isTaken =
    answer(stage, how, on, tag, false, true) ||
    (how !== 'reject' && answer(stage, how, on, tag, true, true))
  if (isTaken || ledger.events !== before)
    violate('V13', `tag ${tag} was never given and was settled`)
}
