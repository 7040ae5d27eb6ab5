import type { PlantedBug } from './planted-bug.ts'

/** Mistakes in transactions, recover, deadlines and totals. */
export const sessionBugs: readonly PlantedBug[] = [
  {
    name: 'recover forgets the newest',
    breaks: 'V14',
    file: 'transaction.ts',
    find: 'channel.tags.upTo(channel.tags.lastTag)',
    replace: 'channel.tags.upTo(channel.tags.lastTag - 1)',
  },
  {
    name: 'a rollback keeps what was published',
    breaks: 'V4',
    file: 'transaction.ts',
    find: "if (channel.transaction === null) return refused(406, 'the channel is not transactional')\n  channel.transaction = { publishes: [],",
    replace:
      "if (channel.transaction === null) return refused(406, 'the channel is not transactional')\n  channel.transaction = { publishes: channel.transaction.publishes,",
  },
  {
    name: 'a commit leaves the last publish out',
    breaks: 'V15',
    file: 'transaction.ts',
    find: 'of done.publishes) {',
    replace: 'of done.publishes.slice(0, -1)) {',
  },
  {
    name: 'a tag settled in a transaction is taken again',
    breaks: 'V13',
    file: 'transaction.ts',
    find: ' || transaction.tags.has(tag)',
    replace: '',
  },
  {
    name: 'a late ack is noticed late',
    breaks: 'V18',
    file: 'ack-timeout.ts',
    find: 'firstDeadline(engine.channels[id]!)?.atUs ?? Number.POSITIVE_INFINITY',
    replace: '(firstDeadline(engine.channels[id]!)?.atUs ?? Number.POSITIVE_INFINITY) + 1000',
  },
  {
    name: 'a slow consumer is a failure of its messages',
    breaks: 'V14',
    file: 'ack-timeout.ts',
    find: 'returnHeld(engine, consumer, TraceReason.timeout)',
    replace: 'returnHeld(engine, consumer, TraceReason.cancel)',
  },
  {
    name: 'a queue with one consumer goes unused',
    breaks: 'V5',
    file: 'queue/unused.ts',
    find: 'queue.consumers.length > 0',
    replace: 'queue.consumers.length > 1',
  },
  {
    name: 'declaring again is no use',
    breaks: 'V5',
    file: 'declare-queue.ts',
    find: 'known < 0 || queue.kind.renewedByDeclare',
    replace: 'known < 0',
  },
  {
    name: 'a run depends on chance',
    breaks: 'V19',
    file: 'settle.ts',
    find: 'engine.trace.append(acked | (attempt << 16), messageId, queue.id, actor, 0)',
    replace:
      'engine.trace.append(acked | (attempt << 16), messageId, queue.id, actor + (Math.random() < 0.5 ? 1 : 0), 0)',
  },
  {
    name: 'deleted queues count as messages',
    breaks: 'V21',
    file: 'broker-view.ts',
    find: 'return this.engine.pages.held\n',
    replace:
      'return this.engine.pages.held + this.engine.topology.queues.filter((q) => q.deleted).length\n',
  },
  {
    name: 'a full broker takes one more',
    breaks: 'V22',
    file: 'publish.ts',
    find: 'engine.pages.held + queues.length > engine.messagesMax',
    replace: 'engine.pages.held + queues.length > engine.messagesMax + 1',
  },
  {
    name: 'a channel asks for replies twice',
    breaks: 'V9',
    file: 'replies.ts',
    find: 'if (channel.replies?.live) return refused(406',
    replace: 'if (channel.replies === undefined) return refused(406',
  },
]
