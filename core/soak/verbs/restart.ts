import { TraceReason } from '#core/model/trace.ts'
import { close } from '#core/soak/ledger/closing.ts'
import type { Copy } from '#core/soak/ledger/copy.ts'
import type { QueueBook } from '#core/soak/ledger/queue-book.ts'
import { dieAll } from '#core/soak/records/silent.ts'
import { connectionPlaces, type Stage } from '#core/soak/stage.ts'
import { violate } from '#core/soak/violation.ts'
import type { Of } from './step.ts'
import { declareExchange } from './topology.ts'

/** The broker goes down and comes up: what is durable stays, and clients come back as new ones. */
export function restart(stage: Stage, { stop }: Of<'restart'>): void {
  const { broker, ledger, channels } = stage
  ledger.isRestarting = true
  for (const ends of [...channels].sort((a, b) => a.id - b.id)) {
    close(ledger, { ends, reason: TraceReason.crash })
  }
  ledger.emptying.clear()
  ledger.leaving.clear()
  for (const book of ledger.live) {
    if (staysAfterRestart(book)) continue
    ledger.emptying.add(book)
    ledger.leaving.add(book)
    ledger.ways.removeQueue(book)
  }
  ledger.settling = ledger.settling.filter(({ held }) => staysAfterRestart(held.book))
  const goes = ledger.facts.transientExchangesSurvive ? [] : forgetTransientExchanges(stage)
  if (stop === 'crash') unmark(stage)
  const transient = transientCopies(stage)
  // All look at their heads before letters set out.
  for (const book of ledger.live) ledger.returnedTo.add(book)
  broker.restart(stop)
  dieAll(ledger)
  ledger.isRestarting = false
  for (const book of ledger.live) {
    const kept = book.line.all.find((copy) => transient.has(copy))
    if (kept !== undefined) violate('V5', `queue ${book.spec.name} kept a transient message`)
  }
  for (const name of goes) {
    if (broker.exchangeId(name) >= 0) violate('V5', `exchange ${name} outlived the restart`)
    declareExchange(stage, name)
  }
  stage.connect(connectionPlaces)
  stage.reopen()
}

function staysAfterRestart({ spec }: QueueBook): boolean {
  return spec.durable && !spec.exclusive
}

/** A restart keeps streams and quorum queues whole. */
function keepsAll(book: QueueBook): boolean {
  return book.isStream || book.isQuorum
}

/** What a classic queue holds and must not hold after a restart. */
function transientCopies({ ledger }: Stage): Set<Copy> {
  const ready = ledger.live.flatMap((book) => (keepsAll(book) ? [] : book.line.all))
  const held = ledger.settling.flatMap(({ held }) => (keepsAll(held.book) ? [] : [held.copy]))
  return new Set([...ready, ...held].filter(({ arrival }) => !arrival.publication.body.persistent))
}

/** After a crash nobody knows what had been delivered. */
function unmark({ ledger }: Stage): void {
  for (const { held } of ledger.settling) if (!keepsAll(held.book)) held.copy.again = true
  for (const book of ledger.live) {
    if (!keepsAll(book)) for (const copy of book.line.all) copy.again = true
  }
}

function forgetTransientExchanges({ ledger }: Stage): string[] {
  const goes = ledger.ways.exchanges.filter(({ durable }) => !durable).map(({ name }) => name)
  for (const name of goes) ledger.ways.removeExchange(name)
  return goes
}
