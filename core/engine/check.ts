import { channelFault, seatFault } from './check-channel.ts'
import type { Engine } from './engine.ts'
import { bytesOf } from './queue/keeping.ts'
import type { Queue } from './queue/queue.ts'
import type { QuorumState } from './queue/quorum-state.ts'
import type { ReadyList } from './queue/ready-list.ts'
import type { StreamLog } from './queue/stream-log.ts'
import { overheadBytes } from './queue/weight.ts'

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
  let aside = 0
  for (const queue of topology.queues) {
    checkReady(engine, queue, claim)
    checkCounts(queue)
    const fault = seatFault(queue)
    demand(fault === null, fault ?? '')
    for (const slot of asideSlots(queue)) {
      claim(slot, name(queue))
      demand(pages.queue(slot) === queue.id, `${name(queue)} keeps a message of another queue`)
      aside++
    }
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
    const fault = channelFault(engine, channel)
    demand(fault === null, fault ?? '')
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
    pages.held === ready + aside + delivered,
    `${pages.held} slots are in use, ${ready} ready, ${aside} aside and ${delivered} unacked`,
  )
  let free = 0
  for (let slot = pages.free; slot >= 0; slot = pages.link(slot)) {
    claim(slot, 'the free list')
    free++
  }
  if (pages.lent >= 0) {
    claim(pages.lent, 'the last basic.get')
    free++
  }
  demand(
    free + pages.held === pages.fresh,
    `${free} free and ${pages.held} held slots are not the ${pages.fresh} handed out`,
  )
  for (const slot of engine.failures.keys()) {
    demand(pages.hasFailed(slot), `slot ${slot} has failures but never failed`)
  }
  for (const slot of histories.keys()) {
    demand(pages.isDead(slot), `slot ${slot} has a history but never died`)
  }
}

type Claim = (slot: number, by: string) => void

function checkReady(engine: Engine, queue: Queue, claim: Claim): void {
  const { shelves, ready } = queue
  const lists = shelves === null ? [ready] : shelves.lists
  let length = 0
  let bytes = 0
  for (const list of lists) {
    bytes += checkList(engine, queue, list, list !== shelves?.returns, claim)
    length += list.count
  }
  demand(ready.count === length, `${name(queue)} counts ${ready.count}, has ${length}`)
  demand(queue.readyBytes === bytes, `${name(queue)} counts ${queue.readyBytes} B, has ${bytes}`)
  if (queue.log !== null) {
    checkReadings(engine, queue, queue.log)
    return
  }
  if (shelves !== null) {
    const next = shelves.next(engine.pages)?.head ?? -1
    demand(ready.head === next, `${name(queue)} says ${ready.head} is next, it is ${next}`)
  }
  checkWeights(engine, queue, queue.quorum, lists)
  const isStill = length === 0 || !queue.ring.isAnyFree() || queue.quorum?.leader === -1
  demand(isStill, `${name(queue)} has both messages and takers`)
  checkLimit(queue, queue.quorum)
}

/** Walks one list of ready messages, in order of arrival unless they are returns; the bytes of their bodies. */
function checkList(
  engine: Engine,
  queue: Queue,
  list: ReadyList,
  isOrdered: boolean,
  claim: Claim,
): number {
  const { pages, envelopes } = engine
  let length = 0
  let bytes = 0
  let last = -1
  for (let slot = list.head; slot >= 0; slot = pages.link(slot)) {
    claim(slot, name(queue))
    demand(pages.queue(slot) === queue.id, `${name(queue)} links a message of another queue`)
    if (last >= 0 && isOrdered) {
      const ahead = (pages.order(slot) - pages.order(last)) | 0
      demand(ahead > 0, `${name(queue)} is out of order at its message ${length + 1}`)
    }
    bytes += envelopes.sizeBytes(pages.envelope(slot))
    last = slot
    length++
  }
  demand(list.tail === last, `the tail of ${name(queue)} is not its last message`)
  demand(list.count === length, `a list of ${name(queue)} counts ${list.count}, has ${length}`)
  return bytes
}

/** Bytes that count towards a limit beside the bodies of ready messages. */
function checkWeights(
  engine: Engine,
  queue: Queue,
  quorum: QuorumState | null,
  lists: readonly ReadyList[],
): void {
  let overhead = 0
  for (const { head } of lists) {
    for (let slot = head; slot >= 0; slot = engine.pages.link(slot)) {
      overhead += overheadBytes(engine, queue, slot)
    }
  }
  demand(queue.overheadBytes === overhead, `${name(queue)} has ${overhead} B beside bodies`)
  if (quorum === null) return
  const aside = asideSlots(queue).reduce((sum, slot) => sum + bytesOf(engine, queue, slot), 0)
  demand(quorum.asideBytes === aside, `${name(queue)} counts ${quorum.asideBytes} B, not ${aside}`)
}

function checkLimit(queue: Queue, quorum: QuorumState | null): void {
  const { ready, lengthMax, readyBytes, bytesMax, refuses } = queue
  if (quorum === null) {
    const within = refuses || (ready.count <= lengthMax && readyBytes <= bytesMax)
    demand(within, `${name(queue)} is beyond its limit`)
  } else if (refuses) {
    demand(quorum.closed || !quorum.isOver(queue), `${name(queue)} is full and open`)
  } else {
    const within = ready.count === 0 || !quorum.isOver(queue)
    demand(within, `${name(queue)} is beyond its limit`)
  }
}

function checkReadings(engine: Engine, queue: Queue, log: StreamLog): void {
  if (queue.deleted) return
  const inSegments = log.segments.reduce((sum, { count }) => sum + count, 0)
  demand(inSegments === queue.ready.count, `${name(queue)} has ${inSegments} messages in segments`)
  const end = log.firstOffset + queue.ready.count
  for (const { id, reading } of queue.consumers) {
    demand(reading !== null, `consumer ${id} of ${name(queue)} reads nowhere`)
    const { offset, slot } = reading
    const found = slot < 0 ? end : (engine.pages.order(slot) - 1) >>> 0
    demand(offset === found, `consumer ${id} of ${name(queue)} is at ${offset}, its slot ${found}`)
  }
}

function checkCounts(queue: Queue): void {
  if (queue.log !== null) {
    const { firstOffset } = queue.log
    const gone = queue.deleted ? queue.entered : queue.ready.count + firstOffset
    demand(queue.entered === gone, `${queue.entered} messages entered ${name(queue)}, not ${gone}`)
    return
  }
  const { entered, ready, unacked, acked, dropped, deadLettered } = queue
  const aside = asideSlots(queue).length
  const found = ready.count + unacked + acked + dropped + deadLettered + aside
  demand(
    entered === found,
    `${entered} messages entered ${name(queue)}, ${found} are accounted for`,
  )
}

/** What a quorum queue holds beside its ready and unacked messages. */
function asideSlots(queue: Queue): readonly number[] {
  if (queue.quorum === null) return []
  return [...queue.quorum.waiting.slots, ...queue.quorum.letters.slots]
}

function count(counts: Map<number, number>, key: number): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

function name(queue: Queue): string {
  return `queue '${queue.spec.name}'`
}

function demand(holds: boolean, sentence: string): asserts holds {
  if (!holds) throw new Error(sentence)
}
