import type { PlantedBug } from './planted-bug.ts'

/** Mistakes in who is served: single active and exclusive consumers, priorities, shared limits, owners. */
export const clientBugs: readonly PlantedBug[] = [
  {
    name: 'everybody is active',
    breaks: 'V9',
    file: 'queue/single-active.ts',
    find: '  consumer.setStandby(true)\n',
    replace: '',
  },
  {
    name: 'the last to come is active next',
    breaks: 'V9',
    file: 'queue/single-active.ts',
    find: 'consumer.priority > next.priority',
    replace: 'consumer.priority >= next.priority',
  },
  {
    name: 'the active one never gives way',
    breaks: 'V9',
    file: 'queue/single-active.ts',
    find: 'if (consumer.priority <= active.priority) return',
    replace: 'if (consumer.priority <= active.priority + 9) return',
  },
  {
    name: 'an exclusive consumer suffers others',
    breaks: 'V9',
    file: 'consume.ts',
    find: 'const isTaken = queue.consumers.some((other) => other.exclusive)',
    replace: 'const isTaken = false',
  },
  {
    name: 'an exclusive queue is open to all',
    breaks: 'V9',
    file: 'queue/queue.ts',
    find: 'connection !== null && connection !== this.owner',
    replace: 'connection === null',
  },
  {
    name: 'an exclusive queue outlives its connection',
    breaks: 'V9',
    file: 'close-channel.ts',
    find: '  for (const queue of connection.queues) deleteQueue(engine, queue, false, false)\n',
    replace: '',
  },
  {
    name: 'priorities of consumers mean nothing',
    breaks: 'V8',
    file: 'queue/consumer-ring.ts',
    find: 'if (ahead.priority >= consumer.priority) break',
    replace: 'if (ahead.priority >= -9) break',
  },
  {
    name: 'a shared limit is one too high',
    breaks: 'V8',
    file: 'shared-prefetch.ts',
    find: 'return channel.sharedUsed >= channel.sharedMax',
    replace: 'return channel.sharedUsed > channel.sharedMax',
  },
  {
    name: 'what a gone consumer held frees no share',
    breaks: 'V23',
    file: 'shared-prefetch.ts',
    find: '  channel.plain = false\n',
    replace: '',
  },
]
