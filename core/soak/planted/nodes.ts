import type { PlantedBug } from './planted-bug.ts'

/** Mistakes in quorum queues over three nodes. */
export const nodeBugs: readonly PlantedBug[] = [
  {
    name: 'one node is a majority',
    breaks: 'V9',
    file: 'cluster.ts',
    find: 'const majority = 2',
    replace: 'const majority = 1',
  },
  {
    name: 'a minority stores',
    breaks: 'V15',
    file: 'withhold.ts',
    find: 'if (leader >= 0 && reaches) return false',
    replace: 'if (leader >= 0) return false',
  },
  {
    name: 'what waited enters before what was ready',
    breaks: 'V7',
    file: 'replication.ts',
    find: '    dispatch(engine, queue)\n',
    replace: '',
  },
  {
    name: 'a dead letter answers the publisher',
    breaks: 'V15',
    file: 'replication.ts',
    find: 'channel === null ? null : engine.cluster.answer(messageId, ok)',
    replace: 'engine.cluster.answer(messageId, ok)',
  },
  {
    name: 'a commit speaks for another client',
    breaks: 'V15',
    file: 'transaction.ts',
    find: '  engine.cluster.publisher = channel\n',
    replace: '',
  },
  {
    name: 'a new queue is led by a node that is down',
    breaks: 'V9',
    file: 'declare-queue.ts',
    find: 'quorum.leader = engine.cluster.leaderAfter(quorum.leader)',
    replace: 'quorum.leader = 0',
  },
  {
    name: 'a lost client is heard later',
    breaks: 'V4',
    file: 'replication.ts',
    find: 'if (channel?.open === false) {',
    replace: 'if (channel === undefined) {',
  },
]
