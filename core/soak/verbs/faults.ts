import { TraceReason } from '#core/model/trace.ts'
import { close, lateOne } from '#core/soak/ledger/closing.ts'
import { effectiveArguments, isGovernedAnew } from '#core/soak/ledger/effective.ts'
import type { Ledger } from '#core/soak/ledger/ledger.ts'
import { dieAll } from '#core/soak/records/silent.ts'
import { connectionPlaces, type Stage } from '#core/soak/stage.ts'
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
    broker.expire()
    ledger.noteGone()
    dieAll(ledger)
    // What came back by itself may have filled it, whatever leaves it later.
    for (const book of ledger.live) book.lookAtLimit()
    if (broker.nextExpiryUs() <= nextUs) violate('V18', `what was due at ${nextUs} was not done`)
    checkLate(ledger)
    stage.reopen()
  }
  stage.nowUs = endUs
}

/** Whoever held a delivery too long has been ended, and was told. */
function checkLate(ledger: Ledger): void {
  const late = lateOne(ledger, null)
  if (late !== null) violate('V18', `somebody holds a delivery too long, and may go on`)
  if (ledger.late.size > 0) violate('V14', `somebody was ended and not told`)
}

export function lose(stage: Stage, place: number): void {
  const { broker, ledger } = stage
  const channel = stage.channel(place)
  close(ledger, { ends: channel, reason: TraceReason.crash })
  broker.closeChannel(channel.id, TraceReason.crash)
  stage.reopen()
}

/** A connection is lost: its channels close one after another, then its own queues go. */
export function disconnect(stage: Stage, at: number): void {
  const { broker, ledger, channels } = stage
  const place = at % connectionPlaces.length
  const connection = stage.connections[place]
  if (connection === undefined) return
  const all = channels.filter((channel) => channel.connection === connection)
  const inOrder = all.sort((a, b) => a.id - b.id)
  ledger.closing = inOrder.map((ends) => ({ ends, reason: TraceReason.crash }))
  for (const book of ledger.live) {
    if (book.owner !== connection) continue
    ledger.emptying.add(book)
    ledger.leaving.add(book)
  }
  broker.closeConnection(connection, TraceReason.crash)
  while (ledger.closing.length > 0) close(ledger, ledger.closing.shift()!)
  stage.connect([place])
  stage.reopen()
}

export function changePolicy(stage: Stage, { policy, on }: Of<'policy'>): void {
  const { broker, ledger, plan, policies } = stage
  const spec = plan.policies[policy]!
  if (on === policies.includes(spec)) return
  stage.policies = on ? [...policies, spec] : policies.filter((each) => each !== spec)
  for (const book of ledger.live) {
    book.arguments = effectiveArguments(book.spec, stage.policies)
    const isRenewed = !book.isQuorum || book.facts.policiesRenewQuorums
    if (isRenewed && isGovernedAnew(book.spec, policies, stage.policies)) book.usedUs = ledger.nowUs
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
