import { effectiveArguments } from '#core/soak/ledger/effective.ts'
import { QueueBook } from '#core/soak/ledger/queue-book.ts'
import type { Stage } from '#core/soak/stage.ts'
import { violate } from '#core/soak/violation.ts'
import type { Of } from './step.ts'

export function declareExchange(stage: Stage, name: string): void {
  const { broker, ledger, plan } = stage
  const spec = plan.exchanges.find((exchange) => exchange.name === name)!
  if (!broker.declareExchange(spec).ok) violate('V3', `exchange ${name} cannot be declared`)
  ledger.ways.addExchange(spec)
  ledger.exchangeNames = [...broker.exchangeNames]
}

/** On the connection of the channel at that place. */
export function declareQueue(
  stage: Stage,
  { queue, channel }: { queue: number; channel: number },
): void {
  const { broker, ledger, policies, plan } = stage
  const spec = plan.queues[queue]!
  const connection = stage.connectionAt(channel)
  const known = ledger.ways.queue(spec.name)
  const isLocked = known?.isLockedFor(connection) ?? false
  const declared = broker.declareQueue(spec, connection)
  if (declared.ok === isLocked)
    violate(isLocked ? 'V9' : 'V3', `a declaration of ${spec.name} was answered wrongly`)
  if (!declared.ok) return
  const book = known ?? newBook(declared.id)
  // What is only declared again is used by that, of a classic queue. [recorded: K14]
  if (known === undefined || spec.type === 'classic') book.usedUs = ledger.nowUs

  function newBook(id: number): QueueBook {
    const effective = effectiveArguments(spec, policies)
    const made = new QueueBook(id, spec, effective, ledger.facts)
    if (spec.exclusive) made.owner = connection
    made.leader = ledger.nodes.leaderAfter(made.leader)
    ledger.books[id] = made
    ledger.live.push(made)
    ledger.ways.addQueue(made)
    return made
  }
}

export function bind({ broker, ledger, plan }: Stage, at: number): void {
  const spec = plan.bindings[at]
  if (spec === undefined) return
  const { ways } = ledger
  const target = spec.toExchange ? ways.exchange(spec.to) : ways.queue(spec.to)
  const isBound = broker.bind(spec).ok
  if (isBound !== (target !== undefined))
    violate('V3', `a binding to ${spec.to} was ${isBound ? 'made' : 'refused'}`)
  if (isBound) ways.addBinding(spec)
}

export function unbind({ broker, ledger, plan }: Stage, at: number): void {
  const spec = plan.bindings[at]
  if (spec === undefined) return
  if (!broker.unbind(spec).ok) violate('V3', `a binding to ${spec.to} cannot be removed`)
  ledger.ways.removeBinding(spec)
}

export function purge(stage: Stage, { queue, channel }: Of<'purge'>): void {
  const book = stage.book(queue)
  if (book === null) return
  const connection = stage.connectionAt(channel)
  const isLocked = book.isLockedFor(connection)
  const count = book.line.count + (book.facts.purgeTakesWaiting ? book.aside : 0)
  const expected = book.isStream ? -540 : isLocked ? -405 : count
  if (expected >= 0) stage.ledger.emptying.add(book)
  const purged = stage.broker.purge(book.id, connection)
  if (expected >= 0) book.line.beginTurns()
  const rule = book.isStream ? 'V16' : isLocked ? 'V9' : 'V21'
  if (purged !== expected) violate(rule, `a purge answered ${purged}, not ${expected}`)
}

export function deleteQueue(stage: Stage, { queue, channel }: Of<'delete'>): void {
  const book = stage.book(queue)
  if (book === null) return
  const connection = stage.connectionAt(channel)
  const isLocked = book.isLockedFor(connection)
  const { emptying, leaving } = stage.ledger
  if (!isLocked) {
    emptying.add(book)
    leaving.add(book)
  }
  const { ok } = stage.broker.deleteQueue(book.id, { connection })
  if (ok === isLocked)
    violate(isLocked ? 'V9' : 'V23', `a deletion of ${book.spec.name} was answered wrongly`)
}
