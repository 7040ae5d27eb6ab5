import type { Engine } from './engine.ts'

/** Fewer are not worth a walk. */
const passingLeast = 65_536

/**
 * Keys, templates and envelopes of clients from outside may each be used once, so they are not kept for good: when there are
 * twice as many as were in use the last time, those that no message in the broker needs are forgotten. The walk is then paid
 * for by the publishes before it.
 */
export class PassingNames {
  #walkAt = passingLeast

  /** Before a publish of a client from outside. */
  tidy(engine: Engine): void {
    if (engine.envelopes.passing < this.#walkAt) return
    forgetPassing(engine)
    this.#walkAt = Math.max(passingLeast, engine.envelopes.passing * 2)
  }
}

function forgetPassing(engine: Engine): void {
  const { envelopes, keys, templates, pages, topology } = engine
  const used = new Set<number>()
  pages.eachHeld((slot) => used.add(pages.envelope(slot)))
  for (const envelope of waitingEnvelopes(engine)) used.add(envelope)
  envelopes.forget((envelope) => used.has(envelope))
  const keysUsed = new Set<number>()
  const templatesUsed = new Set<number>()
  for (let envelope = 0; envelope < envelopes.count; envelope++) {
    if (envelopes.isForgotten(envelope)) continue
    keysUsed.add(envelopes.key(envelope))
    templatesUsed.add(envelopes.template(envelope))
  }
  keys.forget((key) => keysUsed.has(key))
  templates.forget((template) => templatesUsed.has(template))
  for (const { routes } of topology.exchanges) routes.clear()
}

/** Of publishes that are no messages yet: held by an alarm, by a transaction, by a queue without a majority. */
function* waitingEnvelopes({ alarms, channels, queues }: Engine): Iterable<number> {
  for (const { envelope } of alarms.heldPublishes) yield envelope
  for (const { transaction } of channels)
    for (const { envelope } of transaction?.publishes ?? []) yield envelope
  for (const { quorum } of queues) for (const { envelope } of quorum?.withheld ?? []) yield envelope
}
