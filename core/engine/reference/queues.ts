import { takerOf, turn } from './consumers.ts'
import { depart, failuresOf } from './deaths.ts'
import { countTurn, headsOf, isBeyond, isOver, nextOf, readyOf, take } from './ready.ts'
import { append, readOn } from './streams.ts'
import type { Channel, Consumer, Message, Queue, World } from './world.ts'

/** What a message is before it is in a queue. */
export type Arriving = Omit<
  Message,
  'enteredMs' | 'deadlineMs' | 'order' | 'attempts' | 'failures' | 'again' | 'lowest'
>

/** One copy arrives; false when the queue refuses it. [semantics A6, A7] */
export function enqueue(world: World, queue: Queue, arriving: Arriving): boolean {
  const message = enteringOf(world, queue, arriving)
  if (queue.spec.type === 'stream') {
    append(world, queue, message)
    return true
  }
  const isQuorum = queue.spec.type === 'quorum'
  const isLetter = arriving.deaths.length > 0
  if (isQuorum && queue.closed && !isLetter) return false
  const isFull = isOver(world, queue, [...readyOf(world, queue), message])
  if (!isQuorum && isFull && queue.args.overflow !== 'drop-head') {
    if (queue.args.overflow === 'reject-publish-dlx') depart(world, queue, message, 'maxlen')
    return false
  }
  const taker = takerOf(world, queue)
  const isMarked = isQuorum || (world.rules.marksStored && taker === null)
  if (isLetter && message.brought > 0 && isMarked) message.again = true
  if (taker !== null) {
    countTurn(queue)
    hand(world, queue, message, taker.channel, taker)
    return true
  }
  queue.ready.push(message)
  if (isQuorum) {
    limit(world, queue)
    expire(world, queue)
    return true
  }
  const isDropped = dropHeads(world, queue)
  if (isDropped || queue.ready.length === 1) expire(world, queue)
  return true
}

function enteringOf(world: World, queue: Queue, arriving: Arriving): Message {
  const own = arriving.expirationMs ?? Number.POSITIVE_INFINITY
  const ttlMs = Math.min(queue.args.messageTtlMs ?? Number.POSITIVE_INFINITY, own)
  const leastMs = queue.spec.type === 'quorum' ? 1 : 0
  return {
    ...arriving,
    enteredMs: world.nowMs,
    deadlineMs: world.nowMs + Math.max(ttlMs, leastMs),
    order: queue.orders++,
    attempts: 0,
    failures: null,
    again: false,
    lowest: false,
  }
}

/** Gives a message to a consumer, or to who asked by basic.get. Returns its tag. */
export function hand(
  world: World,
  queue: Queue,
  message: Message,
  channel: Channel,
  consumer: Consumer | null,
  keeps = consumer === null ? true : !consumer.autoAck,
): number {
  message.attempts++
  const tag = ++channel.lastTag
  const { nowMs } = world
  if (keeps) {
    const untilMs = timeLimit(world, nowMs, consumer)
    const nth = ++world.deliveries
    channel.held.push({ tag, message, queue, consumer, sinceMs: nowMs, nth, untilMs, gone: false })
  }
  if (consumer === null) return tag
  turn(world, consumer)
  const seen = seenOf(world, queue, message, false)
  world.heard.push(`deliver ${consumer.id} ${tag} ${message.id} ${seen}`)
  return tag
}

function timeLimit(world: World, nowMs: number, consumer: Consumer | null): number | null {
  if (consumer !== null) return consumer.timeoutMs === null ? null : nowMs + consumer.timeoutMs
  const { ackTimeoutMs, rules } = world
  return ackTimeoutMs === null || !rules.timeoutClosesChannel ? null : nowMs + ackTimeoutMs
}

