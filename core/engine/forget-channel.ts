import { assert } from '#core/model/failure.ts'
import { Channel } from './channel.ts'
import type { Engine } from './engine.ts'
import { Consumer } from './queue/consumer.ts'
import { RingSpace } from './tag-ring.ts'

/** Stands where a channel or a consumer was that is over: closed, and nobody's. */
export class Forgotten {
  readonly channel = new Channel(-1, null, new RingSpace())
  #consumer: Consumer | null = null

  constructor() {
    this.channel.open = false
  }

  consumer({ replyQueue }: Engine): Consumer {
    if (this.#consumer === null) {
      const terms = { autoAck: true, prefetch: 0, priority: 0, exclusive: false, tag: '' }
      this.#consumer = new Consumer(-1, this.channel, replyQueue, 0, terms)
      this.#consumer.end()
    }
    return this.#consumer
  }
}

/** Lets go of a closed channel, once, and of its consumers: clients open and close them by the million. */
export function forgetChannel(engine: Engine, id: number, consumers: readonly number[]): void {
  const channel = engine.channels[id]!
  assert(!channel.open, `channel ${id} is closed`)
  if (channel === engine.forgotten.channel) return
  const siblings = channel.connection?.channels
  const at = siblings?.indexOf(channel) ?? -1
  if (at >= 0) siblings!.splice(at, 1)
  channel.tags.leave(engine.ringSpace)
  engine.channels[id] = engine.forgotten.channel
  for (const one of consumers) {
    const consumer = engine.consumers[one]!
    assert(!consumer.live && consumer.unacked === 0, `consumer ${one} went with its channel`)
    engine.consumers[one] = engine.forgotten.consumer(engine)
  }
}
