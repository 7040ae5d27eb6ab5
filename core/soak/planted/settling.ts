import type { PlantedBug } from './planted-bug.ts'

/** Mistakes in acks, returns and lost channels. */
export const settlingBugs: readonly PlantedBug[] = [
  {
    name: 'an ack frees no credit',
    breaks: 'V23',
    file: 'settle.ts',
    find: '  consumer.unacked--\n',
    replace: '',
  },
  {
    name: 'multiple leaves the named tag',
    breaks: 'V13',
    file: 'settle.ts',
    find: 'const last = tag === 0 ? tags.lastTag : tag',
    replace: 'const last = tag === 0 ? tags.lastTag : tag - 1',
  },
  {
    name: 'a settled tag is taken again',
    breaks: 'V13',
    file: 'tag-ring.ts',
    find: '    slots[at] = hole\n    this.outstanding--\n    if (place === this.#head) this.#trim()',
    replace: '    this.outstanding--\n    if (place === this.#head) this.#trim()',
  },
  {
    name: 'requeue goes to the tail',
    breaks: 'V7',
    file: 'settle.ts',
    find: 'queue.ready.putBack(pages, slot)',
    replace: 'pages.setLink(slot, -1)\n  queue.ready.append(pages, slot)',
  },
  {
    name: 'requeue forgets the bytes',
    breaks: 'V1',
    file: 'settle.ts',
    find: '  queue.ready.putBack(pages, slot)\n  queue.readyBytes += engine.envelopes.sizeBytes(pages.envelope(slot))',
    replace: '  queue.ready.putBack(pages, slot)',
  },
  {
    name: 'reject drops instead of dead-lettering',
    breaks: 'V12',
    file: 'settle.ts',
    find: 'depart(engine, queue, slot, TraceReason.rejected, actor)',
    replace: 'forget(engine, slot)',
  },
  {
    name: 'a lost channel keeps its messages',
    breaks: 'V14',
    file: 'close-channel.ts',
    find: '  returnAll(engine, channel, reason)\n',
    replace: '',
  },
  {
    name: 'the oldest unacked is not returned',
    breaks: 'V14',
    file: 'settle.ts',
    find: 'lossOrder(engine, channel, tags.upTo(tags.lastTag))) {',
    replace: 'lossOrder(engine, channel, tags.upTo(tags.lastTag)).slice(1)) {',
  },
  {
    name: 'nobody is served after a return',
    breaks: 'V23',
    file: 'settle.ts',
    find: '    dropHeads(engine, queue)\n    dispatch(engine, queue)',
    replace: '    dropHeads(engine, queue)',
  },
  {
    name: 'history of an acked message stays',
    breaks: 'V2',
    file: 'settle.ts',
    find: '  if (isNotedAt(words, at)) unnote(engine, slot)\n',
    replace: '',
  },
]
