/** Who leads and who follows: what a frame tells about the members of quorum queues. */
import type { RunDescription } from '#core/model/run.ts'
import { type BrokerNode, brokerNodes } from '#core/model/scenario.ts'
import type { FrameView } from '#renderer/state/run-frame.ts'

export interface Members {
  /** Null while no majority is up. */
  readonly leader: BrokerNode | null
  /** Those that hear the leader. */
  readonly followers: readonly BrokerNode[]
  /** Those that do not. */
  readonly missing: readonly BrokerNode[]
}

/** Of a quorum queue by its number; null of any other. */
export function membersOf(frame: FrameView, queue: number): Members | null {
  const leads = frame.queue(queue, 'leader')
  if (Number.isNaN(leads)) return null
  const leader = brokerNodes.find((node) => node === leads) ?? null
  const hears = (node: BrokerNode) =>
    leader !== null && frame.isUp(node) && !frame.isParted(node) && !frame.isParted(leader)
  const others = brokerNodes.filter((node) => node !== leader)
  return {
    leader,
    followers: others.filter(hears),
    missing: others.filter((node) => !hears(node)),
  }
}

/** Names of the queues a node leads. */
export const ledBy = (
  { queues }: RunDescription,
  frame: FrameView,
  node: BrokerNode,
): readonly string[] => queues.filter((_, index) => frame.queue(index, 'leader') === node)