/** What a client sees of earlier deliveries: the flag, and of a quorum queue the headers. */
export function seenOf(world: World, queue: Queue, message: Message, isGet: boolean): string {
  const { attempts, brought, again } = message
  const flag = attempts > 1 || again ? 'redelivered' : 'new'
  if (queue.spec.type !== 'quorum') return flag
  const before = attempts > 1 ? attempts - 1 : brought
  const words = [flag]
  if (world.rules.countsApart) {
    if (before > 0) words.push(`x-acquired-count=${before}`)
    if (failuresOf(message) > 0) words.push(`x-delivery-count=${failuresOf(message)}`)
  } else if (before > 0 || (isGet && world.rules.firstGetTellsCount)) {
    words.push(`x-delivery-count=${before}`)
  }
  return words.join(' ')
}

/** Hands out what is ready while somebody can take it. */
export function serve(world: World, queue: Queue): void {
  if (queue.spec.type === 'stream') {
    readOn(world, queue)
    return
  }
  if (queue.spec.type === 'quorum') expire(world, queue)
  for (let next = nextOf(world, queue); next !== null; next = nextOf(world, queue)) {
    const taker = takerOf(world, queue)
    if (taker === null) return
    takeOut(world, queue, next)
    hand(world, queue, next, taker.channel, taker)
    expire(world, queue)
  }
}

/** Takes a ready message out; a quorum queue that refused may be open again. */
export function takeOut(world: World, queue: Queue, message: Message): void {
  take(queue, message)
  reopen(world, queue)
}

/** Lets go of what is over its time at the head, or level by level until one lives. [semantics A6] */
export function expire(world: World, queue: Queue): void {
  const over = () => headsOf(world, queue).find(({ deadlineMs }) => deadlineMs <= world.nowMs)
  for (let head = over(); head; head = over()) {
    takeOut(world, queue, head)
    depart(world, queue, head, 'expired')
  }
  const headMs = nextOf(world, queue)?.deadlineMs ?? Number.POSITIVE_INFINITY
  // A classic queue's timer is only ever put earlier. [source: rabbit_amqqueue_process ensure_ttl_timer]
  if (headMs < (queue.lookMs ?? Number.POSITIVE_INFINITY)) queue.lookMs = headMs
}

/** A classic queue lets the first go until the others are within its limit. */
export function dropHeads(world: World, queue: Queue): boolean {
  let isDropped = false
  if (queue.args.overflow !== 'drop-head') return false
  while (isOver(world, queue, queue.ready)) {
    const next = nextOf(world, queue)!
    take(queue, next)
    depart(world, queue, next, 'maxlen')
    isDropped = true
  }
  return isDropped
}

/** Everything a quorum queue counts towards its limits. */
function counted(queue: Queue): Message[] {
  return [...queue.returns, ...queue.ready, ...queue.waiting.map(({ message }) => message)]
}

/** A quorum queue beyond its limit refuses what comes after, or lets the first go. [recorded: K146, K119] */
export function limit(world: World, queue: Queue): void {
  if (refuses(queue)) {
    if (isOver(world, queue, counted(queue))) queue.closed = true
    reopen(world, queue)
    return
  }
  const dropped: Message[] = []
  for (let next = nextOf(world, queue); next !== null; next = nextOf(world, queue)) {
    if (!isOver(world, queue, counted(queue))) break
    take(queue, next)
    dropped.push(next)
  }
  if (world.rules.dropsNewestFirst) dropped.reverse()
  for (const message of dropped) depart(world, queue, message, 'maxlen')
}

export function refuses(queue: Queue): boolean {
  const { maxLength, maxLengthBytes, overflow } = queue.args
  return overflow === 'reject-publish' && (maxLength !== null || maxLengthBytes !== null)
}

/** At four fifths of its limit. */
export function reopen(world: World, queue: Queue): void {
  const { maxLength, maxLengthBytes } = queue.args
  const soft = (most: number | null) => (most === null ? null : Math.floor(most * 0.8))
  const isFull = isBeyond(world, queue, counted(queue), soft(maxLength), soft(maxLengthBytes))
  if (!isFull) queue.closed = false
}
