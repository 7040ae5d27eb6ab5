import { TraceReason } from '#core/model/trace.ts'
import { closeChannel } from './close-channel.ts'
import { type KeptBy, letterStored } from './dead-letter.ts'
import type { DeathHistory } from './death.ts'
import type { Engine } from './engine.ts'
import { tellConfirm } from './publish.ts'
import { dispatch } from './queue/dispatch.ts'
import { enqueue } from './queue/enqueue.ts'
import type { QuorumState } from './queue/quorum-state.ts'
import { lookAfter } from './settle.ts'
import { touch } from './touch.ts'

/** A copy that found no majority: it enters when there is one. */
export interface Withheld {
  /** Null of a dead letter, which no client sends. */
  readonly channel: number | null
  readonly messageId: number
  readonly envelope: number
  readonly mark: number
  readonly actor: number
  readonly history: DeathHistory | null
  /** Of a dead letter that its queue keeps until this is stored. */
  readonly kept: KeptBy | null
}

/**
 * A node stops: its clients are gone, and what it led is led by another member while a majority is up. [RabbitMQ: Quorum
 * Queues, leader election]
 */
export function stopNode(engine: Engine, node: number): void {
  engine.cluster.setUp(node, false)
  elect(engine)
  for (const channel of [...engine.channels]) {
    if (channel.node === node) closeChannel(engine, channel, TraceReason.crash)
  }
  recoverMajority(engine)
}

export function startNode(engine: Engine, node: number): void {
  engine.cluster.setUp(node, true)
  elect(engine)
  recoverMajority(engine)
}

/** Which side each node is on; all the same heals. A side without a majority neither stores nor delivers, and confirms nothing. */
export function partition(engine: Engine, sides: readonly number[]): void {
  engine.cluster.setSides(sides)
  elect(engine)
  recoverMajority(engine)
}

function elect(engine: Engine): void {
  engine.careful = engine.alarms.isOn || !engine.cluster.isWhole
  for (const { quorum } of engine.queues) {
    if (quorum !== null) quorum.leader = engine.cluster.leaderAfter(quorum.leader)
  }
}

/** What waited for a leader it can reach enters in the order it was sent, and is confirmed. */
function recoverMajority(engine: Engine): void {
  for (const queue of engine.queues) {
    const { quorum } = queue
    if (quorum === null) continue
    if (queue.deleted) refuseWithheld(engine, quorum)
    if (queue.deleted || quorum.leader < 0) continue
    const waiting = quorum.withheld
    quorum.withheld = []
    // What was ready before goes to the consumers first.
    dispatch(engine, queue)
    for (const withheld of waiting) {
      const channel = withheld.channel === null ? null : engine.channels[withheld.channel]!
      if (channel?.open === false) {
        engine.cluster.letGo(withheld.messageId)
        continue
      }
      if (channel !== null && !engine.cluster.reaches(channel.node, quorum.leader)) {
        quorum.withheld.push(withheld)
        continue
      }
      engine.cluster.publisher = channel
      const { messageId, envelope, mark, actor, history, kept } = withheld
      engine.cluster.letGo(messageId)
      const ok = enqueue(engine, queue, messageId, envelope, mark, actor, history)
      if (kept !== null) letterStored(engine, kept, queue.id)
      // A dead letter of the same message is no answer to its publisher.
      const due = channel === null ? null : engine.cluster.answer(messageId, ok)
      if (due !== null) tellConfirm(engine, due.channel, messageId, due.actor, due.sequence, due.ok)
    }
    touch(engine, queue)
  }
  lookAfter(engine)
}

/** Their queue is gone. */
function refuseWithheld(engine: Engine, quorum: QuorumState): void {
  for (const { channel, messageId } of quorum.withheld) {
    engine.cluster.letGo(messageId)
    if (channel === null) continue
    const due = engine.cluster.answer(messageId, false)
    if (due !== null) tellConfirm(engine, due.channel, messageId, due.actor, due.sequence, due.ok)
  }
  quorum.withheld = []
}
