import { noArguments, type QueueArguments, type QueueSpec } from '#core/model/topology.ts'
import type { Dice } from '#core/soak/dice.ts'
import type { Feature } from './features.ts'

export const queueNames = ['a', 'b', 'c', 'd', 's'] as const

export function queueOf(
  dice: Dice,
  chosen: ReadonlySet<Feature>,
  name: string,
  isTiny: boolean,
): QueueSpec {
  const small = isTiny ? 3 : 20
  if (name === 's' && chosen.has('streams')) {
    const kept: QueueArguments = {
      ...noArguments,
      maxLengthBytes: dice.chance(0.6) ? 10 + dice.below(100) : null,
      maxAgeS: dice.chance(0.3) ? 1 : null,
      maxSegmentBytes: dice.chance(0.8) ? 1 + dice.below(20) : null,
    }
    const flags = { durable: true, exclusive: false, autoDelete: false }
    return { name, type: 'stream', ...flags, arguments: kept }
  }
  const isQuorum = (name === 'b' || name === 'd') && chosen.has('quorum')
  const isLimited = chosen.has('limits') && dice.chance(0.7)
  const dies = chosen.has('dead-letters') && dice.chance(0.8)
  const refuses = chosen.has('refusal') && dice.chance(0.6)
  const keeps = isQuorum && chosen.has('at-least-once') && dice.chance(0.8)
  const expiresMs = chosen.has('unused-queues') && dice.chance(0.4) ? 1 + dice.below(60) : null
  const ttlMs = chosen.has('ttl') && dice.chance(0.6) ? dice.below(40) : null
  // Both at one instant would else be rare.
  const goesTogether = keeps && expiresMs !== null && dice.chance(0.5)
  return {
    name,
    type: isQuorum ? 'quorum' : 'classic',
    durable: isQuorum || !(chosen.has('transient') && dice.chance(0.3)),
    exclusive: !isQuorum && chosen.has('owners') && dice.chance(0.3),
    autoDelete: !isQuorum && chosen.has('topology-change') && dice.chance(0.15),
    arguments: {
      ...noArguments,
      messageTtlMs: goesTogether ? expiresMs : ttlMs,
      maxLength: isLimited && dice.chance(0.7) ? dice.below(small) : null,
      expiresMs,
      singleActiveConsumer: chosen.has('single-active') && dice.chance(0.5),
      delayedRetryType:
        isQuorum && chosen.has('delayed-retry')
          ? dice.pick(['all', 'failed', 'returned', 'disabled'])
          : null,
      delayedRetryMinMs: isQuorum && dice.chance(0.7) ? dice.below(8) : null,
      delayedRetryMaxMs: isQuorum && dice.chance(0.4) ? dice.below(12) : null,
      consumerTimeoutMs:
        isQuorum && chosen.has('late-acks') && dice.chance(0.5) ? 3 + dice.below(40) : null,
      deliveryLimit: isQuorum && dice.chance(0.6) ? dice.below(5) - 1 : null,
      maxPriority: !isQuorum && chosen.has('priorities') && dice.chance(0.6) ? dice.below(8) : null,
      maxLengthBytes:
        isLimited && dice.chance(0.4) ? dice.below((isQuorum ? 20 : 4) * small) : null,
      deadLetterStrategy: keeps ? 'at-least-once' : null,
      overflow: keeps
        ? 'reject-publish'
        : refuses
          ? dice.pick(['reject-publish', 'reject-publish-dlx'])
          : 'drop-head',
      deadLetterExchange: dies ? dice.pick(['', 'x-fanout', 'x-topic', 'x-headers', 'gone']) : null,
      deadLetterRoutingKey: dies && dice.chance(0.5) ? dice.pick(queueNames) : null,
    },
  }
}
