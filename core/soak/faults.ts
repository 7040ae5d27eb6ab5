import { TraceReason } from '#core/model/trace.ts'
import type { QueueBook } from './books.ts'
import type { Copy } from './copy.ts'
import { effectiveArguments } from './effective.ts'
import { Stage } from './stage.ts'
import type { Step } from './step.ts'
import { hold } from './violation.ts'

type Of<Verb extends Step['verb']> = Extract<Step, { verb: Verb }>

/** What happens to a broker and to its clients beside their work: time, losses, alarms, policies, restarts. */
export class Faults extends Stage {
  protected advance(us: number): void {
    const { ledger } = this
    const endUs = ledger.nowUs + us
    for (;;) {
      const nextUs = this.broker.nextExpiryUs()
      if (nextUs > endUs) break
      this.setNow(Math.max(nextUs, ledger.nowUs))
      const before = ledger.events
      this.broker.expire()
      hold(
        ledger.events > before,
        'V11',
        () => `nothing happened at ${nextUs}, when something was due`,
      )
    }
    this.setNow(endUs)
  }

  protected empty({ verb, queue }: Of<'purge' | 'delete'>): void {
    const book = this.book(queue)
    if (book === null) return
    if (verb === 'purge' && book.isStream) {
      hold(this.broker.purge(book.id) === -540, 'V16', () => 'a stream was purged')
      return
    }
    this.ledger.emptying.add(book.id)
    const count = book.ready.length
    if (verb === 'purge') {
      const purged = this.broker.purge(book.id)
      hold(purged === count, 'V1', () => `a purge of ${count} messages answered ${purged}`)
    } else
      hold(
        this.broker.deleteQueue(book.id).ok,
        'V23',
        () => `queue ${book.spec.name} cannot be deleted`,
      )
  }

  protected lose(place: number): void {
    const { ledger } = this
    const at = place % this.channels.length
    const channel = this.channels[at]!
    for (const consumer of [...ledger.consumers.values()]) {
      if (consumer.channel !== channel) continue
      ledger.consumers.delete(consumer.id)
      this.mayGo(ledger.queues[consumer.queue]!)
    }
    this.unlearn(channel)
    ledger.settling = ledger.heldOf(channel)
    this.fail()
    ledger.returnReason = TraceReason.crash
    this.broker.closeChannel(channel, TraceReason.crash)
    this.open(at)
  }

  /** In 4.3 a lost channel is a failure of what it held of a quorum queue. */
  protected fail(): void {
    if (this.plan.profile !== 'rabbitmq@4.3') return
    const { queues, settling } = this.ledger
    for (const { copy, queue } of settling) if (queues[queue]!.isQuorum) copy.failures++
  }

  /** What a channel takes along: held publishes and the reads of streams. */
  protected unlearn(channel: number): void {
    const { ledger } = this
    ledger.forgetReads(channel)
    ledger.blocked.delete(channel)
    ledger.sent = ledger.sent.filter((publication) => publication.channel !== channel)
  }

  protected policy({ policy, on }: Of<'policy'>): void {
    const spec = this.plan.policies[policy]!
    const wasOn = this.policies.includes(spec)
    if (on === wasOn) return
    this.policies = on ? [...this.policies, spec] : this.policies.filter((each) => each !== spec)
    for (const book of this.ledger.queues) {
      if (!book.deleted) book.arguments = effectiveArguments(book.spec, this.policies)
    }
    if (on) this.broker.setPolicy(spec)
    else
      hold(
        this.broker.clearPolicy(spec.name, spec.operator),
        'V5',
        () => `policy ${spec.name} is not there`,
      )
  }

  protected alarm({ kind, on }: Of<'alarm'>): void {
    if (on) this.alarms.add(kind)
    else this.alarms.delete(kind)
    this.broker.setAlarm(kind, on)
  }

  protected restart(stop: Of<'restart'>['stop']): void {
    const { ledger } = this
    ledger.restarting = stop
    ledger.consumers.clear()
    for (const channel of [...this.channels].sort((a, b) => a - b)) {
      this.unlearn(channel)
      ledger.settling.push(...ledger.heldOf(channel))
    }
    this.fail()
    ledger.returnReason = TraceReason.crash
    for (const book of ledger.queues) {
      if (book.deleted || book.spec.durable) continue
      ledger.emptying.add(book.id)
      this.unlink(book)
    }
    const goes = this.plan.profile === 'rabbitmq@4.3' ? [] : this.forgetTransientExchanges()
    if (stop === 'crash') this.unmark()
    const transient = this.transient()
    this.broker.restart(stop)
    ledger.restarting = null
    for (const book of ledger.queues) {
      const kept = book.ready.find((copy) => transient.has(copy))
      hold(kept === undefined, 'V5', () => `queue ${book.spec.name} kept a transient message`)
    }
    for (const name of goes) {
      hold(this.broker.exchangeId(name) < 0, 'V5', () => `exchange ${name} outlived the restart`)
      this.declareExchange(name)
    }
    for (const place of this.channels.keys()) this.open(place)
  }

  /** What a classic queue holds and must not hold after a restart. */
  protected transient(): Set<Copy> {
    const { queues, settling } = this.ledger
    const all = queues.filter((book) => !keepsAll(book)).flatMap(({ ready }) => ready)
    all.push(...settling.filter((held) => !keepsAll(queues[held.queue]!)).map(({ copy }) => copy))
    return new Set(all.filter(({ arrival }) => !arrival.publication.persistent))
  }

  /** After a crash nobody knows what had been delivered. */
  protected unmark(): void {
    const { queues, settling } = this.ledger
    for (const { copy, queue } of settling) if (!keepsAll(queues[queue]!)) copy.again = true
    for (const book of queues) {
      if (!keepsAll(book)) for (const copy of book.ready) copy.again = true
    }
  }

  protected forgetTransientExchanges(): string[] {
    const { ledger } = this
    const goes = [...ledger.exchanges.values()].filter(({ durable }) => !durable)
    for (const { name } of goes) {
      ledger.exchanges.delete(name)
      ledger.bindings = ledger.bindings.filter(
        ({ from, to, toExchange }) => from !== name && !(toExchange && to === name),
      )
    }
    return goes.map(({ name }) => name)
  }
}

/** A restart keeps streams and quorum queues whole. */
function keepsAll(book: QueueBook): boolean {
  return book.isStream || book.isQuorum
}
