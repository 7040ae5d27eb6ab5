/** How consumers stand in a file: one entry may stand for `count` alike ones. */
import { intervalPattern, intervalS } from './interval.ts'
import { type ConsumerSpec, returnMethods } from './scenario.ts'
import { nameText } from './scenario-file-broker.ts'
import { form, nullable, optional, type ReadOf, required } from './scenario-file-form.ts'
import { type Kind, oneOf, truth, whole, wrong } from './scenario-file-kind.ts'
import { serviceTime } from './scenario-file-laws.ts'
import { many, reach } from './scenario-file-load.ts'
import { duration, share } from './scenario-file-measure.ts'

/** Not written as a plain key: an object with a property of that name looks like a promise. */
const thenField = 'then'

const failForm = form({
  probability: optional(share, 0, 'Per delivery.'),
  [thenField]: {
    ...optional(oneOf(['requeue', 'reject']), 'requeue', 'What it answers the broker.'),
    always: true,
  },
  by: optional(
    oneOf(returnMethods),
    'nack',
    'Its method; from 4.3 on a quorum queue counts only a reject as a failed attempt.',
  ),
  attempts: nullable(whole(1), 'With requeue: reject after so many attempts; left out, never.'),
})
const crashForm = form({
  probability: optional(share, 0, 'Per delivery.'),
  restart: nullable(duration, 'Back after this long; left out, it stays down.'),
})

const offsetWords = ['first', 'last', 'next'] as const

/** `first`, `last`, `next`, an offset, or how long ago. */
const streamOffset: Kind<number | string> = {
  read(node, where) {
    const value = node.kind === 'scalar' ? node.value : undefined
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value
    if (typeof value === 'string' && isStreamOffset(value)) return value
    return wrong(node, where, 'first, last, next, a whole number or a time ago such as 1h')
  },
  write: (value) => value,
  schema: {
    anyOf: [
      { enum: offsetWords },
      { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
      { type: 'string', pattern: intervalPattern },
    ],
  },
}

/** Whether a consumer may begin to read a stream there. */
export const isStreamOffset = (text: string): boolean =>
  offsetWords.some((word) => word === text) || intervalS(text) !== null

export const consumerForm = form({
  from: required(nameText, 'The queue it consumes, such as from: tasks.'),
  ...many,
  prefetch: optional(whole(0, 65_535), 0, 'Most unacked at once; 0 is unlimited.'),
  service: required(serviceTime, 'How long a message takes, such as service: 50ms.'),
  ack: optional(oneOf(['manual', 'auto']), 'manual', 'auto: forgotten once delivered.'),
  'x-priority': optional(
    whole(-2_147_483_648, 2_147_483_647),
    0,
    'Who has a higher one is served first.',
  ),
  exclusive: optional(truth, false, 'Nobody else may consume from the queue.'),
  'x-stream-offset': nullable(
    streamOffset,
    'Where it begins to read a stream: first, last, next, an offset or a time ago such as 1h.',
  ),
  fail: optional(
    failForm,
    { probability: 0, [thenField]: 'requeue', by: 'nack', attempts: null },
    'How often it fails, and what it does then.',
  ),
  crash: optional(crashForm, { probability: 0, restart: null }, 'How often its process dies.'),
  ackTimeout: nullable(duration, 'Its channel is closed when it holds a delivery longer.'),
  ...reach,
})
export type ConsumerFields = ReadOf<typeof consumerForm>

export const consumerSpec = (name: string, group: string, read: ConsumerFields): ConsumerSpec => ({
  name,
  group,
  queue: read.from,
  prefetch: read.prefetch,
  autoAck: read.ack === 'auto',
  priority: read['x-priority'],
  exclusive: read.exclusive,
  streamOffset: read['x-stream-offset'],
  service: read.service,
  failure: {
    probability: read.fail.probability,
    outcome: read.fail[thenField],
    by: read.fail.by,
    attemptsMax: read.fail.attempts,
  },
  crash: { probability: read.crash.probability, restartAfterUs: read.crash.restart },
  ackTimeoutUs: read.ackTimeout,
  startAtUs: read.start,
  node: read.node,
  link: { latencyUs: read.latency, bandwidthBytesPerSecond: read.bandwidth },
})

export const consumerFields = (
  spec: ConsumerSpec,
  group: string | null,
  count: number,
): ConsumerFields => ({
  from: spec.queue,
  prefetch: spec.prefetch,
  service: spec.service,
  ack: spec.autoAck ? 'auto' : 'manual',
  'x-priority': spec.priority,
  exclusive: spec.exclusive,
  'x-stream-offset': spec.streamOffset,
  fail: {
    probability: spec.failure.probability,
    [thenField]: spec.failure.outcome,
    by: spec.failure.by,
    attempts: spec.failure.attemptsMax,
  },
  crash: { probability: spec.crash.probability, restart: spec.crash.restartAfterUs },
  ackTimeout: spec.ackTimeoutUs,
  count,
  group,
  start: spec.startAtUs,
  node: spec.node,
  latency: spec.link.latencyUs,
  bandwidth: spec.link.bandwidthBytesPerSecond,
})
