import { lookAfter } from './after.ts'
import { end } from './consumers.ts'
import { closeChannel, deleteQueue, endIfForsaken } from './ending.ts'
import { bury } from './letters.ts'
import { expire } from './queues.ts'
import { headsOf } from './ready.ts'
import { release } from './settling.ts'
import { type Channel, type Consumer, consumersOf, type Queue, touch, type World } from './world.ts'

/** What happens by itself, and when. At one instant the smaller number goes first, of a queue or of a channel; then the kind. */
interface Due {
  readonly atMs: number
  readonly number: number
  readonly kind: number
  fire(): void
}

/** Lets time pass up to this moment. */
export function advance(world: World, toMs: number): void {
  for (;;) {
    const next = dues(world)[0]
    if (next === undefined || next.atMs > toMs) break
    world.nowMs = Math.max(world.nowMs, next.atMs)
    settleInstant(world)
  }
  world.nowMs = toMs
}

/** Everything that is due now, the dead letters of all of it last. */
export function settleInstant(world: World): void {
  for (let next = dues(world)[0]; next; next = dues(world)[0]) {
    if (next.atMs > world.nowMs) break
    next.fire()
  }
  bury(world)
}

function dues(world: World): Due[] {
  const all: Due[] = []
  for (const queue of world.queues) {
    if (queue.deleted) continue
    const number = queue.id
    const add = (kind: number, atMs: number, fire: () => void) => {
      if (Number.isFinite(atMs)) all.push({ atMs, number, kind, fire })
    }
    add(0, lookAtMs(world, queue), () => {
      queue.lookMs = null
      expire(world, queue)
    })
    add(1, queue.waiting[0]?.dueMs ?? Infinity, () => giveAgain(world, queue))
    add(3, heldTooLongMs(world, queue), () => endSlow(world, oldest(world, queue)!.consumer!))
    add(4, unusedMs(world, queue), () => deleteQueue(world, queue))
  }
  for (const channel of world.channels) {
    const atMs = Math.min(...timed(channel).map(({ untilMs }) => untilMs!))
    if (!Number.isFinite(atMs)) continue
    const fire = () => timeOut(world, channel, atMs)
    all.push({ atMs, number: channel.id, kind: 5, fire })
  }
  return all.sort((a, b) => a.atMs - b.atMs || a.number - b.number || a.kind - b.kind)
}

/** A classic queue has a timer; a quorum queue looks whenever something is over. */
function lookAtMs(world: World, queue: Queue): number {
  if (queue.spec.type === 'classic') return queue.lookMs ?? Number.POSITIVE_INFINITY
  if (queue.spec.type === 'stream') return Number.POSITIVE_INFINITY
  return Math.min(...headsOf(world, queue).map(({ deadlineMs }) => deadlineMs))
}

function giveAgain(world: World, queue: Queue): void {
  const due = queue.waiting.filter(({ dueMs }) => dueMs <= world.nowMs)
  queue.waiting = queue.waiting.filter((one) => !due.includes(one))
  for (const { message } of due) queue.returns.push(message)
  touch(world, queue)
  lookAfter(world)
}

/** `x-expires`. [semantics A6] */
function unusedMs(world: World, queue: Queue): number {
  const { expiresMs } = queue.args
  if (expiresMs === null || consumersOf(world, queue).length > 0) return Number.POSITIVE_INFINITY
  return queue.usedMs + expiresMs
}

/** What a consumer of the quorum queue holds longest. */
function oldest(world: World, queue: Queue) {
  const held = world.channels.flatMap((channel) => channel.held)
  const own = held.filter((one) => one.queue === queue && one.consumer !== null && !one.gone)
  return own.sort((a, b) => a.nth - b.nth)[0]
}

function heldTooLongMs(world: World, queue: Queue): number {
  const { consumerTimeoutMs } = queue.args
  const isTimed = world.rules.quorumTimes && queue.spec.type === 'quorum'
  if (!isTimed || consumerTimeoutMs === null) return Number.POSITIVE_INFINITY
  return (oldest(world, queue)?.sinceMs ?? Number.POSITIVE_INFINITY) + consumerTimeoutMs
}

function timed(channel: Channel) {
  return channel.held.filter(({ untilMs, gone }) => untilMs !== null && !gone)
}

/** Up to 4.0 the channel ends, else the consumer. [recorded: K161] */
function timeOut(world: World, channel: Channel, atMs: number): void {
  const { consumer } = timed(channel).find(({ untilMs }) => untilMs === atMs)!
  if (!world.rules.timeoutClosesChannel && consumer !== null) {
    endSlow(world, consumer)
    return
  }
  closeChannel(world, channel, 'timeout')
  world.heard.push(`failed ${channel.id} 406`)
}

/** What it holds goes back; its tags stay good and settle nothing. */
function endSlow(world: World, consumer: Consumer): void {
  const { channel, live } = consumer
  end(world, consumer)
  for (const held of channel.held) {
    if (held.consumer !== consumer || held.gone) continue
    held.gone = true
    release(world, channel, held, 'timeout')
  }
  lookAfter(world)
  if (live) world.heard.push(`cancelled ${consumer.id}`)
  endIfForsaken(world, consumer.queue)
}
