import { TraceReason } from '#core/model/trace.ts'
import type { QueueBook } from './books.ts'
import { checkQuick, checkWhole } from './checks.ts'
import { Publishing } from './publishing.ts'
import type { Step } from './step.ts'
import { hold } from './violation.ts'

/** Whole walks come this often. */
const stepsPerWalk = 256
type Of<Verb extends Step['verb']> = Extract<Step, { verb: Verb }>

/** A broker driven step by step. Throws a `Violation` at the first thing that is wrong. */
export class World extends Publishing {
  /** Two copies of one message met in a queue that does not tell them apart: from here on the ledger could be wrong. */
  get isUncertain(): boolean {
    return this.ledger.queues.some(({ twins }) => twins.size > 0)
  }

  do(step: Step): void {
    this.run(step)
    this.over()
    if (++this.steps % stepsPerWalk === 0) checkWhole(this.broker, this.ledger)
  }

  /**
   * The faults are over: alarms end, policies go, every queue gets a consumer who acks, time passes. Then nothing may be left
   * but the logs of streams. [reliability: V5, V23]
   */
  heal(): void {
    for (const kind of ['memory', 'disk'] as const) this.do({ verb: 'alarm', kind, on: false })
    for (const at of this.plan.policies.keys()) this.do({ verb: 'policy', policy: at, on: false })
    for (let place = 0; place < this.plan.channels; place++)
      this.do({ verb: 'lose', channel: place })
    const { ledger } = this
    const rounds =
      4 + ledger.queues.reduce((sum, { ready }) => sum + ready.length, 0) * this.plan.queues.length
    for (const queue of this.plan.queues.keys()) {
      this.do({ verb: 'consume', channel: 0, queue, prefetch: 10, autoAck: false, offset: 'next' })
    }
    for (let round = 0; round < rounds && this.isBusy(); round++) {
      this.do({ verb: 'settle', channel: 0, tag: 0, how: 'ack', multiple: true, requeue: false })
      this.do({
        verb: 'settle',
        channel: 0,
        tag: 1_000_000,
        how: 'ack',
        multiple: true,
        requeue: false,
      })
      this.do({ verb: 'advance', us: 1000 })
    }
    hold(!this.isBusy(), 'V5', () => 'faults are over and messages stay')
    checkWhole(this.broker, ledger)
  }

  protected isBusy(): boolean {
    return this.ledger.queues.some(
      (book) => !book.deleted && (book.unacked > 0 || (!book.isStream && book.ready.length > 0)),
    )
  }

  protected over(): void {
    const { ledger } = this
    for (const book of ledger.queues) {
      if (book.deleted || this.broker.queueId(book.spec.name) === book.id) continue
      hold(ledger.emptying.has(book.id), 'V5', () => `queue ${book.spec.name} is gone`)
      this.forget(book)
    }
    for (const id of ledger.leaving) {
      const book = ledger.queues[id]!
      const isLeft = !book.deleted && this.mustGo(book)
      hold(!isLeft, 'V23', () => `queue ${book.spec.name} should be gone`)
    }
    ledger.emptying.clear()
    ledger.leaving.clear()
    ledger.deleting = null
    if (ledger.current !== null && !ledger.channels[ledger.current.channel]!.confirms) {
      ledger.current = null
    }
    checkQuick(this.broker, ledger)
  }

  protected run(step: Step): void {
    if (step.verb === 'publish') this.publish(step)
    else if (step.verb === 'consume') this.consume(step)
    else if (step.verb === 'settle') this.settle(step)
    else if (step.verb === 'get') this.get(step)
    else if (step.verb === 'advance') this.advance(step.us)
    else if (step.verb === 'cancel' || step.verb === 'prefetch') this.change(step)
    else if (step.verb === 'wrong-tag') this.wrongTag(step)
    else if (step.verb === 'purge' || step.verb === 'delete') this.empty(step)
    else if (step.verb === 'declare') this.declareQueue(this.plan.queues[step.queue]!)
    else if (step.verb === 'bind') this.bind(step.binding)
    else if (step.verb === 'unbind') this.unbind(step.binding)
    else if (step.verb === 'lose') this.lose(step.channel)
    else if (step.verb === 'policy') this.policy(step)
    else if (step.verb === 'alarm') this.alarm(step)
    else this.restart(step.stop)
  }

  protected consume(step: Of<'consume'>): void {
    const book = this.book(step.queue)
    if (book === null) return
    const { autoAck, prefetch, offset } = step
    const channel = this.channels[step.channel % this.channels.length]!
    const options = book.isStream
      ? { autoAck, prefetch, streamOffset: offset }
      : { autoAck, prefetch }
    const isRefused = book.isStream && (autoAck || prefetch === 0)
    if (!isRefused) {
      const joining = {
        channel,
        queue: book.id,
        autoAck,
        prefetch,
        unacked: 0,
        offset: startOf(book, offset),
      }
      this.ledger.joining = joining
      book.consumed = true
    }
    const consumer = this.broker.consume(channel, 1, book.id, options)
    hold(
      consumer < 0 === isRefused,
      'V8',
      () => `a consumer of ${book.spec.name} was answered ${consumer}`,
    )
    const { joining, consumers } = this.ledger
    if (joining !== null) consumers.set(consumer, { ...joining, id: consumer })
    this.ledger.joining = null
  }

