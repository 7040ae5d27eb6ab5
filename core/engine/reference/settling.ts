import { lookAfter } from './after.ts'
import { enter, giveSeat, share } from './consumers.ts'
import { depart, failuresOf } from './deaths.ts'
import { putInOrder } from './ready.ts'
import type { Channel, Consumer, Held, Message, Queue, Reason, Settlement, World } from './world.ts'
import { touch } from './world.ts'

/** Settles these tags, as far as they are still out: what basic.get took one by one, then consumer after consumer by their tags. */
export function settleEach(
  world: World,
  channel: Channel,
  tags: readonly number[],
  how: Settlement,
  reason: Reason,
): void {
  const chosen = channel.held.filter(({ tag }) => tags.includes(tag))
  const gotten = chosen.filter(({ consumer, gone }) => consumer === null || gone)
  const consumers = new Set(chosen.filter(({ gone }) => !gone).map(({ consumer }) => consumer))
  const named = [...consumers].filter((one) => one !== null)
  named.sort((a, b) => (a.tag < b.tag ? -1 : 1))
  for (const held of gotten) {
    settleOne(world, channel, held, how, reason)
    lookAfter(world)
  }
  for (const consumer of named) {
    const own = chosen.filter((held) => held.consumer === consumer && !held.gone)
    for (const held of own) settleOne(world, channel, held, how, reason)
    lookAfter(world)
  }
}

export function settleOne(
  world: World,
  channel: Channel,
  held: Held,
  how: Settlement,
  reason: Reason,
): void {
  channel.held = channel.held.filter((other) => other !== held)
  if (held.gone) return
  const { queue, message, consumer } = held
  if (how === 'requeue') release(world, channel, held, reason)
  else {
    comeBack(world, channel, consumer)
    if (how === 'discard' && queue.spec.type !== 'stream') {
      countDiscard(world, queue, message, reason)
      depart(world, queue, message, 'rejected')
    }
    touch(world, queue)
    settled(world, channel, consumer)
  }
}

/** One delivery goes back to its queue. It is no longer among those its channel holds. */
export function release(world: World, channel: Channel, held: Held, reason: Reason): void {
  const { queue, message, consumer } = held
  comeBack(world, channel, consumer)
  if (queue.spec.type !== 'stream') putBack(world, queue, message, consumer, reason)
  touch(world, queue)
  settled(world, channel, consumer)
}

/** Who settled one may take another; under a shared limit when it is known who else may. */
function comeBack(world: World, channel: Channel, consumer: Consumer | null): void {
  if (consumer !== null && channel.sharedMax === null) enter(world, consumer)
}

/** A share of the channel is free, and who is to give way may hold nothing any more. */
function settled(world: World, channel: Channel, consumer: Consumer | null): void {
  if (consumer === null) return
  if (channel.sharedMax !== null) share(world, channel)
  if (consumer.queue.active === consumer) giveSeat(world, consumer.queue)
}

function putBack(
  world: World,
  queue: Queue,
  message: Message,
  consumer: Consumer | null,
  reason: Reason,
): void {
  countReturn(world, queue, message, reason)
  if (queue.spec.type === 'classic') {
    putInOrder(queue, message)
    queue.unseen = true
    return
  }
  const { rules } = world
  const most = deliveryLimit(world, queue)
  const count = rules.allReturnsCount ? message.attempts : failuresOf(message)
  if (most !== null && count > most) {
    if (rules.spentGrants && consumer !== null && consumer.prefetch > 0) {
      consumer.prefetch++
      enter(world, consumer)
    }
    depart(world, queue, message, 'delivery_limit')
    return
  }
  const waitMs = retryAfter(world, queue, message, reason)
  if (waitMs > 0) {
    queue.waiting.push({ message, dueMs: world.nowMs + waitMs })
    queue.waiting.sort((a, b) => a.dueMs - b.dueMs)
  } else if (
    rules.tailWithoutLimit &&
    most === null &&
    (reason === 'nack' || reason === 'reject')
  ) {
    message.order = queue.orders++
    message.lowest = true
    putInOrder(queue, message)
  } else queue.returns.push(message)
}

/** Null is none. [semantics A13: K22, K30, K31] */
function deliveryLimit({ rules }: World, queue: Queue): number | null {
  const most = queue.args.deliveryLimit ?? rules.usualLimit
  return most !== null && most < 0 && rules.negativeLimitIsNone ? null : most
}

/** min(shortest x failures, longest), where that kind of return waits at all. */
function retryAfter({ rules }: World, queue: Queue, message: Message, reason: Reason): number {
  const { delayedRetryType, delayedRetryMinMs, delayedRetryMaxMs } = queue.args
  if (!rules.quorumTimes || delayedRetryType === null || delayedRetryType === 'disabled') return 0
  const kind = isFailure(reason) ? 'failed' : 'returned'
  if (delayedRetryType !== 'all' && delayedRetryType !== kind) return 0
  const askedMs = (delayedRetryMinMs ?? 0) * Math.max(1, failuresOf(message))
  return Math.min(askedMs, delayedRetryMaxMs ?? Number.POSITIVE_INFINITY)
}

function isFailure(reason: Reason): boolean {
  return reason === 'reject' || reason === 'lost'
}

function countReturn({ rules }: World, queue: Queue, message: Message, reason: Reason): void {
  const counts =
    rules.failures === 'rejects'
      ? isFailure(reason)
      : rules.failures === 'discards' && reason === 'lost' && queue.spec.type === 'quorum'
  if (counts) message.failures = failuresOf(message) + 1
}

function countDiscard({ rules }: World, queue: Queue, message: Message, reason: Reason): void {
  const counts =
    rules.failures === 'rejects'
      ? reason === 'reject'
      : rules.failures === 'discards' && queue.spec.type === 'quorum'
  if (counts) message.failures = failuresOf(message) + 1
}

/**
 * How what a lost channel held comes back: consumer after consumer, each message of basic.get as one of its own named by its
 * tag. By names, or by the coming of the consumers, those of basic.get last. [recorded: K167]
 */
export function inLossOrder(world: World, held: readonly Held[]): Held[] {
  const nameOf = ({ consumer, tag, gone }: Held) =>
    consumer === null || gone ? `${tag}` : consumer.tag
  const placeOf = ({ consumer, gone }: Held) =>
    consumer === null || gone ? Number.POSITIVE_INFINITY : consumer.id
  return held.toSorted((a, b) => {
    if (!world.rules.lossesByName && placeOf(a) !== placeOf(b)) return placeOf(a) - placeOf(b)
    return nameOf(a) === nameOf(b) ? 0 : nameOf(a) < nameOf(b) ? -1 : 1
  })
}
