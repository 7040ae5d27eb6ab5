import { TraceReason } from '#core/model/trace.ts'
import type { ChannelBook } from '#core/soak/ledger/channel-book.ts'
import type { Held, Settling } from '#core/soak/ledger/copy.ts'
import { asSettled } from '#core/soak/ledger/lines.ts'
import type { Stage } from '#core/soak/stage.ts'
import { violate } from '#core/soak/violation.ts'
import type { Of } from './step.ts'

export function settle(stage: Stage, step: Of<'settle'>): void {
  const { ledger } = stage
  const channel = stage.channel(step.channel)
  const at = Math.min(step.tag, channel.held.length - 1)
  const chosen = channel.held[at]
  if (chosen === undefined) return
  const { how, requeue } = step
  const multiple = step.multiple && how !== 'reject'
  if (how !== 'ack' && mayOnlyAck(stage, channel, chosen, multiple)) return
  const all = multiple ? channel.held.slice(0, at + 1) : [chosen]
  ledger.settling = asSettled(all).map((held) => settlingOf(held, how, requeue))
  if (!answer(stage, how, channel, chosen.tag, multiple, requeue))
    violate('V13', `tag ${chosen.tag} is outstanding and was refused`)
  if (answer(stage, how, channel, chosen.tag, false, requeue))
    violate('V13', `tag ${chosen.tag} was settled twice`)
}

function settlingOf(held: Held, how: Of<'settle'>['how'], requeue: boolean): Settling {
  const reason = how === 'nack' ? TraceReason.nack : TraceReason.rejected
  if (how === 'ack') return { held, how, reason }
  return { held, how: requeue ? 'requeue' : 'discard', reason }
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
