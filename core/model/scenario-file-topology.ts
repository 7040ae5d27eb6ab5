/** What a broker answers when the topology of a scenario is declared. */

import { predeclaredTypes } from './predeclared.ts'
import { nearest } from './scenario-file-nearest.ts'
import { fieldOf, placeOf, quoted } from './scenario-file-node.ts'
import type { Problems } from './scenario-file-problem.ts'
import type { Origin, Origins } from './scenario-file-read.ts'
import type { Routes } from './scenario-file-routes.ts'
import { type BindingSpec, noArguments, type QueueSpec, type Topology } from './topology.ts'

/** The end of a sentence about a name that is not there. */
export function suggestion(name: string, known: Iterable<string>, problems: Problems): string {
  const meant = problems.full ? null : nearest(name, known)
  return meant === null ? 'declare it, or name another.' : `did you mean ${quoted(meant)}?`
}

export function checkTopology(
  topology: Topology,
  origins: Origins,
  routes: Routes,
  problems: Problems,
): void {
  const exchanges = topology.exchanges.map(({ name }) => name)
  for (const [index, { name, alternateExchange }] of topology.exchanges.entries()) {
    const { at, node } = origins.exchanges[index]!
    if (predeclaredTypes.has(name)) {
      problems.error(
        at,
        `Exchange ${quoted(name)}: every broker has it already: remove it here and use it by its name.`,
      )
    } else if (name.startsWith('amq.')) problems.error(at, reserved('Exchange', name))
    if (alternateExchange !== null && !routes.hasExchange(alternateExchange)) {
      problems.hint(
        placeOf(node, 'alternate-exchange'),
        `Exchange ${quoted(name)}: there is no exchange ${quoted(alternateExchange)}, so what it cannot route is lost; ${suggestion(alternateExchange, exchanges, problems)}`,
      )
    }
  }
  for (const [index, { name, arguments: set }] of topology.queues.entries()) {
    const { at, node } = origins.queues[index]!
    if (name.startsWith('amq.')) problems.error(at, reserved('Queue', name))
    checkType(topology.queues[index]!, origins.queues[index]!, problems)
    if (set.deadLetterRoutingKey !== null && set.deadLetterExchange === null) {
      problems.error(
        placeOf(node, 'x-dead-letter-routing-key'),
        `Queue ${quoted(name)}: x-dead-letter-routing-key without x-dead-letter-exchange is answered with 406: add x-dead-letter-exchange: "" for the default exchange.`,
      )
    }
    if (set.deadLetterExchange !== null && !routes.hasExchange(set.deadLetterExchange)) {
      problems.hint(
        placeOf(node, 'x-dead-letter-exchange'),
        `Queue ${quoted(name)}: there is no exchange ${quoted(set.deadLetterExchange)}, so its dead letters are lost; ${suggestion(set.deadLetterExchange, exchanges, problems)}`,
      )
    }
  }
  checkBindings(topology, origins, routes, problems)
}

/** Arguments of quorum queues alone. */
const ofQuorum = [
  ['x-delivery-limit', 'deliveryLimit'],
  ['x-dead-letter-strategy', 'deadLetterStrategy'],
  ['x-delayed-retry-type', 'delayedRetryType'],
  ['x-delayed-retry-min', 'delayedRetryMinMs'],
  ['x-delayed-retry-max', 'delayedRetryMaxMs'],
  ['x-consumer-timeout', 'consumerTimeoutMs'],
] as const

/** What the broker answers with 406 because of the type of a queue. */
function checkType(queue: QueueSpec, { node }: Origin, problems: Problems): void {
  const wrong = (field: string, why: string) =>
    problems.error(placeOf(node, field), `Queue ${quoted(queue.name)}: ${why}`)
  const { maxPriority } = queue.arguments
  if (queue.type === 'stream') {
    checkStream(queue, wrong)
    return
  }
  const retention = ofStream.find(([, name]) => queue.arguments[name] !== null)
  if (retention) {
    wrong(
      retention[0],
      `${retention[0]} belongs to streams, the broker answers 406: add x-queue-type: stream or remove it.`,
    )
  }
  if (queue.type !== 'quorum') {
    const foreign = ofQuorum.find(([, name]) => queue.arguments[name] !== null)
    if (foreign) {
      wrong(
        foreign[0],
        `${foreign[0]} belongs to quorum queues, the broker answers 406: add x-queue-type: quorum or remove it.`,
      )
    }
    return
  }
  if (maxPriority !== null) {
    wrong(
      'x-max-priority',
      'x-max-priority belongs to classic queues, the broker answers 406: remove it, a quorum queue has priorities anyway.',
    )
  }
  if (!queue.durable) wrong('durable', 'a quorum queue is always durable: remove durable: false.')
  if (queue.exclusive) wrong('exclusive', 'a quorum queue cannot be exclusive: remove exclusive.')
  if (queue.autoDelete) {
    wrong('autoDelete', 'a quorum queue is not deleted by itself: remove autoDelete.')
  }
}

