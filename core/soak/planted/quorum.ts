import type { PlantedBug } from './planted-bug.ts'

/** Mistakes in quorum queues. */
export const quorumBugs: readonly PlantedBug[] = [
  {
    name: 'a delivery limit one too high',
    breaks: 'V12',
    file: 'delivery-counts.ts',
    find: 'failed(engine, slot)) > limit',
    replace: 'failed(engine, slot)) > limit + 1',
  },
  {
    name: 'a spent message comes back',
    breaks: 'V12',
    file: 'settle.ts',
    find: 'if (isSpent(engine, queue.quorum.deliveryLimit, slot)) {',
    replace: 'if (isSpent(engine, queue.quorum.deliveryLimit, slot) && attempt > 9) {',
  },
  {
    name: 'a quorum limit lets one more in',
    breaks: 'V10',
    file: 'queue/quorum-limits.ts',
    find: 'quorum.isOver(queue)) dropped',
    replace: 'quorum.isOver(queue) && queue.ready.count > queue.lengthMax + 1) dropped',
  },
  {
    name: 'a restart loses what a quorum queue keeps',
    breaks: 'V5',
    file: 'queue/quorum.ts',
    find: 'keepsAll: true',
    replace: 'keepsAll: false',
  },
]
