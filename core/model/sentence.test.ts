import { expect, test } from 'vitest'
import type { Mark, RunDescription } from './run.ts'
import { sentence, sentenceText } from './sentence.ts'
import { none, type TraceEvent, TraceKind, TraceReason } from './trace.ts'

const run: RunDescription = {
  runId: 1,
  loadId: 1,
  guests: null,
  scenario: {
    title: 'test',
    summary: '',
    profile: 'rabbitmq@4.3',
    seed: 1,
    durationUs: null,
    topology: { exchanges: [], queues: [], bindings: [] },
    policies: [],
    producers: [],
    consumers: [],
    faults: [
      { kind: 'crash', atUs: 0, consumer: 'worker', restartAfterUs: 9_000_000 },
      { kind: 'surge', atUs: 0, producer: 'checkout', factor: 3, forUs: null },
    ],
    expectations: [],
  },
  seed: 1,
  exchanges: ['', 'orders', 'orders.dlx'],
  queues: ['orders.work', 'orders.dead'],
  producers: ['checkout'],
  consumers: ['worker-1', 'worker-2'],
}

const record = (kind: TraceKind, set: Partial<TraceEvent> = {}): TraceEvent => ({
  index: 0,
  timeUs: 0,
  kind,
  reason: TraceReason.none,
  attempt: 0,
  messageId: 4248,
  queue: 0,
  actor: 1,
  detail: 0,
  ...set,
})

test('a sentence comes in pieces: names are set apart, messages can be followed', () => {
  expect(sentence(record(TraceKind.delivered, { attempt: 1 }), run, 'en')).toEqual([
    { message: 4248 },
    { text: ' was delivered to ' },
    { name: 'worker-1', kind: 'consumer' },
    { text: ', attempt 1.' },
  ])
})

const told: readonly [TraceEvent, Parameters<typeof sentence>[3], string, string][] = [
  [
    record(TraceKind.published, { actor: 0, detail: 1, queue: none }),
    { routedTo: [0] },
    'checkout published m4248; orders routed it to orders.work.',
    'checkout 发布 m4248，orders 将其路由到 orders.work。',
  ],
  [
    record(TraceKind.published, { actor: 0, detail: 0, queue: none }),
    {},
    'checkout published m4248 to the default exchange.',
    'checkout 向 默认交换机 发布 m4248。',
  ],
  [
    record(TraceKind.delivered, { attempt: 1 }),
    {},
    'm4248 was delivered to worker-1, attempt 1.',
    'm4248 投递给 worker-1，第 1 次。',
  ],
  [
    record(TraceKind.delivered, { attempt: 2, actor: none }),
    {},
    'You were handed m4248 from orders.work, attempt 2.',
    '你从 orders.work 取到 m4248，第 2 次投递。',
  ],
  [record(TraceKind.acked), {}, 'worker-1 acked m4248.', 'worker-1 确认 m4248。'],
  [
    record(TraceKind.acked),
    { tookUs: 1_380_400 },
    'worker-1 acked m4248 after 1.38 s.',
    'worker-1 确认 m4248，用时 1.38 s。',
  ],
  [
    record(TraceKind.requeued, { reason: TraceReason.nack, attempt: 3, actor: 2 }),
    {},
    'worker-2 nacked m4248 with requeue. It goes back for attempt 4.',
    'worker-2 对 m4248 nack 并重新入队，将第 4 次投递。',
  ],
  [
    record(TraceKind.requeued, { reason: TraceReason.crash, attempt: 1 }),
    {},
    'm4248 returned to orders.work: worker-1 died before its ack. It goes back for attempt 2.',
    'worker-1 在确认前崩溃，m4248 回到 orders.work，将第 2 次投递。',
  ],
  [
    record(TraceKind.requeued, { reason: TraceReason.browse, attempt: 1, actor: none }),
    {},
    'You handed m4248 back to orders.work. It is marked redelivered.',
    '你把 m4248 放回 orders.work，它带上了重投标记。',
  ],
  [
    record(TraceKind.deadLettered, { reason: TraceReason.rejected, attempt: 5, detail: 2 }),
    {},
    'm4248 was dead-lettered from orders.work to orders.dlx: worker-1 rejected it at attempt 5.',
    'm4248 从 orders.work 成为死信，送往 orders.dlx：worker-1 在第 5 次投递时拒绝了它。',
  ],
  [
    record(TraceKind.deadLettered, { reason: TraceReason.expired, actor: none, detail: none }),
    {},
    'm4248 was dead-lettered from orders.work to an exchange that does not exist, so it is gone: its time to live was over.',
    'm4248 从 orders.work 成为死信，但死信交换机不存在，消息丢失：存活时间已到。',
  ],
  [
    record(TraceKind.dropped, { reason: TraceReason.maxlen, actor: none }),
    {},
    'orders.work was full and dropped m4248.',
    'orders.work 已满，丢弃 m4248。',
  ],
  [
    record(TraceKind.faultBegan, { detail: 0, queue: none, actor: none }),
    {},
    'Fault: worker crashes for 9 s.',
    '故障：worker 崩溃，持续 9 s。',
  ],
  [
    record(TraceKind.faultEnded, { detail: 1, queue: none, actor: none }),
    {},
    'The fault is over: checkout publishes as much as before.',
    '故障结束：checkout 恢复原来的发布量。',
  ],
]

test.each(told)('record %# reads the same in both languages', (event, around, english, chinese) => {
  expect(sentenceText(event, run, 'en', around)).toBe(english)
  expect(sentenceText(event, run, 'zh', around)).toBe(chinese)
})

const mark = (set: Partial<Mark>): Mark => ({
  atUs: 0,
  by: 'you',
  untilUs: null,
  command: null,
  before: null,
  fault: null,
  ...set,
})

test('a change of a person is the n-th of their marks, faults do not count', () => {
  const marks = [
    mark({
      command: { kind: 'consumer.failure', target: 'worker', probability: 0.05 },
      before: 0,
    }),
    mark({ by: 'fault', fault: 0 }),
    mark({ command: { kind: 'queue.purge', target: 'orders.dead' } }),
    mark({ command: { kind: 'consumer.service', target: 'worker', meanUs: 40_000 }, before: 1e6 }),
  ]
  const say = (detail: number, language: 'en' | 'zh') =>
    sentenceText(record(TraceKind.intervened, { detail }), run, language, { marks })
  expect(say(0, 'en')).toBe('You raised the failure probability of worker from 0 to 5 %.')
  expect(say(0, 'zh')).toBe('你将 worker 的失败概率从 0 调到 5 %。')
  expect(say(1, 'en')).toBe('You purged orders.dead.')
  expect(say(1, 'zh')).toBe('你清空了 orders.dead。')
  expect(say(2, 'en')).toBe('You lowered the mean service time of worker from 1 s to 40 ms.')
  expect(say(9, 'en')).toBe('You changed something.')
})

test('every kind and every reason says something, and ends its sentence', () => {
  for (const kind of Object.values(TraceKind)) {
    for (const reason of Object.values(TraceReason)) {
      const event = record(kind, { reason, attempt: 1 })
      expect(sentenceText(event, run, 'en'), `${kind}/${reason}`).toMatch(/^\S.*\.$/)
      expect(sentenceText(event, run, 'zh'), `${kind}/${reason}`).toMatch(/^\S.*。$/)
    }
  }
})

test('a record of things the description does not have still reads', () => {
  const strange = record(TraceKind.delivered, { actor: 77, queue: 55, attempt: 1 })
  expect(sentenceText(strange, run, 'en')).toBe('m4248 was delivered to ?, attempt 1.')
})
