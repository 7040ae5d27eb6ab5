import {
  allHeld,
  type Channel,
  type Consumer,
  consumersOf,
  type Queue,
  touch,
  type World,
} from './world.ts'

/** Who may be given a message, and whose turn it is. [semantics A4] */

export function heldBy(world: World, consumer: Consumer): number {
  return allHeld(world).filter((held) => held.consumer === consumer).length
}

export function canTake(world: World, consumer: Consumer): boolean {
  const { live, standsBy, channel, autoAck, prefetch, queue } = consumer
  if (!live || standsBy) return false
  const shared = channel.held.filter((held) => held.consumer !== null && !held.gone).length
  if (channel.sharedMax !== null && shared >= channel.sharedMax) return false
  if (autoAck) return true
  const most = prefetch > 0 ? prefetch : queue.spec.type === 'quorum' ? 2000 : Infinity
  return heldBy(world, consumer) < most
}

/** Who can take a message stands in the ring; who comes goes to its end. True when it came just now. */
export function enter(world: World, consumer: Consumer): boolean {
  const { ring } = consumer.queue
  if (ring.includes(consumer) || !canTake(world, consumer)) return false
  ring.push(consumer)
  return true
}

export function leave(consumer: Consumer): void {
  consumer.queue.ring = consumer.queue.ring.filter((other) => other !== consumer)
}

/** Whose turn it is: of the highest priority the first. Whoever is full when its turn comes leaves. */
export function takerOf(world: World, queue: Queue): Consumer | null {
  for (;;) {
    const highest = Math.max(...queue.ring.map(({ priority }) => priority))
    const first = queue.ring.find(({ priority }) => priority === highest)
    if (first === undefined) return null
    if (canTake(world, first)) return first
    leave(first)
  }
}

/** It has had its turn and goes to the end; of a quorum queue who is full leaves at once. */
export function turn(world: World, consumer: Consumer): void {
  const { queue } = consumer
  leave(consumer)
  if (queue.spec.type === 'quorum' && !canTake(world, consumer)) return
  queue.ring.push(consumer)
}

/** A share of the channel's limit may be free: its consumers come back in the order they were started. */
export function share(world: World, channel: Channel): void {
  for (const consumer of world.consumers) {
    if (consumer.channel === channel && enter(world, consumer)) touch(world, consumer.queue)
  }
}

/** A newcomer to a queue that serves one: it is the one, or stands by; from 4.0 on a quorum queue's gives way to a higher priority. */
export function takeSeat(world: World, consumer: Consumer): void {
  const { queue } = consumer
  if (queue.active === null) {
    queue.active = consumer
    return
  }
  consumer.standsBy = true
  const yields = world.rules.seatYields && queue.spec.type === 'quorum'
  if (!yields || consumer.priority <= queue.active.priority) return
  queue.active.standsBy = true
  giveSeat(world, queue)
}

/** The active one that is to give way does so once it holds nothing. */
export function giveSeat(world: World, queue: Queue): void {
  const { active } = queue
  if (active?.standsBy && heldBy(world, active) === 0) seatNext(world, queue)
}

/** The highest priority follows, among equals who came first; up to 3.13 in a quorum queue who came first. */
export function seatNext(world: World, queue: Queue): void {
  const heeds = queue.spec.type === 'classic' || world.rules.seatYields
  const waiting = consumersOf(world, queue)
  const highest = Math.max(...waiting.map(({ priority }) => priority))
  const next = waiting.find(({ priority }) => !heeds || priority === highest) ?? null
  queue.active = next
  if (next === null) return
  next.standsBy = false
  enter(world, next)
  touch(world, queue)
}

/** No more deliveries; what it holds stays with its channel. */
export function end(world: World, consumer: Consumer): void {
  if (!consumer.live) return
  const { queue } = consumer
  consumer.live = false
  leave(consumer)
  if (queue.active === consumer) seatNext(world, queue)
  if (consumersOf(world, queue).length === 0) queue.usedMs = world.nowMs
}
