import type { PlantedBug } from './planted-bug.ts'

/** Mistakes in expiry, dead letters, purges and deletions. */
export const dyingBugs: readonly PlantedBug[] = [
  {
    name: 'expiry a millisecond late',
    breaks: 'V11',
    file: 'queue/expiry.ts',
    find: 'while (headUs <= engine.clock.nowUs)',
    replace: 'while (headUs + 1000 <= engine.clock.nowUs)',
  },
  {
    name: 'own expiration ignored',
    breaks: 'V11',
    file: 'queue/expiry.ts',
    find: 'Math.min(ttlUsOf(engine, queue, slot), ownUs)',
    replace: 'ttlUsOf(engine, queue, slot)',
  },
  {
    name: 'the longer TTL wins',
    breaks: 'V11',
    file: 'queue/expiry.ts',
    find: 'Math.min(ttlUsOf(engine, queue, slot), ownUs)',
    replace: 'Math.max(ttlUsOf(engine, queue, slot), ownUs)',
  },
  {
    name: 'a dead letter keeps its expiration',
    breaks: 'V11',
    file: 'templates.ts',
    find: 'expirationMs: null',
    replace: 'expirationMs: row.template.expirationMs',
  },
  {
    name: 'dead letters go in circles',
    breaks: 'V12',
    file: 'death.ts',
    find: 'if (death.queue === queue) return true',
    replace: 'if (death.queue === queue) return false',
  },
  {
    name: 'a reject does not break the circle',
    breaks: 'V12',
    file: 'death.ts',
    find: "    if (death.reason === 'rejected') return false\n",
    replace: '',
  },
  {
    name: 'deaths are not counted up',
    breaks: 'V12',
    file: 'death.ts',
    find: 'count: known.count + 1',
    replace: 'count: known.count',
  },
  {
    name: 'a purge dead-letters',
    breaks: 'V12',
    file: 'queue/departure.ts',
    find: 'drop(engine, queue, takeReady(engine, queue), TraceReason.purged, nobody)',
    replace: 'depart(engine, queue, takeReady(engine, queue), TraceReason.purged, nobody)',
  },
  {
    name: 'a deleted queue keeps what is unacked',
    breaks: 'V1',
    file: 'delete-queue.ts',
    find: '  if (queue.unacked > 0) dropUnacked(engine, queue)\n',
    replace: '',
  },
  {
    name: 'an auto-delete queue stays',
    breaks: 'V23',
    file: 'delete-queue.ts',
    find: 'queue.consumed && queue.consumers.length === 0',
    replace: 'queue.consumed && queue.consumers.length < 0',
  },
]
