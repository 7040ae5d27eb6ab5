/** What the numbers of one frame mean: per queue its load against its consumers. Pure; read by narrator and inspector. */
import type { RunDescription } from '#core/model/run.ts'
import { deadLetterQueues } from './dead-letter-queues.ts'
import type { FrameView } from './run-frame.ts'
import type { RateTable } from './run-rates.ts'

export interface QueueFacts {
  readonly index: number
  readonly name: string
  readonly ready: number
  readonly unacked: number
  /** Per virtual second, over the last while. */
  readonly arrivalRate: number
  readonly redeliveryRate: number
  readonly deadLetterRate: number
  readonly dropRate: number
  /** Net growth of ready. */
  readonly growthRate: number
  /** Index of each consumer of this queue. */
  readonly consumers: readonly number[]
  /** Those that are served: of single active consumers one. */
  readonly consumersUp: number
  /** Deliveries its consumers can finish per second while they are up. */
  readonly capacityRate: number
  /** Share of the capacity that first deliveries take; above 1 the queue grows. */
  readonly firstShare: number
  readonly retryShare: number
  /** Receives dead letters and has no binding or producer of its own. */
  readonly keepsDeadLetters: boolean
  /** A stream: each of its consumers reads all of it, so its capacity is the slowest one's, and `ready` is what it retains. */
  readonly isLog: boolean
}

/** Facts of all queues, or of the one asked for. */
export function queueFacts(
  { scenario, queues }: RunDescription,
  frame: FrameView,
  rates: RateTable,
): QueueFacts[] {
  const dead = deadLetterQueues(scenario)
  const logs = new Set(
    scenario.topology.queues.filter(({ type }) => type === 'stream').map(({ name }) => name),
  )
  const consumersOf = new Map<string, number[]>()
  scenario.consumers.forEach(({ queue }, index) => {
    const those = consumersOf.get(queue)
    if (those === undefined) consumersOf.set(queue, [index])
    else those.push(index)
  })
  return queues.map((name, index) => {
    const consumers = consumersOf.get(name) ?? []
    const up = consumers.filter(
      (at) => frame.consumer(at, 'state') === 0 && frame.consumer(at, 'served') === 1,
    )
    const isLog = logs.has(name)
    const each = up.map((at) => 1e6 / Math.max(1, frame.consumer(at, 'serviceMeanUs')))
    const capacityRate =
      isLog && each.length > 0 ? Math.min(...each) : each.reduce((sum, rate) => sum + rate, 0)
    const arrivalRate = rates.queue(index, 'published')
    const redeliveryRate = rates.queue(index, 'redelivered')
    const share = (rate: number) => (capacityRate > 0 ? rate / capacityRate : 0)
    return {
      index,
      name,
      ready: frame.queue(index, 'ready'),
      unacked: frame.queue(index, 'unacked'),
      arrivalRate,
      redeliveryRate,
      deadLetterRate: rates.queue(index, 'deadLettered'),
      dropRate: rates.queue(index, 'dropped') + rates.queue(index, 'expired'),
      growthRate: rates.queue(index, 'ready'),
      consumers,
      consumersUp: up.length,
      capacityRate,
      firstShare: share(arrivalRate),
      retryShare: share(redeliveryRate),
      keepsDeadLetters: dead.has(name),
      isLog,
    }
  })
}
