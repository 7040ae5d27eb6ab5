import type { PlantedBug } from './planted-bug.ts'

/** Mistakes in restarts, policies and streams. */
export const keepingBugs: readonly PlantedBug[] = [
  {
    name: 'a restart keeps transient messages',
    breaks: 'V5',
    file: 'restart.ts',
    find: '.template.persistent)',
    replace: '.template.persistent && false)',
  },
  {
    name: 'a restart loses persistent messages',
    breaks: 'V5',
    file: 'restart.ts',
    find: '(!templates',
    replace: '(templates',
  },
  {
    name: 'a crash marks nothing',
    breaks: 'V6',
    file: 'restart.ts',
    find: "    if (stop === 'crash') pages.markAgain(slot)\n",
    replace: '',
  },
  {
    name: 'the policy wins over the smaller argument',
    breaks: 'V10',
    file: 'policies.ts',
    find: 'return first < second ? first : second',
    replace: 'return second',
  },
  {
    name: 'the lowest priority wins',
    breaks: 'V10',
    file: 'policies.ts',
    find: 'priority > best.spec.priority',
    replace: 'priority < best.spec.priority',
  },
  {
    name: 'a new TTL reaches old messages',
    breaks: 'V11',
    file: 'queue/queue.ts',
    find: 'this.formerTtls = isEmpty ? [] :',
    replace: 'this.formerTtls = true ? [] :',
  },
  {
    name: 'a stream skips an offset',
    breaks: 'V16',
    file: 'queue/streaming.ts',
    find: '      reading.offset++\n',
    replace: '      reading.offset += 2\n',
  },
  {
    name: 'a stream gives twice',
    breaks: 'V16',
    file: 'queue/streaming.ts',
    find: 'reading.slot = engine.pages.link(reading.slot)',
    replace: 'if (reading.offset % 7 !== 0) reading.slot = engine.pages.link(reading.slot)',
  },
  {
    name: 'retention takes the newest segment too',
    breaks: 'V16',
    file: 'queue/stream-log.ts',
    find: 'this.segments.length < 2',
    replace: 'this.segments.length < 1',
  },
  {
    name: 'slow readers are not moved',
    breaks: 'V16',
    file: 'queue/streaming.ts',
    find: '    reading.slot = queue.ready.head\n',
    replace: '',
  },
  {
    name: 'a stream consumer loses its credit',
    breaks: 'V23',
    file: 'settle.ts',
    find: "settlement === 'ack' || isRead(engine, slot)",
    replace: "settlement === 'ack'",
  },
]
