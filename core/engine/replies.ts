import { noArguments } from '#core/model/topology.ts'
import { TraceKind } from '#core/model/trace.ts'
import type { Channel } from './channel.ts'
import { accepted, type Declared, refused } from './declared.ts'
import type { Engine } from './engine.ts'
import { baseOf, countAttemptAt, queuesMax } from './message-pages.ts'
import type { ProfileRules } from './profile.ts'
import { Consumer } from './queue/consumer.ts'
import { forget } from './queue/departure.ts'
import { Queue } from './queue/queue.ts'
import { nobody } from './trace-sink.ts'

/** The name a client consumes from, and asks to be answered at. [RabbitMQ: Direct Reply-to] */
export const replyQueueName = 'amq.rabbitmq.reply-to'
const addressPrefix = `${replyQueueName}.`
const written = /^amq\.rabbitmq\.reply-to\.\d+$/
const defaultExchange = 0

/** Where the consumers of replies belong. It has no name in the topology and never holds a message. */
export function newReplyQueue(rules: ProfileRules): Queue {
  const spec = {
    name: replyQueueName,
    type: 'classic',
    durable: false,
    exclusive: false,
    autoDelete: false,
    arguments: noArguments,
  } as const
  return new Queue(queuesMax - 1, spec, noArguments, rules)
}

/** basic.consume of replies: one for each channel, without acks; anything else is 406. */
export function consumeReplies(
  engine: Engine,
  channel: Channel,
  actor: number,
  autoAck: boolean,
  tag: string,
): Declared {
  if (!autoAck) return refused(406, 'replies are consumed without acks only')
  if (channel.replies?.live) return refused(406, 'the channel consumes replies already')
  if (tag !== '' && channel.consumers.some((other) => other.tag === tag)) {
    return refused(530, `the channel has a consumer '${tag}' already`)
  }
  const terms = { autoAck, prefetch: 0, priority: 0, exclusive: false, tag }
  const consumer = new Consumer(engine.consumers.length, channel, engine.replyQueue, actor, terms)
  engine.consumers.push(consumer)
  channel.consumers.push(consumer)
  engine.replyQueue.consumers.push(consumer)
  engine.replyQueue.ring.enter(consumer)
  channel.replies = consumer
  return accepted(consumer.id)
}

/** What the broker writes for `amq.rabbitmq.reply-to` in a message's reply-to; null when nobody consumes replies: 406. */
export function replyAddress(channel: Channel): string | null {
  return channel.replies?.live ? addressPrefix + channel.id : null
}

/** Whether it is one a broker has written, of somebody who waits or has gone. */
export const isReplyAddress = (name: string): boolean =>
  name.startsWith(addressPrefix) && written.test(name)

/** Whether a message is addressed to somebody who waits for a reply, still there or not. */
export function isReply(engine: Engine, envelope: number): boolean {
  const { envelopes, keys } = engine
  if (envelopes.exchange(envelope) !== defaultExchange) return false
  return isReplyAddress(keys.name(envelopes.key(envelope)))
}

/** Who waits for replies at an address; null when nobody does any more. */
export function askerAt(engine: Engine, name: string): Consumer | null {
  if (!isReplyAddress(name)) return null
  const consumer = engine.channels[Number(name.slice(addressPrefix.length))]?.replies
  return consumer?.live ? consumer : null
}

/** Hands a reply straight to who asked; false when it has gone. */
export function deliverReply(
  engine: Engine,
  messageId: number,
  envelope: number,
  mark: number,
): boolean {
  const { clock, envelopes, keys, pages } = engine
  const consumer = askerAt(engine, keys.name(envelopes.key(envelope)))
  if (consumer === null) return false
  const slot = pages.allocate(clock.nowUs, messageId, 0, envelope, engine.replyQueue.id, mark)
  const attempt = countAttemptAt(pages.wordsOf(slot), baseOf(slot))
  const tag = consumer.tags.skip()
  const { actor, id } = consumer
  engine.trace.append(TraceKind.delivered | (attempt << 16), messageId, nobody, actor, tag)
  engine.sink.delivered(id, tag, slot, attempt, mark)
  engine.trace.append(TraceKind.acked | (attempt << 16), messageId, nobody, actor, 1)
  forget(engine, slot)
  return true
}
