/** Which rules of the broker a thing of the topology makes use of, beside those its arguments name. */
import type { Scenario } from '#core/model/scenario.ts'
import type { QueueType } from '#core/model/topology.ts'
import type { Topic } from '#renderer/state/fidelity-topics.ts'
import type { Selected } from '#renderer/state/run-selection.ts'

type Consumer = Scenario['consumers'][number]

const exchangeRules: Readonly<Record<string, Topic>> = {
  topic: 'topicExchange',
  headers: 'headersExchange',
}

/** In the order they are shown; none for a thing that is not there. */
export function rulesInUse(scenario: Scenario, { kind, name }: Selected): readonly Topic[] {
  const { topology, producers, consumers } = scenario
  const rulesOf = consumerRules(producers.some(({ poisonShare }) => poisonShare > 0))
  switch (kind) {
    case 'queue': {
      const queue = topology.queues.find((each) => each.name === name)
      if (queue === undefined) return []
      return [
        ...rules([queue.type === 'quorum', 'quorum'], [queue.type === 'stream', 'stream']),
        ...rules(
          [queue.durable, 'durable'],
          [queue.exclusive, 'exclusive'],
          [queue.autoDelete, 'autoDelete'],
        ),
        ...new Set(consumers.filter((each) => each.queue === name).flatMap(rulesOf)),
      ]
    }
    case 'consumer':
      return consumers.filter((each) => each.name === name).flatMap(rulesOf)
    case 'producer':
      return producers
        .filter((each) => each.name === name)
        .flatMap(({ confirms, mandatory, expirationMs }) =>
          rules([confirms, 'confirms'], [mandatory, 'mandatory'], [expirationMs !== null, 'ttl']),
        )
    case 'exchange': {
      const exchange = topology.exchanges.find((each) => each.name === name)
      const alternate = exchange?.alternateExchange ?? null
      return [
        exchangeRules[exchange?.type ?? ''] ?? 'routing',
        ...rules([alternate !== null, 'alternate']),
      ]
    }
  }
}

/** `poisoned`: some message fails on every attempt. */
const consumerRules =
  (poisoned: boolean) =>
  ({ autoAck, prefetch, failure, crash, ackTimeoutUs }: Consumer): readonly Topic[] => {
    const fails = failure.outcome === 'requeue' && (poisoned || failure.probability > 0)
    return [
      autoAck ? 'autoAck' : 'acks',
      ...rules(
        [!autoAck && prefetch > 0, 'prefetch'],
        [!autoAck && (fails || crash.probability > 0), 'requeue'],
        [ackTimeoutUs !== null, 'ackTimeout'],
      ),
    ]
  }

const rules = (...all: readonly (readonly [boolean, Topic])[]): readonly Topic[] =>
  all.flatMap(([isInUse, topic]) => (isInUse ? [topic] : []))

/** The kind of queue a queue or a consumer is about; null for anything else. */
export function queueTypeOf(scenario: Scenario, { kind, name }: Selected): QueueType | null {
  const queue =
    kind === 'queue'
      ? name
      : kind === 'consumer'
        ? scenario.consumers.find((each) => each.name === name)?.queue
        : undefined
  return scenario.topology.queues.find((each) => each.name === queue)?.type ?? null
}
