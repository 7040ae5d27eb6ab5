/** How exchanges, queues and bindings stand in a file. Arguments carry RabbitMQ's own names and units. */
import { limits } from './limits.ts'
import { form, nullable, optional, type ReadOf, required } from './scenario-file-form.ts'
import { type Kind, oneOf, table, text, truth, whole } from './scenario-file-kind.ts'
import { argumentMs, interval, unusedMs } from './scenario-file-measure.ts'
import {
  type BindingSpec,
  deadLetterStrategies,
  type ExchangeSpec,
  emptyTable,
  exchangeTypes,
  noArguments,
  overflowModes,
  priorityMax,
  type QueueSpec,
  queueTypes,
  retryTypes,
} from './topology.ts'

/** A name or routing key as AMQP carries it: at most 255 bytes, may be empty. */
export const shortText = text(0, limits.nameBytes, true)
export const nameText = text(1, limits.nameBytes, true)

export const exchangeForm = form({
  type: required(oneOf(exchangeTypes), `One of ${exchangeTypes.join(', ')}.`),
  durable: optional(truth, true, 'Survives a restart of the broker.'),
  autoDelete: optional(truth, false, 'Deleted when its last binding goes.'),
  internal: optional(truth, false, 'Only exchanges publish to it.'),
  'alternate-exchange': nullable(nameText, 'Where a message goes that this exchange cannot route.'),
})

export const exchangeSpec = (name: string, read: ReadOf<typeof exchangeForm>): ExchangeSpec => ({
  name,
  type: read.type,
  durable: read.durable,
  autoDelete: read.autoDelete,
  internal: read.internal,
  alternateExchange: read['alternate-exchange'],
})

export const exchangeFields = (spec: ExchangeSpec): ReadOf<typeof exchangeForm> => ({
  type: spec.type,
  durable: spec.durable,
  autoDelete: spec.autoDelete,
  internal: spec.internal,
  'alternate-exchange': spec.alternateExchange,
})

/** RabbitMQ's other arguments: known, not simulated yet, so never quietly ignored. */
export const laterQueueArguments: ReadonlyMap<string, string> = new Map(
  [
    'x-max-in-memory-length',
    'x-max-in-memory-bytes',
    'x-stream-filter-size-bytes',
    'x-initial-cluster-size',
    'x-quorum-initial-group-size',
    'x-quorum-target-group-size',
    'x-queue-leader-locator',
    'x-queue-master-locator',
    'x-queue-mode',
    'x-queue-version',
  ].map((name) => [name, `${name} is not simulated yet: remove it, or the run would mislead.`]),
)

export const queueForm = form(
  {
    'x-queue-type': optional(
      oneOf(queueTypes),
      'classic',
      'classic; quorum: replicated, counts deliveries; stream: a log that reading does not empty.',
    ),
    durable: optional(truth, true, 'Survives a restart of the broker.'),
    exclusive: optional(truth, false, 'Belongs to one connection.'),
    autoDelete: optional(truth, false, 'Deleted when its last consumer goes.'),
    'x-message-ttl': nullable(argumentMs, 'Ready messages older than this (ms) expire.'),
    'x-max-length': nullable(whole(0), 'Most ready messages.'),
    'x-max-length-bytes': nullable(
      whole(0),
      'Most bytes of ready bodies; of a stream, beyond it whole segments go.',
    ),
    'x-overflow': optional(oneOf(overflowModes), 'drop-head', 'What happens at the limit.'),
    'x-dead-letter-exchange': nullable(
      shortText,
      'Where expired, dropped and rejected messages go; "" is the default exchange.',
    ),
    'x-dead-letter-routing-key': nullable(shortText, 'Replaces the routing key on that way.'),
    'x-expires': nullable(unusedMs, 'Unused for so long (ms), the queue itself goes.'),
    'x-single-active-consumer': optional(truth, false, 'One consumer is served, the rest wait.'),
    'x-max-priority': nullable(whole(0, priorityMax), 'Highest priority of a classic queue.'),
    'x-delivery-limit': nullable(
      whole(-1),
      'Returns a message of a quorum queue survives; -1 is no limit.',
    ),
    'x-dead-letter-strategy': nullable(
      oneOf(deadLetterStrategies),
      'at-least-once: a quorum queue keeps dead letters until they have arrived.',
    ),
    'x-delayed-retry-type': nullable(
      oneOf(retryTypes),
      'Which returned messages of a quorum queue wait, from 4.3.',
    ),
    'x-delayed-retry-min': nullable(argumentMs, 'How long (ms), times the failures so far.'),
    'x-delayed-retry-max': nullable(argumentMs, 'At most so long (ms).'),
    'x-consumer-timeout': nullable(
      argumentMs,
      'A consumer of a quorum queue that holds a delivery longer (ms) is cancelled, from 4.3.',
    ),
    'x-max-age': nullable(interval, 'Whole segments of a stream older than this go, such as 7D.'),
    'x-stream-max-segment-size-bytes': nullable(
      whole(1),
      'Where a segment of a stream ends; left out, at 500 MB.',
    ),
  },
  laterQueueArguments,
)

