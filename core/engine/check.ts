import type { Engine } from './engine.ts'
import type { Queue } from './queue/queue.ts'

/** Throws a sentence for the first thing that contradicts itself: counts, links, tags, free slots. O(everything). */
export function check(engine: Engine): void {
  const { pages, topology, channels, histories } = engine
  const seen = new Uint8Array(pages.fresh)
  const claim = (slot: number, by: string) => {
    demand(slot >= 0 && slot < pages.fresh, `${by} names slot ${slot}, which was never handed out`)
    demand(seen[slot] === 0, `${by} and something else both hold slot ${slot}`)
    seen[slot] = 1
  }
  let ready = 0
  for (const queue of topology.queues) {
    checkReady(engine, queue, claim)
    checkCounts(queue)
    ready += queue.ready.count
  }

  const unacked = new Map<number, number>()
  const held = new Map<number, number>()
  let delivered = 0
  for (const channel of channels) {
    let outstanding = 0
    channel.tags.haunt((slot) => {
      claim(slot, `channel ${channel.id}`)
      outstanding++
      count(unacked, pages.queue(slot))
      count(held, pages.link(slot))
      return false
    })
    demand(
      outstanding <= channel.tags.outstanding,
      `channel ${channel.id} counts ${channel.tags.outstanding} unacked and has ${outstanding}`,
    )
    demand(channel.open || outstanding === 0, `closed channel ${channel.id} holds messages`)
    delivered += outstanding
  }
  for (const queue of topology.queues) {
    const found = unacked.get(queue.id) ?? 0
    demand(
      queue.unacked === found,
      `${name(queue)} counts ${queue.unacked} unacked, the channels hold ${found}`,
    )
  }
  for (const consumer of engine.consumers) {
    const found = held.get(consumer.id) ?? 0
    demand(
      consumer.unacked === found,
      `consumer ${consumer.id} counts ${consumer.unacked} unacked, its channel holds ${found}`,
    )
    demand(
      consumer.waiting || !consumer.canTake(),
      `consumer ${consumer.id} can take a message but does not wait`,
    )
  }

  demand(engine.deadLetters.isEmpty(), 'a dead letter was not sent on')
  demand(
    pages.held === ready + delivered,
    `${pages.held} slots are in use, ${ready} ready and ${delivered} unacked`,
  )
  let free = 0
  for (let slot = pages.free; slot >= 0; slot = pages.link(slot)) {
    claim(slot, 'the free list')
    free++
  }
  demand(
    free + pages.held === pages.fresh,
    `${free} free and ${pages.held} held slots are not the ${pages.fresh} handed out`,
  )
  for (const slot of histories.keys()) {
    demand(pages.isDead(slot), `slot ${slot} has a history but never died`)
  }
}

function checkReady(engine: Engine, queue: Queue, claim: (slot: number, by: string) => void): void {
  const { pages, envelopes } = engine
  let length = 0
  let bytes = 0
  let last = -1
  for (let slot = queue.ready.head; slot >= 0; slot = pages.link(slot)) {
    claim(slot, name(queue))
    demand(pages.queue(slot) === queue.id, `${name(queue)} links a message of another queue`)
    if (last >= 0) {
      const ahead = (pages.order(slot) - pages.order(last)) | 0
      demand(ahead > 0, `${name(queue)} is out of order at its message ${length + 1}`)
    }
    bytes += envelopes.sizeBytes(pages.envelope(slot))
    last = slot
    length++
  }
  demand(queue.ready.tail === last, `the tail of ${name(queue)} is not its last message`)
  demand(queue.ready.count === length, `${name(queue)} counts ${queue.ready.count}, has ${length}`)
  demand(queue.readyBytes === bytes, `${name(queue)} counts ${queue.readyBytes} B, has ${bytes}`)
  demand(length === 0 || !queue.ring.isAnyFree(), `${name(queue)} has both messages and takers`)
  if (!queue.refuses) {
    const within = length <= queue.lengthMax && bytes <= queue.bytesMax
    demand(within, `${name(queue)} is beyond its limit`)
  }
}

function checkCounts(queue: Queue): void {
  const { entered, ready, unacked, acked, dropped, deadLettered } = queue
  const found = ready.count + unacked + acked + dropped + deadLettered
  demand(
    entered === found,
    `${entered} messages entered ${name(queue)}, ${found} are accounted for`,
  )
}

function count(counts: Map<number, number>, key: number): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

function name(queue: Queue): string {
  return `queue '${queue.spec.name}'`
}

function demand(holds: boolean, sentence: string): void {
  if (!holds) throw new Error(sentence)
}
