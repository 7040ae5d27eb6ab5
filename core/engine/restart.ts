import { TraceReason } from '#core/model/trace.ts'
import type { Channel } from './channel.ts'
import { endConsumer } from './consume.ts'
import { deleteQueue } from './delete-queue.ts'
import type { Engine } from './engine.ts'
import { drop } from './queue/departure.ts'
import type { Queue } from './queue/queue.ts'
import { takeReady } from './queue/ready.ts'
import { shelve } from './queue/shelving.ts'
import { lookAfter, putAllBack } from './settle.ts'
import { touch } from './touch.ts'
import { nobody } from './trace-sink.ts'

/** `clean`: the node was stopped in good order. `crash`: it was killed. */
export type Stop = 'clean' | 'crash'

/**
 * The broker stops and starts again, at one instant. Every channel ends; what is not durable or belongs to a connection goes; of a
 * classic queue's messages the transient ones are lost, and after a crash all others come back marked, because nobody
 * wrote down which had been delivered. [RabbitMQ: Queues, durability; Persistence]
 */
export function restart(engine: Engine, stop: Stop): void {
  const { topology } = engine
  const open = disconnectAll(engine)
  // First what goes: what comes back may die of its delivery limit and must not be sent to one that goes.
  if (!topology.rules.transientExchangesStay) topology.removeTransientExchanges()
  for (const queue of topology.queues) {
    const goes = !queue.spec.durable || queue.spec.exclusive
    if (goes && !queue.deleted) deleteQueue(engine, queue, false, false)
  }
  for (const channel of open) putAllBack(engine, channel, TraceReason.crash)
  for (const queue of topology.queues) {
    if (!queue.deleted && !queue.kind.keepsAll) recover(engine, queue, stop)
  }
  lookAfter(engine)
}

/** Ends all consumers, so that nobody is given what another one held; limits and TTLs wait for the start. */
function disconnectAll(engine: Engine): readonly Channel[] {
  const open = engine.channels.filter((channel) => channel.open)
  for (const channel of open) {
    channel.open = false
    channel.transaction = null
    for (const consumer of [...channel.consumers]) endConsumer(engine, consumer)
    engine.alarms.forget(channel.id)
  }
  for (const connection of engine.connections) connection.open = false
  return open
}

function recover(engine: Engine, queue: Queue, stop: Stop): void {
  const { pages, envelopes, templates } = engine
  const survivors: number[] = []
  while (queue.ready.count > 0) {
    const slot = takeReady(engine, queue)
    if (!templates.row(envelopes.template(pages.envelope(slot))).template.persistent) {
      drop(engine, queue, slot, TraceReason.crash, nobody)
      continue
    }
    if (stop === 'crash') pages.markAgain(slot)
    pages.setLink(slot, -1)
    survivors.push(slot)
  }
  const { shelves } = queue
  for (const slot of survivors) {
    if (shelves === null) appendReady(engine, queue, slot)
    else shelve(engine, queue, shelves, slot)
  }
  if (shelves !== null) {
    // It starts without a timer and looks at its head first of all.
    shelves.lookUs = Number.POSITIVE_INFINITY
    shelves.isUnseen = queue.expires
  }
  touch(engine, queue)
}

function appendReady({ pages, envelopes }: Engine, queue: Queue, slot: number): void {
  queue.ready.append(pages, slot)
  queue.readyBytes += envelopes.sizeBytes(pages.envelope(slot))
}
