import type { ProfileRules } from '#core/engine/profile.ts'
import type { QueueSpec } from '#core/model/topology.ts'
import { Shelves } from './shelves.ts'

/** From this priority on a message is high where there are two levels. [source: rabbit_fifo priority_tag] */
const highFrom = 5
/** What a quorum queue takes a missing priority for where there are many levels. [recorded: K147] */
const usualLevel = 4

/** Where a queue keeps its ready messages; null for one list in order. */
export function shelvesFor(spec: QueueSpec, rules: ProfileRules): Shelves | null {
  const { maxPriority } = spec.arguments
  if (spec.type === 'quorum') {
    return new Shelves(rules.quorumLevels, rules.quorumLevels === 2)
  }
  return spec.type === 'classic' && maxPriority !== null
    ? new Shelves(maxPriority + 1, false)
    : null
}

/** The level of a priority: a classic queue takes a missing one for 0 and what is above its highest for that. */
export function levelOf(spec: QueueSpec, shelves: Shelves, priority: number | null): number {
  const highest = shelves.levels.length - 1
  if (spec.type === 'quorum' && highest === 1) return (priority ?? 0) >= highFrom ? 1 : 0
  const level = priority ?? (spec.type === 'quorum' ? usualLevel : 0)
  return Math.min(level, highest)
}
