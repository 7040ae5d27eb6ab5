import type { PolicySpec } from '#core/model/policy.ts'
import type { BrokerProfile } from '#core/model/scenario.ts'
import type { BindingSpec, ExchangeSpec, QueueSpec } from '#core/model/topology.ts'
import { lookAfter } from './after.ts'
import { advance, settleInstant } from './clock.ts'
import { end, enter, share } from './consumers.ts'
import {
  closeChannel,
  deleteExchange,
  deleteQueue,
  endIfForsaken,
  forsake,
  purge,
  restart,
} from './ending.ts'
import { bury } from './letters.ts'
import { argumentsInForce, governedBy } from './policies.ts'
import { commit, type Published, publish, settle, settledTags } from './publishing.ts'
import { refuses, reopen, serve } from './queues.ts'
import { settleEach } from './settling.ts'
import { consume, get, type Subscription } from './taking.ts'
import { type Content, newWorld, type Reason, type Settlement, touch, type World } from './world.ts'

/** The verbs of the plain broker. */
export class ReferenceBroker {
  readonly world: World

  constructor(profile: BrokerProfile) {
    this.world = newWorld(profile)
  }

  declareExchange(spec: ExchangeSpec): void {
    this.world.exchanges.push({ ...spec, id: this.world.exchanges.length })
  }

  declareQueue(spec: QueueSpec): void {
    const { world } = this
    world.queues.push({
      id: world.queues.length,
      spec,
      args: argumentsInForce(world, spec),
      governor: governedBy(world, spec),
      ready: [],
      returns: [],
      waiting: [],
      firstOffset: 0,
      segments: [],
      ring: [],
      active: null,
      orders: 0,
      deleted: false,
      consumed: false,
      usedMs: world.nowMs,
      lookMs: null,
      unseen: false,
      turn: 0,
      closed: false,
    })
  }

  /** Declares again what is there. */
  renew(queue: number): true {
    const used = this.world.queues[queue]!
    if (used.spec.type === 'classic') used.usedMs = this.world.nowMs
    return true
  }

  bind(binding: BindingSpec): void {
    if (this.#bound(binding) === undefined) this.world.bindings.push(binding)
  }

  unbind(binding: BindingSpec): void {
    const { world } = this
    const bound = this.#bound(binding)
    if (bound === undefined) return
    world.bindings = world.bindings.filter((one) => one !== bound)
    forsake(world, binding.from)
  }

  deleteExchange(name: string): true {
    deleteExchange(this.world, name)
    return true
  }

  deleteQueue(queue: number): true {
    deleteQueue(this.world, this.world.queues[queue]!)
    return true
  }

  purge(queue: number): number {
    const purged = this.world.queues[queue]!
    const count = purge(this.world, purged)
    reopen(this.world, purged)
    return count
  }

  setPolicy(policy: PolicySpec): void {
    const { world } = this
    const isSame = ({ name, operator }: PolicySpec) =>
      name === policy.name && operator === policy.operator
    const at = world.policies.findIndex(isSame)
    if (at < 0) world.policies.push(policy)
    else world.policies[at] = policy
    this.#govern()
  }

  /** False when there is none of that name. */
  clearPolicy(name: string, operator: boolean): boolean {
    const { world } = this
    const kept = world.policies.filter((one) => one.name !== name || one.operator !== operator)
    if (kept.length === world.policies.length) return false
    world.policies = kept
    this.#govern()
    return true
  }

  openChannel(): number {
    const { channels } = this.world
    const id = channels.length
    const empty = { held: [], transaction: null, sharedMax: null, gotRemaining: 0 }
    channels.push({ id, open: true, confirms: false, confirmed: 0, lastTag: 0, ...empty })
    return id
  }

  confirmSelect(channel: number): void {
    this.world.channels[channel]!.confirms = true
  }

  closeChannel(channel: number): void {
    closeChannel(this.world, this.world.channels[channel]!, 'lost')
  }

  qos(channel: number, prefetch: number, global: boolean): void {
    const { world } = this
    const on = world.channels[channel]!
    const isShared = global && world.rules.sharedPrefetch
    on.sharedMax = isShared && prefetch > 0 ? prefetch : null
    share(world, on)
    lookAfter(world)
  }

  txSelect(channel: number): boolean {
    const on = this.world.channels[channel]!
    if (on.confirms) return false
    on.transaction ??= { publishes: [], settlements: [] }
    return true
  }

  txCommit(channel: number): boolean {
    return commit(this.world, this.world.channels[channel]!)
  }

  txRollback(channel: number): boolean {
    const on = this.world.channels[channel]!
    if (on.transaction === null) return false
    on.transaction = { publishes: [], settlements: [] }
    return true
  }

  publish(channel: number, exchange: string, content: Content, mandatory: boolean): Published {
    return publish(this.world, this.world.channels[channel]!, exchange, content, mandatory)
  }

  consume(channel: number, queue: number, how: Subscription): number {
    const { channels, queues } = this.world
    return consume(this.world, channels[channel]!, queues[queue]!, how)
  }

  cancel(consumer: number): void {
    const ending = this.world.consumers[consumer]!
    if (!ending.live) return
    end(this.world, ending)
    lookAfter(this.world)
    endIfForsaken(this.world, ending.queue)
  }

  setPrefetch(consumer: number, prefetch: number): void {
    const changing = this.world.consumers[consumer]!
    changing.prefetch = prefetch
    enter(this.world, changing)
    serve(this.world, changing.queue)
    bury(this.world)
  }

  get(channel: number, queue: number, autoAck: boolean): string {
    const { channels, queues } = this.world
    return get(this.world, channels[channel]!, queues[queue]!, autoAck)
  }

  settle(
    channel: number,
    tag: number,
    multiple: boolean,
    how: Settlement,
    reason: Reason,
  ): boolean {
    return settle(this.world, this.world.channels[channel]!, tag, multiple, how, reason)
  }

  /** All goes back but what a transaction has settled. */
  recover(channel: number): true {
    const on = this.world.channels[channel]!
    const taken = settledTags(on)
    const tags = on.held.map(({ tag }) => tag).filter((tag) => !taken.includes(tag))
    settleEach(this.world, on, tags, 'requeue', 'nack')
    return true
  }

  advance(toMs: number): void {
    advance(this.world, toMs)
  }

  restart(isCrash: boolean): void {
    restart(this.world, isCrash)
    settleInstant(this.world)
  }

  #govern(): void {
    const { world } = this
    for (const queue of world.queues) {
      if (queue.deleted) continue
      queue.args = argumentsInForce(world, queue.spec)
      // Another policy than before: it looks at its head, and whether it is unused is counted from now.
      const governor = governedBy(world, queue.spec)
      if (governor !== queue.governor) {
        const isRenewed = queue.spec.type !== 'quorum' || world.rules.policiesRenewQuorums
        if (isRenewed) queue.usedMs = world.nowMs
        queue.unseen = true
      }
      queue.governor = governor
      if (!refuses(queue)) queue.closed = false
      touch(world, queue)
    }
    lookAfter(world)
  }

  #bound(binding: BindingSpec): BindingSpec | undefined {
    const text = JSON.stringify(binding)
    return this.world.bindings.find((one) => JSON.stringify(one) === text)
  }
}
