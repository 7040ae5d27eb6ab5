import { TraceReason } from '#core/model/trace.ts'
import type { ChannelBook } from '#core/soak/ledger/channel-book.ts'
import type { ConsumerBook } from '#core/soak/ledger/consumer-book.ts'
import { effectiveArguments } from '#core/soak/ledger/effective.ts'
import type { Stage } from '#core/soak/stage.ts'
import { violate } from '#core/soak/violation.ts'
import type { Of } from './step.ts'

/** Lets time pass, stopping wherever the broker has something to do. */
export function advance(stage: Stage, us: number): void {
  const { broker, ledger } = stage
  const endUs = ledger.nowUs + us
  for (;;) {
    const nextUs = broker.nextExpiryUs()
    if (nextUs > endUs) break
    if (nextUs < ledger.nowUs) violate('V18', `something was due at ${nextUs}, before now`)
    stage.nowUs = nextUs
    const before = ledger.events
    broker.expire()
    const isDone = broker.nextExpiryUs() > nextUs
    if (!isDone) violate('V18', `what was due at ${nextUs} was not done`)
    if (ledger.events <= before) violate('V11', `nothing happened at ${nextUs}, when it was due`)
  }
  stage.nowUs = endUs
}

export function lose(stage: Stage, place: number): void {
  const { broker, ledger, channels } = stage
  const at = place % channels.length
  const channel = channels[at]!
  for (const { book } of abandon(stage, channel)) ledger.mayGo(book)
  ledger.returnAll(channel, TraceReason.crash)
  broker.closeChannel(channel.id, TraceReason.crash)
  stage.open(at)
}

/** Its consumers get nothing any more, and what it sent under an alarm is never read. Those consumers. */
export function abandon({ ledger }: Stage, channel: ChannelBook): readonly ConsumerBook[] {
  const left = ledger.live.flatMap(({ consumers }) =>
    consumers.filter((consumer) => consumer.channel === channel),
  )
  for (const consumer of left) ledger.end(consumer)
  ledger.blocked.delete(channel)
  ledger.sent = ledger.sent.filter((publication) => publication.channel !== channel)
  return left
}

export function changePolicy(stage: Stage, { policy, on }: Of<'policy'>): void {
  const { broker, ledger, plan, policies } = stage
  const spec = plan.policies[policy]!
  if (on === policies.includes(spec)) return
  stage.policies = on ? [...policies, spec] : policies.filter((each) => each !== spec)
  for (const book of ledger.live) {
    book.arguments = effectiveArguments(book.spec, stage.policies)
    book.mayOpen()
  }
  if (on) broker.setPolicy(spec)
  else if (!broker.clearPolicy(spec.name, spec.operator))
    violate('V5', `policy ${spec.name} is not there`)
}

export function raiseAlarm({ alarms, broker }: Stage, { kind, on }: Of<'alarm'>): void {
  if (on) alarms.add(kind)
  else alarms.delete(kind)
  broker.setAlarm(kind, on)
}
