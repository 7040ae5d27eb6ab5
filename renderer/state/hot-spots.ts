/** Where a large broker hurts: the few queues that grow or get nowhere, and why. Pure. */
import type { RunDescription } from '#core/model/run.ts'
import { type QueueFacts, queueFacts } from './queue-facts.ts'
import type { FrameView } from './run-frame.ts'
import type { RateTable } from './run-rates.ts'

export type HotReason =
  /** No consumer is declared; `deadLetters`: it only keeps what died. */
  | { readonly kind: 'nobody'; readonly deadLetters: boolean }
  | { readonly kind: 'all-down'; readonly consumers: number }
  /** At its length limit: what is more is dropped. */
  | { readonly kind: 'at-limit'; readonly limit: number; readonly lossRate: number }
  /** All consumers hold as much as they may; `prefetch`: of all together. */
  | { readonly kind: 'full'; readonly consumers: number; readonly prefetch: number }
  | { readonly kind: 'outpaced'; readonly consumers: number; readonly capacityRate: number }
  /** Share 0..1 of deliveries that are not the first. */
  | { readonly kind: 'redelivered'; readonly share: number }
  /** Not hot: only of a queue that was asked for. */
  | { readonly kind: 'calm' }

export interface HotSpot {
  readonly queue: QueueFacts
  readonly reason: HotReason
  /** Net growth of ready per second; 0 when it only breathes. */
  readonly growthRate: number
  /** Messages per second that leave ready for good: what comes in without what stays. */
  readonly outRate: number
  /** Length limit, or null. */
  readonly limit: number | null
}

export const hotSpotsMax = 5
/** Growth under this is breathing, not a backlog. */
const growsFrom = 0.5
/** A queue worth naming holds at least this many. */
const readyLeast = 20
const redeliveredFrom = 0.2
/** Slots taken from here on are all slots taken: one is always just being emptied. */
const fullFrom = 0.95
const noticeableRate = 0.05

/** All that hurts, and what the queues of the run are like; hottest first, at most five. */
export interface HotSpots {
  readonly spots: readonly HotSpot[]
  /** Net growth of ready of the whole broker, per second. */
  readonly growthRate: number
  /** What any queue would say about itself, hot or not; null when the run has none of that name. */
  readonly of: (queue: string) => HotSpot | null
}

export function hotSpots(
  description: RunDescription,
  frame: FrameView,
  rates: RateTable,
): HotSpots {
  const limits = new Map(
    description.scenario.topology.queues.map(({ name, arguments: set }) => [name, set.maxLength]),
  )
  const facts = queueFacts(description, frame, rates)
  const spotOf = (queue: QueueFacts): HotSpot => {
    const growthRate = Math.abs(queue.growthRate) < growsFrom ? 0 : queue.growthRate
    const limit = limits.get(queue.name) ?? null
    const reason = reasonOf(queue, growthRate, frame, limit)
    const outRate = Math.max(0, queue.arrivalRate - queue.growthRate)
    return { queue, reason, growthRate, outRate, limit }
  }
  const spots = facts
    .map(spotOf)
    .filter(({ reason }) => reason.kind !== 'calm')
    .sort((a, b) => b.growthRate - a.growthRate || b.queue.ready - a.queue.ready)
    .slice(0, hotSpotsMax)
  return {
    spots,
    growthRate: facts.reduce((sum, queue) => sum + queue.growthRate, 0),
    of: (name) => {
      const queue = facts.find((one) => one.name === name)
      return queue === undefined ? null : spotOf(queue)
    },
  }
}

const calm: HotReason = { kind: 'calm' }

function reasonOf(
  queue: QueueFacts,
  growthRate: number,
  frame: FrameView,
  limit: number | null,
): HotReason {
  if (queue.ready < readyLeast) return calm
  const deadLetters = queue.keepsDeadLetters
  if (queue.consumers.length === 0) {
    return growthRate > 0 || !deadLetters ? { kind: 'nobody', deadLetters } : calm
  }
  if (queue.consumersUp === 0) return { kind: 'all-down', consumers: queue.consumers.length }
  const lossRate = queue.dropRate
  if (limit !== null && queue.ready >= limit * 0.98 && lossRate > noticeableRate) {
    return { kind: 'at-limit', limit, lossRate }
  }
  if (growthRate > 0) {
    const prefetch = prefetchOf(queue, frame)
    return prefetch > 0 && queue.unacked >= prefetch * fullFrom
      ? { kind: 'full', consumers: queue.consumersUp, prefetch }
      : { kind: 'outpaced', consumers: queue.consumersUp, capacityRate: queue.capacityRate }
  }
  const delivered = queue.arrivalRate + queue.redeliveryRate
  const share = delivered > noticeableRate ? queue.redeliveryRate / delivered : 0
  return share >= redeliveredFrom ? { kind: 'redelivered', share } : calm
}

/** What the consumers that are up may hold together; 0 when one of them has no limit. */
function prefetchOf(queue: QueueFacts, frame: FrameView): number {
  let sum = 0
  for (const at of queue.consumers) {
    if (frame.consumer(at, 'state') !== 0) continue
    const own = frame.consumer(at, 'prefetch')
    if (!(own > 0)) return 0
    sum += own
  }
  return sum
}

/** What happens to the chosen queue from here. */
export interface Outlook {
  /** How long a message that arrives now waits, in seconds; null when nobody takes any. */
  readonly waitSeconds: number | null
  /** Until the length limit is reached, in seconds; null without a limit or without growth. */
  readonly limitSeconds: number | null
}

export function outlookOf({ queue, growthRate, outRate, limit }: HotSpot): Outlook {
  return {
    waitSeconds: outRate > noticeableRate ? queue.ready / outRate : null,
    limitSeconds:
      limit === null || growthRate <= 0 ? null : Math.max(0, limit - queue.ready) / growthRate,
  }
}