  protected change(step: Of<'cancel' | 'prefetch'>): void {
    const { consumers, queues } = this.ledger
    const known = [...consumers.values()][step.consumer % Math.max(1, consumers.size)]
    if (known === undefined) return
    if (step.verb === 'prefetch') {
      known.prefetch = step.prefetch
      this.broker.setPrefetch(known.id, step.prefetch)
      return
    }
    consumers.delete(known.id)
    this.mayGo(queues[known.queue]!)
    this.broker.cancel(known.id)
  }

  protected settle(step: Of<'settle'>): void {
    const { ledger } = this
    const channel = this.channels[step.channel % this.channels.length]!
    const all = ledger.heldOf(channel)
    const at = Math.min(step.tag, all.length - 1)
    const chosen = all[at]
    if (chosen === undefined) return
    const { how, requeue } = step
    const multiple = step.multiple && how !== 'reject'
    if (how !== 'ack' && this.onlyAcks(all, at, multiple)) return
    ledger.settling = multiple ? all.slice(0, at + 1) : [chosen]
    if (how === 'reject' && this.plan.profile === 'rabbitmq@4.3') chosen.copy.failures++
    ledger.returnReason = how === 'nack' ? TraceReason.nack : TraceReason.rejected
    hold(
      this.answer(how, channel, chosen.tag, multiple, requeue),
      'V13',
      () => `tag ${chosen.tag} is outstanding and was refused`,
    )
    hold(
      !this.answer(how, channel, chosen.tag, false, requeue),
      'V13',
      () => `tag ${chosen.tag} was settled twice`,
    )
  }

  /** Up to 3.13 a stream takes nothing but acks. */
  protected onlyAcks(
    all: readonly { queue: number; tag: number; channel: number }[],
    at: number,
    multiple: boolean,
  ): boolean {
    const chosen = all[at]!
    const isStream = this.ledger.queues[chosen.queue]!.isStream
    const isOld = this.plan.profile === 'rabbitmq@3.10' || this.plan.profile === 'rabbitmq@3.13'
    hold(
      this.broker.takesOnlyAcks(chosen.channel, chosen.tag) === (isStream && isOld),
      'V13',
      () => 'a stream takes the wrong settlements',
    )
    return (isStream && isOld) || (multiple && isOld)
  }

  protected answer(
    how: Of<'settle'>['how'],
    channel: number,
    tag: number,
    multiple: boolean,
    requeue: boolean,
  ): boolean {
    if (how === 'ack') return this.broker.ack(channel, tag, multiple)
    if (how === 'nack') return this.broker.nack(channel, tag, multiple, requeue)
    return this.broker.reject(channel, tag, requeue)
  }

  protected wrongTag({ channel, how }: Of<'wrong-tag'>): void {
    const on = this.channels[channel % this.channels.length]!
    const before = this.ledger.events
    const tag = this.ledger.channels[on]!.lastTag + 1
    const isTaken =
      this.answer(how, on, tag, false, true) ||
      (how !== 'reject' && this.answer(how, on, tag, true, true))
    hold(
      !isTaken && this.ledger.events === before,
      'V13',
      () => `tag ${tag} was never given and was settled`,
    )
  }

  protected get(step: Of<'get'>): void {
    const { ledger } = this
    const book = this.book(step.queue)
    if (book === null) return
    const channel = this.channels[step.channel % this.channels.length]!
    ledger.getting = { queue: book.id, channel }
    const slot = this.broker.get(channel, 1, book.id, step.autoAck)
    ledger.getting = null
    if (book.isStream) {
      hold(slot === -540, 'V16', () => `basic.get of a stream answered ${slot}`)
      return
    }
    hold(
      slot >= 0 || book.ready.length === 0,
      'V23',
      () => `queue ${book.spec.name} has messages and gave none`,
    )
    if (slot < 0) return
    const tag = this.broker.gotTag(channel)
    const held = this.deliveries.hand(slot, book.id, channel, tag, -1, !step.autoAck)
    ledger.got = null
    if (!step.autoAck) return
    ledger.channels[channel]!.held.delete(tag)
    book.unacked--
    book.left++
    hold(held.copy.deliveries > 0, 'V6', () => 'a message was got and not counted')
  }
}

function startOf(book: QueueBook, said: Of<'consume'>['offset']): number {
  const end = book.firstOffset + book.ready.length
  if (said === 'first') return book.firstOffset
  if (said === 'next') return end
  const wanted = said === 'last' ? end - 1 : said
  return Math.max(book.firstOffset, Math.min(wanted, end))
}
