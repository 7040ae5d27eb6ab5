import { expect } from 'vitest'
import { Broker } from '#core/engine/broker.ts'
import type { BrokerProfile } from '#core/model/scenario.ts'
import type { BindingSpec, ExchangeSpec, QueueSpec } from '#core/model/topology.ts'
import { ReferenceBroker } from './broker.ts'
import { messageAt, messageOf, seenIn } from './looks.fixture.ts'
import { play } from './play.fixture.ts'
import { readyOf } from './ready.ts'
import { placeCount, type Verb } from './verbs.fixture.ts'
import { consumersOf, type Queue } from './world.ts'

/** What two brokers begin with. */
export interface Setting {
  readonly profile: BrokerProfile
  readonly queues: readonly QueueSpec[]
  readonly exchanges: readonly ExchangeSpec[]
  readonly bindings: readonly BindingSpec[]
  /** How long a delivery may stay unacked; null is for ever. */
  readonly ackTimeoutMs: number | null
}

/** Both brokers side by side, driven by the same verbs. */
export class Pair {
  readonly engine: Broker
  readonly reference: ReferenceBroker
  readonly heard: string[] = []
  readonly setting: Setting
  /** Channel ids by place: a closed channel is replaced by a new one in both. */
  readonly places: number[] = []
  /** Queue ids by place: a deleted queue may be declared again. */
  readonly queueIds: number[] = []
  /** Consumer tags given so far. */
  tags = 0
  #compared = 0

  constructor(setting: Setting) {
    this.setting = setting
    this.reference = new ReferenceBroker(setting.profile)
    this.engine = new Broker({
      profile: setting.profile,
      trace: { append: () => {} },
      sink: {
        delivered: (consumer, tag, slot) => {
          const id = this.engine.messageIdOf(slot)
          this.heard.push(`deliver ${consumer} ${tag} ${id} ${seenIn(this.engine, slot)}`)
        },
        confirmed: (_, sequence, ok) => this.heard.push(`confirm ${sequence} ${ok}`),
        returned: (_, id) => this.heard.push(`returned ${id}`),
        cancelled: (consumer) => this.heard.push(`cancelled ${consumer}`),
        blocked: (channel) => this.heard.push(`blocked ${channel}`),
        unblocked: (channel) => this.heard.push(`unblocked ${channel}`),
        failed: (channel, code) => this.heard.push(`failed ${channel} ${code}`),
      },
    })
    const { exchanges, queues, bindings, ackTimeoutMs } = setting
    if (ackTimeoutMs !== null) this.engine.setAckTimeout(ackTimeoutMs * 1000)
    this.reference.world.ackTimeoutMs = ackTimeoutMs
    for (const spec of exchanges) {
      expect(this.engine.declareExchange(spec).ok).toBe(true)
      this.reference.declareExchange(spec)
    }
    for (const at of queues.keys()) this.declare(at)
    for (const binding of bindings) {
      this.engine.bind(binding)
      this.reference.bind(binding)
    }
    this.#reopen()
  }

  do(step: Verb): void {
    const [done, wanted] = play(this, step)
    same(done, wanted)
    this.#reopen()
  }

  compare(): void {
    const { engine, reference } = this
    const { world } = reference
    engine.check()
    same(this.heard.slice(this.#compared), world.heard.slice(this.#compared))
    this.#compared = this.heard.length
    for (const queue of world.queues) {
      same(engine.isDeleted(queue.id), queue.deleted)
      if (queue.deleted) continue
      const slots = engine.readySlots(queue.id, 1000)
      const wanted = queue.spec.type === 'stream' ? queue.ready : readyOf(world, queue)
      same(
        slots.map((slot) => messageAt(engine, slot)),
        wanted.map((message) => messageOf(message)),
      )
      same(this.#countsOf(queue), countsOf(reference, queue))
    }
    for (const { id, live, queue } of world.consumers) {
      const isServed = live && (!queue.spec.arguments.singleActiveConsumer || isSeated(queue, id))
      same(engine.isServed(id), isServed)
    }
  }

  #countsOf({ id }: Queue) {
    const { engine } = this
    return {
      unacked: engine.unacked(id),
      aside: engine.aside(id),
      consumers: engine.consumerCount(id),
    }
  }

  declare(at: number): void {
    const spec = this.setting.queues[at]!
    const declared = this.engine.declareQueue(spec)
    if (!declared.ok) throw new Error(declared.reason)
    this.reference.declareQueue(spec)
    this.queueIds[at] = declared.id
  }

  /** Who has lost a channel opens another one; the last place is the publisher's. */
  #reopen(): void {
    for (let place = 0; place <= placeCount; place++) {
      const before = this.places[place]
      if (before !== undefined && this.engine.isOpen(before)) continue
      this.places[place] = this.engine.openChannel()
      same(this.reference.openChannel(), this.places[place])
      if (place < placeCount) continue
      this.engine.confirmSelect(this.places[place]!)
      this.reference.confirmSelect(this.places[place]!)
    }
  }
}

/** Asks the test's own comparison only when the texts differ: it takes longer than all the rest. */
function same(found: unknown, wanted: unknown): void {
  if (JSON.stringify(found) !== JSON.stringify(wanted)) expect(found).toEqual(wanted)
}

function isSeated({ active }: Queue, consumer: number): boolean {
  return active?.id === consumer
}

function countsOf({ world }: ReferenceBroker, queue: Queue) {
  const held = world.channels.flatMap((channel) => channel.held)
  return {
    unacked: held.filter((one) => one.queue === queue && !one.gone).length,
    aside: queue.waiting.length,
    consumers: consumersOf(world, queue).length,
  }
}
