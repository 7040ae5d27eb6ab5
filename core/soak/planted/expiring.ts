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
    name: 'a priority queue looks at its first head only',
    breaks: 'V11',
    file: 'queue/expiry.ts',
    find: 'shelves.lookUs = isOver ? headUs : Math.min(shelves.lookUs, headUs)',
    replace:
      'shelves.lookUs = isOver ? Number.POSITIVE_INFINITY : Math.min(shelves.lookUs, headUs)',
  },
  {
    name: 'a restart does not look at what it kept',
    breaks: 'V11',
    file: 'restart.ts',
    find: 'shelves.isUnseen = queue.expires',
    replace: 'shelves.isUnseen = false',
  },
]
