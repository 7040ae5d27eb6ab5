import type { QueueSpec } from '#core/model/topology.ts'
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

export function declareQueue(stage: Stage, spec: QueueSpec): void {
  const { broker, ledger, policies } = stage
  const declared = broker.declareQueue(spec)
  if (!declared.ok) violate('V3', `queue ${spec.name} cannot be declared`)
  if (ledger.books[declared.id] !== undefined) return
  const effective = effectiveArguments(spec, policies)
  const book = new QueueBook(declared.id, spec, effective, ledger.facts)
  ledger.books[declared.id] = book
  ledger.live.push(book)
  ledger.ways.addQueue(book)
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

export function purge(stage: Stage, { queue }: Of<'purge'>): void {
  const book = stage.book(queue)
  if (book === null) return
  const expected = book.isStream ? -540 : book.line.count
  stage.ledger.emptying.add(book)
  const purged = stage.broker.purge(book.id)
  const rule = book.isStream ? 'V16' : 'V21'
  if (purged !== expected) violate(rule, `a purge answered ${purged}, not ${expected}`)
}

export function deleteQueue(stage: Stage, { queue }: Of<'delete'>): void {
  const book = stage.book(queue)
  if (book === null) return
  const { emptying, leaving } = stage.ledger
  emptying.add(book)
  leaving.add(book)
  const { ok } = stage.broker.deleteQueue(book.id)
  if (!ok) violate('V23', `queue ${book.spec.name} cannot be deleted`)
}
