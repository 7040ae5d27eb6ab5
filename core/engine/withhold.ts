import type { DeathHistory } from './death.ts'
import type { Engine } from './engine.ts'
import type { QuorumState } from './queue/quorum-state.ts'

/** Keeps a copy back whose queue has no majority where its publisher can reach it. False when it may enter. */
export function withhold(
  engine: Engine,
  quorum: QuorumState,
  messageId: number,
  envelope: number,
  mark: number,
  actor: number,
  history: DeathHistory | null,
): boolean {
  const { cluster } = engine
  const publisher = history === null ? cluster.publisher : null
  const { leader } = quorum
  const reaches = publisher === null || cluster.reaches(publisher.node, leader)
  if (leader >= 0 && reaches) return false
  const channel = publisher?.id ?? null
  quorum.withheld.push({ channel, messageId, envelope, mark, actor, history, kept: null })
  cluster.keepBack(messageId)
  if (publisher?.confirms) cluster.withhold(messageId)
  return true
}
