import type { PlantedBug } from './planted-bug.ts'

/** Mistakes in what a publish does on its way into a queue. */
export const enteringBugs: readonly PlantedBug[] = [
  {
    name: 'length limit one too high',
    breaks: 'V10',
    file: 'queue/limits.ts',
    find: 'return queue.ready.count >= queue.lengthMax',
    replace: 'return queue.ready.count > queue.lengthMax',
  },
  {
    name: 'byte limit not looked at',
    breaks: 'V10',
    file: 'queue/limits.ts',
    find: ' || queue.readyBytes + sizeBytes > queue.bytesMax',
    replace: '',
  },
  {
    name: 'drop-head stops at the length',
    breaks: 'V10',
    file: 'queue/limits.ts',
    find: 'queue.ready.count > queue.lengthMax || queue.readyBytes > queue.bytesMax',
    replace: 'queue.ready.count > queue.lengthMax',
  },
  {
    name: 'drop-head after a return forgotten',
    breaks: 'V10',
    file: 'settle.ts',
    find: '    dropHeads(engine, queue)\n    dispatch',
    replace: '    dispatch',
  },
  {
    name: 'a refused message is stored',
    breaks: 'V10',
    file: 'queue/enqueue.ts',
    find: '    refuse(engine, queue, messageId, envelope, mark, actor, history)\n    return false\n  }\n  const consumer = queue.ring.first()\n  const order = ',
    replace:
      '    refuse(engine, queue, messageId, envelope, mark, actor, history)\n  }\n  const consumer = queue.ring.first()\n  const order = ',
  },
  {
    name: 'a refusal is confirmed',
    breaks: 'V15',
    file: 'publish.ts',
    find: 'const ok = (result & PublishResult.refused) === 0',
    replace: 'const ok = true',
  },
  {
    name: 'a confirm is sent twice',
    breaks: 'V15',
    file: 'publish.ts',
    find: '  engine.sink.confirmed(channel.id, sequence, ok)',
    replace:
      '  engine.sink.confirmed(channel.id, sequence, ok)\n  if (sequence % 50 === 0) engine.sink.confirmed(channel.id, sequence, ok)',
  },
  {
    name: 'the last queue of a fan-out is left out',
    breaks: 'V3',
    file: 'publish.ts',
    find: 'for (const target of queues) {',
    replace: 'for (const target of queues.slice(0, Math.max(1, queues.length - 1))) {',
  },
  {
    name: 'mandatory is not returned',
    breaks: 'V3',
    file: 'publish.ts',
    find: 'if (mandatory) engine.sink.returned',
    replace: 'if (!mandatory) engine.sink.returned',
  },
  {
    name: 'refused dead letter forgotten',
    breaks: 'V12',
    file: 'queue/enqueue.ts',
    find: '  engine.deadLetters.add(engine.pages, slot, reason)',
    replace: '',
  },
  {
    name: 'ready bytes not counted',
    breaks: 'V1',
    file: 'queue/enqueue.ts',
    find: '  queue.ready.append(engine.pages, slot)\n  queue.readyBytes += envelopes.sizeBytes(envelope)',
    replace: '  queue.ready.append(engine.pages, slot)',
  },
  {
    name: 'held publishes come in reverse',
    breaks: 'V4',
    file: 'alarm.ts',
    find: 'for (const each of held) arrive',
    replace: 'for (const each of [...held].reverse()) arrive',
  },
  {
    name: 'an alarm ends when any is cleared',
    breaks: 'V15',
    file: 'alarm.ts',
    find: 'engine.careful = alarms.isOn ||',
    replace: 'engine.careful = on ||',
  },
]
