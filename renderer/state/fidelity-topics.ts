/** Which scripts are the evidence for which rule: found by the pages of the documentation a script names. */
import type { FidelityCase } from '#core/contract/fidelity-shapes.ts'

/** Rules the Lab shows in use, as they are called on the screen. */
export const topics = [
  'ttl',
  'queueTtl',
  'length',
  'overflow',
  'deadLetters',
  'deliveryLimit',
  'delayedRetry',
  'ackTimeout',
  'priority',
  'consumerPriority',
  'singleActive',
  'prefetch',
  'acks',
  'autoAck',
  'requeue',
  'quorum',
  'stream',
  'durable',
  'exclusive',
  'autoDelete',
  'policies',
  'confirms',
  'mandatory',
  'routing',
  'topicExchange',
  'headersExchange',
  'alternate',
] as const
export type Topic = (typeof topics)[number]

/** In the rule a script names, or in its title. */
const words: Readonly<Record<Topic, RegExp>> = {
  ttl: /Time-to-Live(?!: queue)|: expiry\)/,
  queueTtl: /queue TTL|queue expiry/,
  length: /length limit/i,
  overflow: /overflow|reject-publish|drop-head/,
  deadLetters: /dead.letter/i,
  deliveryLimit: /poison messages/,
  delayedRetry: /delayed retry/,
  ackTimeout: /Acknowledgement Timeout/,
  priority: /Priority Queue|priorities(\)| and)/,
  consumerPriority: /Consumer Priorities/,
  singleActive: /single active consumer/,
  prefetch: /Consumer Prefetch/,
  acks: /Consumer Acknowledgements/,
  autoAck: /Acknowledgements: automatic\)/,
  requeue: /requeue/,
  quorum: /Quorum Queues/,
  stream: /Streams/,
  durable: /durability/,
  exclusive: /Queues: exclusive/,
  autoDelete: /Queues: (exclusive; )?auto-delete/,
  policies: /Policies/,
  confirms: /Publisher Confirms/,
  mandatory: /mandatory/,
  routing: /Exchanges/,
  topicExchange: /Exchanges: topic/,
  headersExchange: /Exchanges: headers/,
  alternate: /Alternate Exchanges/,
}

const byArgument: Readonly<Record<string, Topic>> = {
  'x-message-ttl': 'ttl',
  'x-expires': 'queueTtl',
  'x-max-length': 'length',
  'x-max-length-bytes': 'length',
  'x-overflow': 'overflow',
  'x-dead-letter-exchange': 'deadLetters',
  'x-dead-letter-routing-key': 'deadLetters',
  'x-dead-letter-strategy': 'deadLetters',
  'x-delivery-limit': 'deliveryLimit',
  'x-delayed-retry-type': 'delayedRetry',
  'x-delayed-retry-min': 'delayedRetry',
  'x-delayed-retry-max': 'delayedRetry',
  'x-consumer-timeout': 'ackTimeout',
  'x-max-priority': 'priority',
  'x-single-active-consumer': 'singleActive',
  durable: 'durable',
  exclusive: 'exclusive',
  'auto-delete': 'autoDelete',
}

/** The rule behind an argument or a property by RabbitMQ's own name; null when none is compared. */
export function topicOfArgument(name: string): Topic | null {
  return Object.hasOwn(byArgument, name) ? byArgument[name]! : null
}

/** The rows a rule is compared by, those of one kind of queue when it has any. */
export function evidenceFor(
  cases: readonly FidelityCase[],
  topic: Topic,
  kind: FidelityCase['kind'] | null,
): readonly FidelityCase[] {
  const found = cases.filter(({ rule, title }) => words[topic].test(`${rule} ${title}`))
  const ofKind = found.filter((each) => each.kind === kind)
  return ofKind.length > 0 ? ofKind : found
}
