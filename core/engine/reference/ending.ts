import { lookAfter } from './after.ts'
import { end, share } from './consumers.ts'
import { inLossOrder, release } from './settling.ts'
import { type Channel, consumersOf, type Queue, type Reason, touch, type World } from './world.ts'

/** How channels and queues end, and a whole broker that starts again. */

export function closeChannel(world: World, channel: Channel, reason: Reason): void {
  if (!channel.open) return
  channel.open = false
  channel.transaction = null
  const own = world.consumers.filter((one) => one.live && one.channel === channel)
  for (const consumer of own) end(world, consumer)
  giveAllBack(world, channel, reason)
  lookAfter(world)
  for (const { queue } of own) endIfForsaken(world, queue)
}

function giveAllBack(world: World, channel: Channel, reason: Reason): void {
  for (const held of inLossOrder(world, channel.held)) {
    channel.held = channel.held.filter((other) => other !== held)
    if (!held.gone) release(world, channel, held, reason)
  }
}

/** Its messages go, unacked ones too, and none is a dead letter. */
export function deleteQueue(world: World, queue: Queue): void {
  if (queue.deleted) return
  const { name } = queue.spec
  const own = consumersOf(world, queue)
  queue.deleted = true
  unbindFrom(world, name, false)
  for (const consumer of own) end(world, consumer)
  queue.ready = []
  queue.returns = []
  queue.waiting = []
  queue.lookMs = null
  for (const channel of world.channels) {
    for (const held of channel.held) {
      if (held.queue !== queue || held.gone) continue
      held.gone = true
      if (held.consumer !== null && channel.sharedMax !== null) share(world, channel)
    }
  }
  for (const consumer of own) world.heard.push(`cancelled ${consumer.id}`)
  lookAfter(world)
}

/** An auto-delete queue goes with its last consumer. */
export function endIfForsaken(world: World, queue: Queue): void {
  const isForsaken = queue.consumed && consumersOf(world, queue).length === 0
  if (queue.spec.autoDelete && isForsaken) deleteQueue(world, queue)
}

export function deleteExchange(world: World, name: string): void {
  world.exchanges = world.exchanges.filter((one) => one.name !== name)
  world.bindings = world.bindings.filter(({ from }) => from !== name)
  unbindFrom(world, name, true)
}

/** Nothing is bound to it any more. An auto-delete exchange goes with its last binding. */
function unbindFrom(world: World, to: string, toExchange: boolean): void {
  const gone = world.bindings.filter((one) => one.to === to && one.toExchange === toExchange)
  world.bindings = world.bindings.filter((one) => !gone.includes(one))
  for (const { from } of gone) forsake(world, from)
}

export function forsake(world: World, exchange: string): void {
  const spec = world.exchanges.find(({ name }) => name === exchange)
  const isBound = world.bindings.some(({ from }) => from === exchange)
  if (spec?.autoDelete && !isBound) deleteExchange(world, exchange)
}

/** The node stops and starts again: every channel ends, what is not durable goes. [semantics: queues, durability] */
export function restart(world: World, isCrash: boolean): void {
  const open = world.channels.filter((channel) => channel.open)
  for (const channel of open) {
    channel.open = false
    channel.transaction = null
    for (const consumer of world.consumers) if (consumer.channel === channel) end(world, consumer)
  }
  if (!world.rules.transientExchangesStay) {
    for (const { name, durable } of world.exchanges) if (!durable) deleteExchange(world, name)
  }
  for (const queue of world.queues) if (!queue.spec.durable) deleteQueue(world, queue)
  for (const channel of open) giveAllBack(world, channel, 'lost')
  for (const queue of world.queues) {
    if (queue.deleted || queue.spec.type !== 'classic') continue
    queue.ready = queue.ready.filter(({ persistent }) => persistent)
    if (isCrash) for (const message of queue.ready) message.again = true
    // It starts without a timer and looks at its head first of all.
    queue.lookMs = null
    queue.unseen = true
    touch(world, queue)
  }
  lookAfter(world)
}

export function purge(world: World, queue: Queue): number {
  const before = queue.ready.length + queue.returns.length + queue.waiting.length
  queue.ready = []
  queue.returns = []
  queue.turn = 0
  if (world.rules.purgeTakesWaiting) queue.waiting = []
  return before - queue.waiting.length
}
