/** What a broker takes of a scenario put together by chance. */
import type { ConsumerSpec, Scenario } from '#core/model/scenario.ts'
import { noArguments, type QueueSpec } from '#core/model/topology.ts'

/** Without what the broker would refuse because of the type of the queue. */
export function takenByType(queue: QueueSpec): QueueSpec {
  if (queue.type === 'stream') {
    const { maxLengthBytes, maxAgeS, maxSegmentBytes } = queue.arguments
    const set = { ...noArguments, maxLengthBytes, maxAgeS, maxSegmentBytes }
    return { ...queue, durable: true, exclusive: false, autoDelete: false, arguments: set }
  }
  if (queue.type === 'quorum') {
    const set = { ...queue.arguments, maxPriority: null, maxAgeS: null, maxSegmentBytes: null }
    return { ...queue, durable: true, exclusive: false, autoDelete: false, arguments: set }
  }
  const { messageTtlMs, maxLength, maxLengthBytes, overflow, maxPriority } = queue.arguments
  const { deadLetterExchange, deadLetterRoutingKey, expiresMs, singleActiveConsumer } =
    queue.arguments
  const set = {
    ...{ ...noArguments, messageTtlMs, maxLength, maxLengthBytes, overflow, maxPriority },
    ...{ deadLetterExchange, deadLetterRoutingKey, expiresMs, singleActiveConsumer },
  }
  return { ...queue, arguments: set }
}

/** A stream is consumed with acks and a limit only. */
export function takenByStreams({
  topology,
  consumers,
}: Pick<Scenario, 'topology' | 'consumers'>): ConsumerSpec[] {
  const streams = new Set(
    topology.queues.filter(({ type }) => type === 'stream').map(({ name }) => name),
  )
  return consumers.map((one) =>
    streams.has(one.queue) ? { ...one, autoAck: false, prefetch: Math.max(1, one.prefetch) } : one,
  )
}
