/** Numbers of a large topology: what groups and their painters see, worked out a few times a second. */
import { createContext } from 'react'
import type { FrameView } from '#renderer/state/run-frame.ts'
import type { RateTable } from '#renderer/state/run-rates.ts'
import { LivePainters } from './live.ts'
import type { RunIndex } from './run-index.ts'
import type { TopologyGroup } from './topology-groups.ts'

export interface GroupPicture {
  readonly frame: FrameView
  readonly rates: RateTable
  readonly index: RunIndex
  /** Indices of the queues the inspector names as hot spots. */
  readonly hot: ReadonlySet<number>
}

export interface GroupSums {
  readonly ready: number
  readonly unacked: number
  /** Net change of ready per second. */
  readonly growth: number
}

export class GroupPainters extends LivePainters<GroupPicture> {}

export const GroupContext = createContext<GroupPainters | null>(null)

export function sumsOf(
  { queues }: Pick<TopologyGroup, 'queues'>,
  { frame, rates, index }: Omit<GroupPicture, 'hot'>,
): GroupSums {
  let [ready, unacked, growth] = [0, 0, 0]
  for (const name of queues) {
    const at = index.of('queue', name)
    ready += frame.queue(at, 'ready')
    unacked += frame.queue(at, 'unacked')
    growth += rates.queue(at, 'ready')
  }
  return { ready, unacked, growth }
}

/** Share 0..1 of a log scale that ends at a million: one scale for all groups. */
export const logShare = (count: number): number =>
  count <= 0 ? 0 : Math.min(1, (Math.log10(count) + 0.3) / 6.3)
