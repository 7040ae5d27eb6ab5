import type { PlantedBug } from './planted-bug.ts'

/** Mistakes in what is over its time in queues with levels. */
export const expiringBugs: readonly PlantedBug[] = [
  {
    name: 'levels expire in turns',
    breaks: 'V11',
    file: 'queue/expiry.ts',
    find: '    if (!engine.rules.everyLevelExpires) return\n',
    replace: '    return\n',
  },
  {
    name: 'a priority queue looks whenever its head is due',
    breaks: 'V18',
    file: 'queue/expiry.ts',
    find: 'return deleted ? Number.POSITIVE_INFINITY : shelves.lookUs',
    replace: 'return Math.max(headDeadlineUs(engine, queue), shelves.lookUs)',
  },
]