export const queueSpec = (name: string, read: ReadOf<typeof queueForm>): QueueSpec => ({
  name,
  type: read['x-queue-type'],
  durable: read.durable,
  exclusive: read.exclusive,
  autoDelete: read.autoDelete,
  arguments: {
    ...noArguments,
    messageTtlMs: read['x-message-ttl'],
    maxLength: read['x-max-length'],
    maxLengthBytes: read['x-max-length-bytes'],
    overflow: read['x-overflow'],
    deadLetterExchange: read['x-dead-letter-exchange'],
    deadLetterRoutingKey: read['x-dead-letter-routing-key'],
    expiresMs: read['x-expires'],
    singleActiveConsumer: read['x-single-active-consumer'],
    maxPriority: read['x-max-priority'],
    deliveryLimit: read['x-delivery-limit'],
    deadLetterStrategy: read['x-dead-letter-strategy'],
    delayedRetryType: read['x-delayed-retry-type'],
    delayedRetryMinMs: read['x-delayed-retry-min'],
    delayedRetryMaxMs: read['x-delayed-retry-max'],
    consumerTimeoutMs: read['x-consumer-timeout'],
    maxAgeS: read['x-max-age'],
    maxSegmentBytes: read['x-stream-max-segment-size-bytes'],
  },
})

export const queueFields = (spec: QueueSpec): ReadOf<typeof queueForm> => ({
  'x-queue-type': spec.type,
  durable: spec.durable,
  exclusive: spec.exclusive,
  autoDelete: spec.autoDelete,
  'x-message-ttl': spec.arguments.messageTtlMs,
  'x-max-length': spec.arguments.maxLength,
  'x-max-length-bytes': spec.arguments.maxLengthBytes,
  'x-overflow': spec.arguments.overflow,
  'x-dead-letter-exchange': spec.arguments.deadLetterExchange,
  'x-dead-letter-routing-key': spec.arguments.deadLetterRoutingKey,
  'x-expires': spec.arguments.expiresMs,
  'x-single-active-consumer': spec.arguments.singleActiveConsumer,
  'x-max-priority': spec.arguments.maxPriority,
  'x-delivery-limit': spec.arguments.deliveryLimit,
  'x-dead-letter-strategy': spec.arguments.deadLetterStrategy,
  'x-delayed-retry-type': spec.arguments.delayedRetryType,
  'x-delayed-retry-min': spec.arguments.delayedRetryMinMs,
  'x-delayed-retry-max': spec.arguments.delayedRetryMaxMs,
  'x-consumer-timeout': spec.arguments.consumerTimeoutMs,
  'x-max-age': spec.arguments.maxAgeS,
  'x-stream-max-segment-size-bytes': spec.arguments.maxSegmentBytes,
})

const bindingFrom = {
  from: required(shortText, 'The exchange that routes, such as orders.'),
}
const bindingRule = {
  key: optional(shortText, '', 'The binding key; * and # are wildcards on a topic exchange.'),
  arguments: optional(table, emptyTable, 'x-match and the criteria of a headers exchange.'),
}
const toQueue = { to: required(nameText, 'The queue it leads to.') }
const toExchange = {
  toExchange: required(nameText, 'The exchange it leads to, instead of a queue.'),
}
const bindingEither = form({
  ...bindingFrom,
  to: nullable(nameText, toQueue.to.means),
  toExchange: nullable(nameText, toExchange.toExchange.means),
  ...bindingRule,
})

/** `{ from: orders, to: orders.work, key: order.* }`, or `toExchange` in place of `to`. */
export const bindingForm: Kind<BindingSpec> & { readonly names: readonly string[] } = {
  names: bindingEither.names,
  read(node, where) {
    const read = bindingEither.read(node, where)
    if (!read) return undefined
    const to = read.to ?? read.toExchange
    if (to === null || (read.to !== null && read.toExchange !== null)) {
      where.problems.error(
        node.at,
        `${where.subject}: it must lead to one thing, write to: and a queue, or toExchange: and an exchange.`,
      )
      return undefined
    }
    return {
      from: read.from,
      to,
      toExchange: read.toExchange !== null,
      key: read.key,
      arguments: read.arguments,
    }
  },
  write: (spec) =>
    bindingEither.write({
      from: spec.from,
      to: spec.toExchange ? null : spec.to,
      toExchange: spec.toExchange ? spec.to : null,
      key: spec.key,
      arguments: spec.arguments,
    }),
  schema: {
    oneOf: [
      form({ ...bindingFrom, ...toQueue, ...bindingRule }).schema,
      form({ ...bindingFrom, ...toExchange, ...bindingRule }).schema,
    ],
  },
}
