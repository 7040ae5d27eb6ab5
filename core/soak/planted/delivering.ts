import type { PlantedBug } from './planted-bug.ts'

/** Mistakes in what consumers and basic.get are given. */
export const deliveringBugs: readonly PlantedBug[] = [
  {
    name: 'prefetch one too many',
    breaks: 'V8',
    file: 'queue/consumer.ts',
    find: 'return this.unacked < this.limit',
    replace: 'return this.unacked <= this.limit',
  },
  {
    name: 'deliveries are not counted',
    breaks: 'V6',
    file: 'queue/dispatch.ts',
    find: 'const attempt = countAttemptAt(words, at)',
    replace: 'const attempt = 1',
  },
  {
    name: 'newest first',
    breaks: 'V7',
    file: 'queue/ready-list.ts',
    find: '    else pages.setLink(this.tail, slot)\n    this.tail = slot',
    replace:
      '    else { pages.setLink(slot, this.head); this.head = slot; this.count++; return }\n    this.tail = slot',
  },
  {
    name: 'auto-ack keeps the message',
    breaks: 'V1',
    file: 'queue/dispatch.ts',
    find: '    queue.acked++\n    forget(engine, slot)',
    replace: '    queue.acked++',
  },
  {
    name: 'an expired head is delivered',
    breaks: 'V11',
    file: 'queue/dispatch.ts',
    find: '  if (queue.expires) expireFirst(engine, queue)\n  while (queue',
    replace: '  while (queue',
  },
  {
    name: 'the mark of a crash is lost',
    breaks: 'V6',
    file: 'broker-view.ts',
    find: ' || this.engine.pages.isAgain(slot)',
    replace: '',
  },
  {
    name: 'basic.get ignores the head',
    breaks: 'V23',
    file: 'consume.ts',
    find: 'queue.ready.count === 0 ? -1',
    replace: 'queue.ready.count <= 1 ? -1',
  },
  {
    name: 'basic.get does not watch the next head',
    breaks: 'V11',
    file: 'consume.ts',
    find: '  if (slot >= 0) expireHeads(engine, queue)\n',
    replace: '',
  },
]
