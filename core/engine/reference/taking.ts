import { enter, takeSeat } from './consumers.ts'
import { bury } from './letters.ts'
import { expire, hand, seenOf, serve, takeOut } from './queues.ts'
import { nextOf } from './ready.ts'
import { startOf } from './streams.ts'
import { type Channel, consumersOf, type Queue, type World } from './world.ts'

/** How somebody consumes. */
export interface Subscription {
  readonly tag: string
  readonly autoAck: boolean
  readonly prefetch: number
  readonly priority: number
  readonly exclusive: boolean
  readonly start: Parameters<typeof startOf>[1]
}

/** basic.consume: the consumer's number, or minus a reply code. [semantics A4] */
export function consume(world: World, on: Channel, from: Queue, how: Subscription): number {
  if (from.deleted) return -404
  const refusal = refusalOf(world, on, from, how)
  if (refusal !== null) return -refusal
  const { ackTimeoutMs, rules } = world
  const isTimed = rules.timeoutClosesChannel || from.spec.type === 'quorum'
  const { start, ...terms } = how
  const consumer = {
    ...terms,
    id: world.consumers.length,
    channel: on,
    queue: from,
    timeoutMs: isTimed ? ackTimeoutMs : null,
    live: true,
    standsBy: false,
    offset: startOf(from, start),
  }
  world.consumers.push(consumer)
  from.consumed = true
  if (from.spec.arguments.singleActiveConsumer) takeSeat(world, consumer)
  enter(world, consumer)
  serve(world, from)
  bury(world)
  return consumer.id
}

function refusalOf(world: World, on: Channel, from: Queue, how: Subscription): number | null {
  const { type, arguments: args } = from.spec
  if (on.sharedMax !== null && type !== 'classic') return 540
  if (type === 'stream' && how.autoAck) return 540
  if (type === 'stream' && how.prefetch === 0) return 406
  if (type !== 'classic') return null
  const others = consumersOf(world, from)
  if (others.some(({ exclusive }) => exclusive)) return 403
  const isAlone = others.length === 0 && !args.singleActiveConsumer
  return how.exclusive && !isAlone ? 403 : null
}

/** basic.get: what was got as its client sees it, or a refusal, or that there is nothing. */
export function get(world: World, on: Channel, from: Queue, autoAck: boolean): string {
  const { type, arguments: args } = from.spec
  if (type === 'stream') return '540'
  if (type === 'quorum' && args.singleActiveConsumer) return '405'
  from.usedMs = world.nowMs
  if (type === 'quorum') expire(world, from)
  const message = nextOf(world, from)
  if (message === null) {
    bury(world)
    return 'nothing'
  }
  takeOut(world, from, message)
  hand(world, from, message, on, null, !autoAck)
  const left = from.ready.length + from.returns.length
  const seen = `${message.id} ${seenOf(world, from, message, true)}`
  expire(world, from)
  const isBefore = type === 'quorum' && !autoAck
  on.gotRemaining = isBefore ? left : from.ready.length + from.returns.length
  bury(world)
  return `${seen} before ${on.gotRemaining}`
}
