import { actorOfConsumer } from '#core/soak/ledger/actors.ts'
import { ConsumerBook } from '#core/soak/ledger/consumer-book.ts'
import type { Stage } from '#core/soak/stage.ts'
import { violate } from '#core/soak/violation.ts'
import type { Of } from './step.ts'

/** A channel asks for replies: one consumer without acks, and no second one. [RabbitMQ: Direct Reply-to] */
export function askReplies(stage: Stage, step: Of<'ask'>): void {
  const { broker, ledger } = stage
  const channel = stage.channel(step.channel)
  const { autoAck } = step
  const id = ledger.consumers.length
  const expected = autoAck && channel.asks === null ? id : -406
  const answer = broker.consumeReplies(channel.id, actorOfConsumer(id), { autoAck })
  if (answer !== expected)
    violate('V9', `a consumer of replies was answered ${answer}, not ${expected}`)
  if (answer < 0) return
  const [priority, prefetch, offset, exclusive] = [0, 0, 0, false]
  const terms = { autoAck, priority, prefetch, offset, exclusive, holdsUs: Infinity }
  channel.asks = new ConsumerBook(id, channel, ledger.replies, terms)
  ledger.consumers.push(channel.asks)
}