const ofStream = [
  ['x-max-age', 'maxAgeS'],
  ['x-stream-max-segment-size-bytes', 'maxSegmentBytes'],
] as const

/** A stream knows retention only. [recorded: K12] */
const notOfStream = [
  ['x-message-ttl', 'messageTtlMs'],
  ['x-max-length', 'maxLength'],
  ['x-overflow', 'overflow'],
  ['x-dead-letter-exchange', 'deadLetterExchange'],
  ['x-dead-letter-routing-key', 'deadLetterRoutingKey'],
  ['x-expires', 'expiresMs'],
  ['x-single-active-consumer', 'singleActiveConsumer'],
  ['x-max-priority', 'maxPriority'],
  ...ofQuorum,
] as const

function checkStream(queue: QueueSpec, wrong: (field: string, why: string) => void): void {
  const foreign = notOfStream.find(([, name]) => queue.arguments[name] !== noArguments[name])
  if (foreign) {
    wrong(
      foreign[0],
      `${foreign[0]} means nothing to a stream, the broker answers 406: remove it; x-max-length-bytes and x-max-age limit a stream.`,
    )
  }
  if (!queue.durable) wrong('durable', 'a stream is always durable: remove durable: false.')
  if (queue.exclusive) wrong('exclusive', 'a stream cannot be exclusive: remove exclusive.')
  if (queue.autoDelete) {
    wrong('autoDelete', 'a stream is not deleted by itself: remove autoDelete.')
  }
}

const reserved = (noun: string, name: string) =>
  `${noun} ${quoted(name)}: names that begin with "amq." belong to the broker, which answers 403: rename it.`

const identity = ({ from, to, toExchange, key, arguments: set }: BindingSpec) =>
  JSON.stringify([from, to, toExchange, key, set], (_, value) =>
    typeof value === 'bigint' ? `${value}n` : value,
  )

function checkBindings(
  topology: Topology,
  origins: Origins,
  routes: Routes,
  problems: Problems,
): void {
  const exchanges = topology.exchanges.map(({ name }) => name)
  const queues = new Set(topology.queues.map(({ name }) => name))
  const seen = new Set<string>()
  for (const [index, binding] of topology.bindings.entries()) {
    const origin = origins.bindings[index]!
    const subject = `Binding ${index + 1}`
    const { from, to, toExchange } = binding
    const toField = toExchange ? 'toExchange' : 'to'
    if (from === '' || (toExchange && to === '')) {
      problems.error(
        placeOf(origin.node, 'from'),
        `${subject}: nothing can be bound to the default exchange, the broker answers 403; it reaches every queue by its name already.`,
      )
    } else if (!routes.hasExchange(from)) {
      problems.error(
        placeOf(origin.node, 'from'),
        `${subject}: there is no exchange ${quoted(from)}, so the broker answers 404; ${suggestion(from, exchanges, problems)}`,
      )
    }
    if (toExchange ? !routes.hasExchange(to) : !queues.has(to)) {
      const noun = toExchange ? 'exchange' : 'queue'
      const swapped = !toExchange && routes.hasExchange(to)
      const advice = swapped
        ? `write toExchange: ${to} to bind the exchange.`
        : suggestion(to, toExchange ? exchanges : queues, problems)
      problems.error(
        placeOf(origin.node, toField),
        `${subject}: there is no ${noun} ${quoted(to)}, so the broker answers 404; ${advice}`,
      )
    }
    checkKey(subject, binding, origin, routes, problems)
    const id = identity(binding)
    if (seen.has(id)) {
      problems.hint(
        origin.node.at,
        `${subject}: it repeats an earlier one, which the broker ignores.`,
      )
    }
    seen.add(id)
  }
}

const matches = ['all', 'any', 'all-with-x', 'any-with-x']

function checkKey(
  subject: string,
  { from, key, arguments: set }: BindingSpec,
  { node }: Origin,
  routes: Routes,
  problems: Problems,
): void {
  const type = routes.typeOf(from)
  if (type === 'headers') {
    const mode = set.fields.find(([name]) => name === 'x-match')?.[1] ?? 'all'
    if (!matches.some((each) => each === mode)) {
      const table = fieldOf(node, 'arguments') ?? node
      problems.error(
        placeOf(table, 'x-match'),
        `${subject}: x-match must be one of ${matches.join(', ')}, otherwise the broker answers 406.`,
      )
    }
  }
  if (type !== 'topic') return
  const words = key.split('.')
  if (words.filter((word) => word === '#').length > 2) {
    problems.error(
      placeOf(node, 'key'),
      `${subject}: a key with more than two # is answered with 406 since RabbitMQ 4.3.5: one # matches any number of words.`,
    )
  }
  const partial = words.find((word) => word.length > 1 && /[*#]/.test(word))
  if (partial !== undefined) {
    problems.hint(
      placeOf(node, 'key'),
      `${subject}: in ${quoted(partial)} the wildcard is plain text, because * and # stand for whole words between dots.`,
    )
  }
}
