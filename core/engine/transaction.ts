import { TraceReason } from '#core/model/trace.ts'
import type { Channel } from './channel.ts'
import { accepted, type Declared, refused } from './declared.ts'
import type { Engine } from './engine.ts'
import { publishTo } from './publish.ts'
import { PublishResult } from './publish-result.ts'
import { routeOf } from './routing.ts'
import { type Settlement, settle, settleEach } from './settle.ts'

/** What a channel has published and settled since its last commit. */
export interface Transaction {
  readonly publishes: HeldPublish[]
  readonly settlements: HeldSettlement[]
  /** Tags that are settled as far as the client knows. */
  readonly tags: Set<number>
}

interface HeldPublish {
  readonly actor: number
  readonly envelope: number
  /** Where it went when it was published. */
  readonly queues: readonly number[]
  readonly mandatory: boolean
  readonly mark: number
}

interface HeldSettlement {
  readonly tags: readonly number[]
  readonly settlement: Settlement
  readonly reason: number
}

/** tx.select: from now on nothing happens before tx.commit. 406 on a channel in confirm mode. [RabbitMQ: AMQP transactions] */
export function selectTransaction(channel: Channel): Declared {
  if (channel.confirms) return refused(406, 'a channel in confirm mode cannot be transactional')
  channel.plain = false
  channel.transaction ??= { publishes: [], settlements: [], tags: new Set() }
  return accepted(channel.id)
}

/** tx.commit: what was published is enqueued, then what was settled is settled. 406 without tx.select. [source: rabbit_channel] */
export function commit(engine: Engine, channel: Channel): Declared {
  const done = channel.transaction
  if (done === null) return refused(406, 'the channel is not transactional')
  channel.transaction = { publishes: [], settlements: [], tags: new Set() }
  engine.cluster.publisher = channel
  for (const { actor, envelope, queues, mandatory, mark } of done.publishes) {
    const there = queues.filter((queue) => !engine.queues[queue]!.deleted)
    publishTo(engine, channel, actor, envelope, there, mandatory, mark)
  }
  for (const { tags, settlement, reason } of done.settlements) {
    settleEach(engine, channel, tags, settlement, reason)
  }
  return accepted(channel.id)
}

/** tx.rollback: all that is forgotten; deliveries are as unacked as before and are not made again. 406 without tx.select. */
export function rollBack(channel: Channel): Declared {
  if (channel.transaction === null) return refused(406, 'the channel is not transactional')
  channel.transaction = { publishes: [], settlements: [], tags: new Set() }
  return accepted(channel.id)
}

/** basic.publish on a transactional channel: routed now, enqueued by the commit. Returns bits of `PublishResult`; 0 is held. */
export function holdPublish(
  engine: Engine,
  transaction: Transaction,
  actor: number,
  envelope: number,
  mandatory: boolean,
  mark: number,
): number {
  const { envelopes, topology } = engine
  if (topology.exchanges[envelopes.exchange(envelope)]!.deleted) return PublishResult.noExchange
  const { queues } = routeOf(engine, envelope)
  if (envelopes.isInternal(envelope)) return PublishResult.forbidden
  transaction.publishes.push({ actor, envelope, queues, mandatory, mark })
  return 0
}

/** Any settlement on any channel. False: 406, nothing settled. */
export function settleOrHold(
  engine: Engine,
  channel: Channel,
  tag: number,
  multiple: boolean,
  settlement: Settlement,
  reason: number,
): boolean {
  const { tags, transaction } = channel
  if (transaction === null) {
    return settle(engine, channel, tag, multiple, settlement, reason)
  }
  if (!(multiple && tag === 0) && (!tags.has(tag) || transaction.tags.has(tag))) return false
  const asked = multiple ? tags.upTo(tag === 0 ? tags.lastTag : tag) : [tag]
  const held = asked.filter((one) => !transaction.tags.has(one))
  for (const one of held) transaction.tags.add(one)
  transaction.settlements.push({ tags: held, settlement, reason })
  return true
}

/** basic.recover: everything unacked goes back to its queue. 540 without `requeue`. [RabbitMQ: basic.recover] */
export function recover(engine: Engine, channel: Channel, requeue: boolean): Declared {
  if (!requeue) return refused(540, 'deliveries cannot be made again to the same consumer')
  const held = channel.transaction?.tags
  const tags = channel.tags.upTo(channel.tags.lastTag).filter((tag) => !held?.has(tag))
  settleEach(engine, channel, tags, 'requeue', TraceReason.nack)
  return accepted(channel.id)
}
